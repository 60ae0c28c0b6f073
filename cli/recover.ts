import fs from "node:fs";
import path from "node:path";
import { SwitchboardError } from "../lib/core/failure.ts";
import type { TableLoss } from "../lib/db/recovery/damaged-table.ts";
import { type Recovery, recoverDatabase } from "../lib/db/recovery/recover-database.ts";
import { EXIT } from "./exit-codes.ts";
import { cleanForTerminal } from "./terminal-text.ts";

/** Saves what can be read of a damaged database in a new one, and tells what could not. @returns the exit code */
export function recover(databasePath: string, given: string | null, json: boolean): number {
  if (!fs.existsSync(databasePath)) {
    throw new SwitchboardError("file-missing", `There is no database ${databasePath}.`, {
      hint: "Name the database with --db.",
      field: "db",
    });
  }
  const time = new Date().toISOString().replaceAll(":", "-");
  const to =
    given ?? path.join(path.dirname(databasePath), `${path.basename(databasePath, ".db")}.recovered.${time}.db`);
  const recovery = recoverDatabase(databasePath, path.resolve(to));
  console.log(json ? JSON.stringify(recovery, null, 2) : cleanForTerminal(words(recovery, databasePath).join("\n")));
  const whole =
    recovery.strays === 0 && recovery.tables.every(({ lost, incomplete }) => lost === 0 && incomplete === 0);
  return whole ? EXIT.complete : EXIT.failed;
}

function words({ file, tables, strays }: Recovery, databasePath: string): string[] {
  const told = tables.filter(({ rows, lost, incomplete }) => rows > 0 || lost !== 0 || incomplete > 0);
  return [
    ...told.map(tableWords),
    ...(strays === 0
      ? []
      : [`${counted(strays, "message")} of threads that could not be read: these are called “Recovered”.`]),
    "",
    `What could be read is in ${file}. ${databasePath} was left as it is.`,
    `Look at it: switchboard start --db ${file} --port 0`,
    "To go on with it, end Switchboard, put the damaged file and its -wal and -shm aside, and give it their place.",
  ];
}

function tableWords({ name, rows, lost, incomplete }: TableLoss): string {
  const losses = [
    lost === null ? "how many could not be read is not known" : lost > 0 ? `${lost} could not be read` : "",
    incomplete > 0 ? `${incomplete} without a text` : "",
  ].filter((part) => part !== "");
  return `${name.padEnd(20)} ${counted(rows, "row")}${losses.length > 0 ? `; ${losses.join(", ")}` : ""}`;
}

function counted(count: number, one: string): string {
  return `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;
}
