import fs from "node:fs";
import path from "node:path";
import { SwitchboardError } from "../core/failure.ts";
import { checkDatabase } from "./check-database.ts";
import { refusalFor } from "./client.ts";
import { copyDatabase } from "./copy-database.ts";
import { copiesOf } from "./guard-migration.ts";

/** A copy that was made. */
export interface Backup {
  file: string;
  bytes: number;
}

/**
 * Copies a database, which may be written meanwhile, and reads the copy through. Nothing of the database is changed, not
 * even its tables brought up to date.
 * @param to absolute; null is a name by the time, among the copies of the database
 * @throws SwitchboardError file-exists, file-unwritable, disk-full, database-damaged, database-not-sqlite, database-busy
 */
export function backUp(from: string, to: string | null, force: boolean): Backup {
  const name = `${path.basename(from, ".db")}.${new Date().toISOString().replaceAll(":", "-")}.db`;
  const file = to ?? path.join(copiesOf(from), name);
  if (!force && fs.existsSync(file)) throw exists(file);
  if (isSame(from, file)) throw exists(file);
  try {
    copyDatabase(from, file, { force, check: refuseDamaged });
  } catch (cause) {
    throw refusalOf(from, file, cause);
  }
  return { file, bytes: fs.statSync(file).size };
}

/** A copy of what is damaged without SQLite having noticed. */
function refuseDamaged(copy: string): void {
  const [found] = checkDatabase(copy).damage;
  if (found !== undefined) throw Object.assign(new Error(found), { code: "SQLITE_CORRUPT" });
}

/** A copy over the database itself would take it away from those that have it open. */
function isSame(a: string, b: string): boolean {
  const [one, other] = [a, b].map((file) => fs.statSync(file, { throwIfNoEntry: false }));
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

function refusalOf(from: string, to: string, cause: unknown): unknown {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "EEXIST") return exists(to, cause);
  if (code === "ENOSPC" || code === "SQLITE_FULL") {
    return new SwitchboardError("disk-full", `There is no room for a copy of ${from} at ${to}.`, {
      hint: "Free some space, or name a file on another disk. Nothing was left there.",
      field: "output",
      cause,
    });
  }
  if (cause instanceof Error && "syscall" in cause) {
    return new SwitchboardError("file-unwritable", `${to} can't be written (${cause.message}).`, {
      hint: "Name a file in a directory that this user may write.",
      field: "output",
      cause,
    });
  }
  return refusalFor(from, cause);
}

function exists(file: string, cause?: unknown): SwitchboardError {
  return new SwitchboardError("file-exists", `${file} is there already: it was left as it is.`, {
    hint: "Name another file, or write over it with --force; never over the database itself.",
    field: "output",
    cause,
  });
}
