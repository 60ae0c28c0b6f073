import net from "node:net";
import { applyOptions, readEnv } from "../lib/env.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";

export const help = `switchboard [start] [options] — opens the dashboard, until Ctrl-C or SIGTERM

  --port N       port to listen on (default 4747; 0 takes a free one)    SWITCHBOARD_PORT
  --host HOST    address to listen on: 127.0.0.1 (default), localhost or ::1; another one needs
                 SWITCHBOARD_ALLOWED_HOSTS
  --dev          serve from the sources, with reloading
${COMMON_HELP}

  switchboard
  switchboard --port 5000 --db ~/notes/conversations.db`;

const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

/** Serves the dashboard. */
export async function run(args: string[]): Promise<number | null> {
  const { values, positionals } = readArguments(args, {
    port: { type: "string" },
    host: { type: "string", default: "127.0.0.1" },
    dev: { type: "boolean", default: false },
  });
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  if (positionals.length > 0) {
    throw usageError(`“${positionals.join(" ")}” is too much: switchboard start takes only options.`, {
      hint: "A command stands before its options: switchboard status --db FILE.",
    });
  }
  if (values.port !== undefined && !/^\d{1,5}$/.test(values.port)) {
    throw usageError(`A port is a number from 0 to 65535, not “${values.port}”.`);
  }
  applyOptions(values);
  const env = readEnv();
  checkHost(values.host, env.allowedHosts);
  const { start } = await import("./start.ts");
  await start({ host: values.host, dev: values.dev, env });
  return null;
}

/**
 * Beyond this machine nobody is let in by chance: the address has to be one, in its plain spelling, and the names by which
 * the dashboard is reached have to be known.
 */
function checkHost(host: string, allowedHosts: readonly string[]): void {
  if (LOOPBACK.includes(host)) return;
  if (net.isIP(host) === 0) {
    throw usageError(`“${host}” is no address to listen on.`, {
      hint: "Give 127.0.0.1, or another address of this machine.",
    });
  }
  if (allowedHosts.length > 0) return;
  throw usageError(`On ${host} others can reach Switchboard, and no name is set by which they may.`, {
    hint: "Set SWITCHBOARD_ALLOWED_HOSTS to that name, such as desk.lan, and read docs/security.md first.",
  });
}
