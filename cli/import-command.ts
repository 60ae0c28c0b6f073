import { applyOptions } from "../lib/env.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { FILE_OPTIONS, importFileCommand } from "./import-file-command.ts";
import { importHistoryCommand } from "./import-history-command.ts";

export const help = `switchboard import [FILE] [options] — brings in what Claude Code keeps, an export, or a database

  --from DIR     without FILE: the directory that holds “projects” (default ~/.claude)       CLAUDE_CONFIG_DIR
  --preview      of FILE, only tells what would come in, what is there already, and what can't be understood
  --as-copies    what has the id of something else comes in under an id of its own, instead of being kept out
  --grant        modules of FILE get the rights that it gives them (profiles, and whether they ask others)
  --json         without FILE one JSON object a line: how far it is, what was not understood, how it ended;
                 of FILE the result as one JSON object
${COMMON_HELP}

Without FILE: each session becomes a thread, each directory a module. The files are only read. What was imported before
stays as it is, and what was added since comes to it. A question that was asked from Switchboard is in its thread
already. A dashboard may run meanwhile. Ctrl-C ends it: what came in stays, and the next import goes on from there.

FILE is an export (JSON Lines), a database of Switchboard from elsewhere, or a SQLite database with a table messages;
it is only read. What is here is never changed: importing again adds only what is not there yet.

Exit codes: 0 done, 1 failed or something was kept out, 2 not understood, 3 refused before anything was done, 130 ended
by Ctrl-C.

  switchboard import
  switchboard import --from /backup/claude --json
  switchboard import everything.jsonl
  switchboard import ~/old/conversations.db --preview`;

/** Imports what is named. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { ...FILE_OPTIONS, from: { type: "string" } });
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  const [file, ...more] = positionals;
  if (more.length > 0) throw usageError(`“${more.join(" ")}” is too much: import takes one file.`);
  if (file === undefined) {
    if (values.preview || values["as-copies"] || values.grant)
      throw usageError("--preview, --as-copies and --grant are about a FILE.");
    applyOptions(values);
    return importHistoryCommand({ from: values.from, json: values.json });
  }
  if (values.from !== undefined) throw usageError("--from names Claude Code's sessions; it goes without a FILE.");
  return importFileCommand(file, values);
}
