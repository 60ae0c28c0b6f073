import { applyOptions, readEnv } from "../lib/env.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";

export const help = `switchboard [start] [options] — opens the dashboard, until Ctrl-C or SIGTERM

  --port N       port to listen on (default 4747; 0 takes a free one)    SWITCHBOARD_PORT
  --host HOST    address to listen on: 127.0.0.1 (default), localhost or ::1
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
  if (!LOOPBACK.includes(values.host)) {
    throw usageError(`Switchboard listens on this machine only (${LOOPBACK.join(", ")}), not on ${values.host}.`);
  }
  if (values.port !== undefined && !/^\d{1,5}$/.test(values.port)) {
    throw usageError(`A port is a number from 0 to 65535, not “${values.port}”.`);
  }
  applyOptions(values);
  const { start } = await import("./start.ts");
  await start({ host: values.host, dev: values.dev, env: readEnv() });
  return null;
}
