import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import nextModule from "next";
import { Gate, type GateOptions } from "../http/gate.ts";
import { ourRoutes } from "../http/our-routes.ts";
import { secureAnswer } from "../http/security-headers.ts";
import { TokenFile } from "../lib/access/token-file.ts";
import { findClaude } from "../lib/claude/find-claude.ts";
import { isSwitchboardError, SwitchboardError } from "../lib/core/failure.ts";
import { clientWords, originOf } from "../lib/core/origin.ts";
import { noteDeed } from "../lib/db/audit.ts";
import { untilStored } from "../lib/db/patience.ts";
import { type Environment, processEnvironment } from "../lib/env.ts";
import { feedOn } from "../lib/live/feed.ts";
import { closeAllStreams } from "../lib/live/feed-stream.ts";
import { isFeed, serveFeed } from "../lib/live/serve-feed.ts";
import { packageRoot } from "../lib/package-root.ts";
import { type Engine, getEngine, processWords } from "../lib/queries/engine.ts";
import { followInThread } from "../lib/queries/follow-thread.ts";
import { leaveRuns } from "../lib/queries/leave-runs.ts";
import { lookAfterCrash } from "../lib/queries/look-after-crash.ts";
import { stay } from "../lib/queries/tend.ts";
import { EXIT } from "./exit-codes.ts";

/** What is used of Next.js. */
interface NextApp {
  prepare(): Promise<void>;
  getRequestHandler(): (request: http.IncomingMessage, response: http.ServerResponse) => Promise<void>;
  getUpgradeHandler(): (request: http.IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
}

// A CommonJS module: what TypeScript takes for its default import depends on how it resolves modules.
const createApp = nextModule as unknown as (options: {
  dev: boolean;
  dir: string;
  hostname: string;
  port: number;
}) => NextApp;

export interface StartOptions {
  /** An address of this machine. */
  host: string;
  dev: boolean;
  env: Environment;
}

/**
 * Serves the dashboard until SIGTERM or SIGINT. The server is our own, with Next.js behind it, so that its
 * gate comes before every page, action, route and static file.
 * @throws SwitchboardError when the database or the port can't be used
 */
export async function start({ host, dev, env }: StartOptions): Promise<void> {
  const { later } = await lookAfterCrash(env.databasePath, { variables: processEnvironment() });
  const engine = await getEngine();
  engine.origin = originOf("server", processWords());
  const feed = feedOn(engine.env.databasePath);
  const app = createApp({ dev, dir: packageRoot(import.meta.url), hostname: host, port: env.port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const upgrade = app.getUpgradeHandler();
  const routes = ourRoutes(engine);
  const access = new TokenFile(env.home);
  access.read();
  const { allowedHosts, proxied } = env;
  const note = noteLogin(engine);
  const gate = new Gate({ access, port: () => portOf(server), allowedHosts, proxied, note });
  const server = http.createServer((request, response) => {
    secureAnswer(request, response, dev);
    if (!gate.admit(request, response)) return;
    if (isFeed(request)) return serveFeed(feed, request, response);
    if (routes.has(request.url)) return void routes.serve(request, response);
    void handle(request, response);
  });
  server.on("upgrade", (request, socket, head) => {
    // What reloads pages while they are worked on; else nothing here speaks WebSocket.
    if (dev && gate.admit(request, new http.ServerResponse(request))) return void upgrade(request, socket, head);
    socket.destroy();
  });
  await listen(server, env.port, host);
  // Only now: a server that can't be reached must not take up runs.
  const leave = stay(engine);
  const endFollowing = followInThread(engine);
  // Streams that the old token let in would go on for as long as they are heard.
  const forgetToken = access.onRenewed(() => server.closeAllConnections());
  const end = async (code: number) => {
    forgetToken();
    leave();
    closeAllStreams();
    await routes.close();
    server.close();
    server.closeAllConnections();
    await Promise.all([leaveRuns(engine, env.onExit), endFollowing()]);
    engine.store.db.$client.close();
    process.exit(code);
  };
  endOn(["SIGTERM", "SIGINT"], () => end(EXIT.complete));
  void later.then((found) => found && endDamaged(found, end));
  await greet(server, host, env, gate);
}

/** Whatever is written to a damaged database may damage it further. */
function endDamaged({ message, hint }: SwitchboardError, end: (code: number) => Promise<void>): Promise<void> {
  console.error(`${message}\n${hint}\nThe dashboard ends.`);
  return end(EXIT.refused);
}

/** Writes down who signs in and out. It is no reason to keep somebody out that the log can't be written just now. */
function noteLogin({ store }: Engine): NonNullable<GateOptions["note"]> {
  return (event, request) => {
    const { socket, headers } = request;
    const from = clientWords(socket.remoteAddress ?? "an unknown address", headers["user-agent"] ?? null);
    const by = originOf("dashboard", from);
    untilStored(() => noteDeed(store.db, by, { event })).catch((error: unknown) => {
      console.error(`That ${by.from} had “${event}” could not be written down.`, error);
    });
  };
}

function portOf(server: http.Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

function listen(server: http.Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === "EADDRINUSE";
      const hint = taken ? `Open http://${host}:${port} if that is Switchboard already, or name` : "Name";
      const message = taken ? `Port ${port} is in use.` : `Port ${port} can't be listened on: ${cause.message}.`;
      reject(
        new SwitchboardError("input-invalid", message, {
          hint: `${hint} another port with --port.`,
          field: "port",
          cause,
        }),
      );
    });
    server.listen(port, host, resolve);
  });
}

/** A second signal ends the process at once. */
function endOn(signals: NodeJS.Signals[], end: () => Promise<void>): void {
  let ending = false;
  for (const signal of signals) {
    process.on(signal, () => {
      if (ending) process.exit(1);
      ending = true;
      void end();
    });
  }
}

async function greet(server: http.Server, host: string, env: Environment, gate: Gate): Promise<void> {
  const address = host.includes(":") ? `[${host}]` : host;
  console.log(`Switchboard is at http://${address}:${portOf(server)}${gate.loginPath()}`);
  console.log("This link signs a browser in, once; switchboard login gives another.");
  try {
    const cli = await findClaude(env.claude, processEnvironment());
    console.log(`Asking with Claude Code ${cli.version} (${cli.path}); conversations in ${env.databasePath}`);
  } catch (error) {
    if (!isSwitchboardError(error)) throw error;
    console.log(`${error.message} ${error.hint}\nHistory and search work without it.`);
  }
}
