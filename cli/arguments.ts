import { type ParseArgsConfig, parseArgs } from "node:util";
import { SwitchboardError } from "../lib/core/failure.ts";

/** One command of the command line. */
export interface Command {
  /** What `switchboard help NAME` shows. */
  help: string;
  /** @returns the exit code; null when the process goes on, as the dashboard does */
  run(args: string[], commands: Commands): Promise<number | null>;
}

/** All commands by name, loaded when they are asked for. */
export type Commands = Readonly<Record<string, { summary: string; load(): Promise<Command> }>>;

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Options that every command has. */
export const COMMON_OPTIONS = {
  db: { type: "string" },
  claude: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const satisfies Options;

/** The lines of those that the help of a command shows. */
export const COMMON_HELP = `  --db FILE      the SQLite database (default ~/.switchboard/switchboard.db)   SWITCHBOARD_DB
  --claude FILE  the claude executable (default: the first on PATH)      SWITCHBOARD_CLAUDE
  --help         this text`;

/**
 * Reads the words after a command.
 * @throws SwitchboardError input-invalid, of the field "arguments"
 */
export function readArguments<const T extends Options>(args: string[], options: T) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...COMMON_OPTIONS, ...options } });
  } catch (cause) {
    throw usageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** The words of a command were not understood: the process ends with exit code 2. */
export function usageError(
  message: string,
  { hint = "switchboard --help shows what there is.", cause }: { hint?: string; cause?: unknown } = {},
): SwitchboardError {
  return new SwitchboardError("input-invalid", message, { hint, field: "arguments", cause });
}
