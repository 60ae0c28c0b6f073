import fs from "node:fs";
import path from "node:path";
import { SwitchboardError } from "../lib/core/failure.ts";
import { backUp } from "../lib/db/back-up.ts";
import { applyOptions, readEnv } from "../lib/env.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { bytesWords } from "./words.ts";

export const help = `switchboard backup [FILE] [options] — a copy of the whole database, also while it is written

  FILE           the copy; default: a file named by the time, in “backups” beside the database
  --force        writes over FILE when it is there
${COMMON_HELP}

The copy is there whole or not at all, was read through, and is for this user alone. It is a database like any other:
--db FILE opens it, and switchboard import FILE brings what it has into another one.

  switchboard backup
  switchboard backup ~/backups/switchboard.db --force`;

/** Copies the database. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { force: { type: "boolean", default: false } });
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  const [given, ...more] = positionals;
  if (more.length > 0) throw usageError(`“${more.join(" ")}” is too much: backup takes one file.`);
  applyOptions(values);
  const { databasePath } = readEnv();
  if (!fs.existsSync(databasePath)) {
    throw new SwitchboardError("file-missing", `There is no database ${databasePath}.`, {
      hint: "Name the database with --db.",
      field: "db",
    });
  }
  const { file, bytes } = backUp(databasePath, given === undefined ? null : path.resolve(given), values.force);
  console.log(`${file} (${bytesWords(bytes)})`);
  return EXIT.complete;
}
