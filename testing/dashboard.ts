import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { projectFile } from "../scripts/project.mjs";
import { signIn } from "./signed-in.ts";

export interface Dashboard {
  /** Its origin. */
  url: string;
  /** The link it printed, with whatever it carries besides the origin. */
  link: string;
  pid: number;
  /** What it printed so far, stdout and stderr together. */
  output(): string;
  /** Ends it (SIGTERM, SIGKILL after five seconds). Runs that it started go on: see endLeftovers. */
  stop(): Promise<{ code: number | null; signal: string | null }>;
}

export interface DashboardOptions {
  /** Holds its home and database. */
  dir: string;
  /** Its whole environment besides SWITCHBOARD_HOME. */
  env: Record<string, string>;
  /** More flags; `--port 0` is given. */
  args?: string[];
  /** false leaves its link unused, and nobody signed in. */
  signsIn?: boolean;
}

const LINK = /http:\/\/127\.0\.0\.1:\d+\S*/;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;

/** Starts the built dashboard in a process of its own, and settles when it has printed its link. */
export async function startDashboard({ dir, env, args = [], signsIn = true }: DashboardOptions): Promise<Dashboard> {
  const home = path.join(dir, "switchboard");
  await mkdir(home, { recursive: true });
  const child = spawn(process.execPath, [projectFile("bin/switchboard.mjs"), "--port", "0", ...args], {
    env: {
      ...env,
      NODE_ENV: args.includes("--dev") ? "development" : "production",
      SWITCHBOARD_HOME: home,
      NEXT_TELEMETRY_DISABLED: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { text: "", isWhole: false };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed.text += text;
    });
  }
  const ended = once(child, "close").then(() => ({ code: child.exitCode, signal: child.signalCode }));
  child.once("close", () => {
    printed.isWhole = true;
  });
  const link = await printedLink(child, printed);
  if (signsIn) await signIn(link);
  return {
    url: new URL(link).origin,
    link,
    pid: child.pid ?? 0,
    output: () => printed.text,
    async stop() {
      const killing = new AbortController();
      child.kill("SIGTERM");
      const kill = sleep(STOP_LIMIT_MS, undefined, { signal: killing.signal }).then(
        () => child.kill("SIGKILL"),
        () => false, // it ended in time
      );
      const result = await ended;
      killing.abort();
      await kill;
      return result;
    },
  };
}

/** The link, once it is printed; ends the process when that takes too long. */
async function printedLink(child: ChildProcess, printed: { text: string; isWhole: boolean }): Promise<string> {
  const limit = performance.now() + START_LIMIT_MS;
  const failed = (what: string) => new Error(`The dashboard ${what}. It printed:\n${printed.text || "(nothing)"}`);
  for (;;) {
    // Only whole lines: the link may come in two pieces.
    const found = LINK.exec(printed.text.slice(0, printed.text.lastIndexOf("\n") + 1));
    if (found) return found[0];
    if (printed.isWhole) throw failed(`ended with ${child.signalCode ?? child.exitCode} before it printed a link`);
    if (performance.now() > limit) {
      child.kill("SIGKILL");
      throw failed(`printed no link within ${START_LIMIT_MS / 1000} s`);
    }
    await sleep(20);
  }
}
