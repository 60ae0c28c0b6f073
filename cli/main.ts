import { parseArgs } from "node:util";
import { isSwitchboardError, SwitchboardError } from "../lib/core/failure.ts";
import { applyOptions, readEnv } from "../lib/env.ts";
import { start } from "./start.ts";

const USAGE = `switchboard — modules ask each other things through Claude Code

  switchboard [start] [options]     open the dashboard

options
  --port N       port to listen on (default 4747; 0 takes a free one)    SWITCHBOARD_PORT
  --host HOST    address to listen on: 127.0.0.1 (default), localhost or ::1
  --db FILE      the SQLite database (default ~/.switchboard/switchboard.db)   SWITCHBOARD_DB
  --claude FILE  the claude executable (default: the first on PATH)      SWITCHBOARD_CLAUDE
  --dev          serve from the sources, with reloading
  --help         this text
  --version      the version

SWITCHBOARD_HOME (default ~/.switchboard) is where the database and the files of runs stand.
SWITCHBOARD_PASS_ENV names variables to pass on to claude beside those it needs, with commas between.`;

/**
 * Runs the command line.
 * Exit codes: 0 ended as asked, 1 something went wrong, 2 the options were not understood.
 */
export async function main(args: string[]): Promise<void> {
  try {
    const options = parse(args);
    if (options === null) return;
    applyOptions(options);
    await start({ host: options.host, dev: options.dev, env: readEnv() });
  } catch (error) {
    if (!isSwitchboardError(error)) throw error;
    console.error(`${error.message}\n${error.hint}`);
    process.exit(error.field === "arguments" ? 2 : 1);
  }
}

interface Options {
  host: string;
  dev: boolean;
  port?: string;
  db?: string;
  claude?: string;
}

const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

/** null when the options were answered at once (--help, --version). */
function parse(args: string[]): Options | null {
  const { values, positionals } = readArguments(args);
  if (values.help) {
    console.log(USAGE);
    return null;
  }
  if (values.version) {
    console.log(VERSION);
    return null;
  }
  if (positionals.length > 1 || (positionals[0] ?? "start") !== "start") {
    throw usageError(`There is no command “${positionals.join(" ")}”.`);
  }
  if (!LOOPBACK.includes(values.host)) {
    throw usageError(`Switchboard listens on this machine only (${LOOPBACK.join(", ")}), not on ${values.host}.`);
  }
  if (values.port !== undefined && !/^\d{1,5}$/.test(values.port)) {
    throw usageError(`A port is a number from 0 to 65535, not “${values.port}”.`);
  }
  return values;
}

const VERSION = "0.1.0";

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        port: { type: "string" },
        host: { type: "string", default: "127.0.0.1" },
        db: { type: "string" },
        claude: { type: "string" },
        dev: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
        version: { type: "boolean", default: false },
      },
    });
  } catch (cause) {
    throw usageError(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function usageError(message: string, cause?: unknown): SwitchboardError {
  return new SwitchboardError("input-invalid", message, {
    hint: "switchboard --help shows what there is.",
    field: "arguments",
    cause,
  });
}
