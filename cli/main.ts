import { isSwitchboardError } from "../lib/core/failure.ts";
import { type Command, type Commands, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { nearest } from "./nearest.ts";
import { cleanForTerminal } from "./terminal-text.ts";

const VERSION = "0.1.0";

/** Loaded when they are asked for: `status` needs no Next.js. */
const COMMANDS: Commands = {
  start: { summary: "open the dashboard (also without a command)", load: () => import("./start-command.ts") },
  login: { summary: "a link that signs a browser in", load: () => import("./login-command.ts") },
  ask: { summary: "ask a module, and print its answer as it comes", load: () => import("./ask-command.ts") },
  list: { summary: "the threads", load: () => import("./list-command.ts") },
  thread: { summary: "what was said in a thread", load: () => import("./thread-command.ts") },
  search: { summary: "find what was said", load: () => import("./search-command.ts") },
  modules: { summary: "list, add, change and remove modules", load: () => import("./modules-command.ts") },
  trust: { summary: "whether a module's own hooks and servers run", load: () => import("./trust-command.ts") },
  watch: { summary: "follow an answer, or all that are being written", load: () => import("./watch-command.ts") },
  status: { summary: "what runs, what waits, and where things are", load: () => import("./status-command.ts") },
  log: { summary: "who asked, stopped, trusted and signed in", load: () => import("./log-command.ts") },
  export: { summary: "a thread to read or keep, or everything", load: () => import("./export-command.ts") },
  import: {
    summary: "bring in Claude Code's sessions, an export or a database",
    load: () => import("./import-command.ts"),
  },
  backup: { summary: "a copy of the whole database", load: () => import("./backup-command.ts") },
  doctor: { summary: "whether all is well, and what to do", load: () => import("./doctor-command.ts") },
  mcp: { summary: "let Claude Code ask modules, as an MCP server on stdio", load: () => import("./mcp-command.ts") },
  stop: { summary: "stop answers, or withdraw questions", load: () => import("./stop-command.ts") },
  completion: { summary: "let a shell complete words", load: () => import("./completion-command.ts") },
};

const USAGE = `switchboard — modules ask each other things through Claude Code

  switchboard [COMMAND] [options]

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join("\n")}
  help       this text; help COMMAND tells of one

  switchboard --port 5000
  switchboard ask . "Which formats do you export?"

SWITCHBOARD_HOME (default ~/.switchboard) is where the database and the files of runs stand.
SWITCHBOARD_PASS_ENV names variables to pass on to claude beside those it needs, with commas between.
Exit codes: 0 done, 1 the answer failed or something is broken, 2 not understood, 3 refused before anything was done, 130 stopped by Ctrl-C.`;

/** Runs the command line, and ends the process unless it serves the dashboard. */
export async function main(args: string[]): Promise<void> {
  let code: number | null;
  // A reader that has left (| head) is no error; commands that go on for long notice it themselves.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  try {
    code = await route(args);
  } catch (cause) {
    // Loaded only now: it brings SQLite along.
    const error = isSwitchboardError(cause) ? cause : (await import("../lib/queries/refusal-of.ts")).refusalOf(cause);
    if (!isSwitchboardError(error)) throw error;
    const { code: name, message, hint, field } = error;
    if (args.includes("--json")) console.log(JSON.stringify({ type: "refused", code: name, message, hint, field }));
    console.error(cleanForTerminal(`${message}\n${hint}`));
    code = field === "arguments" ? EXIT.usage : EXIT.refused;
  }
  if (code === null) return;
  // What a pipe has not taken yet would be lost.
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write("", done))));
  process.exit(code);
}

async function route(args: string[]): Promise<number | null> {
  const [name = "start", ...rest] = args;
  if (name === "help" || name === "--help" || name === "-h") return help(rest[0]);
  if (name === "--version") {
    console.log(VERSION);
    return EXIT.complete;
  }
  if (name.startsWith("-")) return (await find("start")).run(args, COMMANDS);
  return (await find(name)).run(rest, COMMANDS);
}

async function help(name: string | undefined): Promise<number> {
  console.log(name === undefined || name.startsWith("-") ? USAGE : (await find(name)).help);
  return EXIT.complete;
}

function find(name: string): Promise<Command> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command.load();
  const [like] = nearest(name, Object.keys(COMMANDS));
  const hint = like ? `Did you mean switchboard ${like}?` : `There are: ${Object.keys(COMMANDS).join(", ")}, help.`;
  throw usageError(`There is no command “${name}”.`, { hint });
}
