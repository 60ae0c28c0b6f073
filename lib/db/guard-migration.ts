import fs from "node:fs";
import path from "node:path";
import type Database from "better-sqlite3";
import { SwitchboardError } from "../core/failure.ts";
import { copyDatabase, copySize, countRows } from "./copy-database.ts";

/** So many copies from before a migration are kept. */
const KEPT = 3;

/** What had to be as it was, and where the copy is. */
export interface MigrationGuard {
  rows: Record<string, number>;
  /** Rows that refer to what isn't there: another program may have left some. */
  orphans: number;
  copy: string;
}

/** Where copies of a database stand. */
export const copiesOf = (file: string) => path.join(path.dirname(file), "backups");

/**
 * Keeps a copy of a database whose tables are about to be changed, and counts their rows. The caller holds the lock: nobody
 * writes between the copy and the change.
 * @throws SwitchboardError disk-full, file-unwritable; nothing was changed then
 */
export function guardMigration(client: Database.Database, file: string, version: number): MigrationGuard {
  const folder = copiesOf(file);
  const copy = path.join(folder, `${prefixOf(file)}${version}.${new Date().toISOString().replaceAll(":", "-")}.db`);
  refuseWithoutRoom(client, file);
  try {
    copyDatabase(file, copy);
  } catch (cause) {
    // What is wrong with the database itself, or only just now, is told as always.
    if (/^SQLITE_(CORRUPT|NOTADB|BUSY)/.test(codeOf(cause))) throw cause;
    throw new SwitchboardError(
      "file-unwritable",
      `No copy of the database can be kept in ${folder} (${words(cause)}).`,
      {
        hint: "One is kept before the tables are changed to those of this version. See to the directory, then start again.",
        field: "db",
        cause,
      },
    );
  }
  removeOlder(folder, prefixOf(file));
  return { rows: countRows(client), orphans: countOrphans(client), copy };
}

/**
 * Refuses a migration that lost rows or left something that doesn't hold together.
 * @throws SwitchboardError migration-failed
 */
export function checkMigrated(client: Database.Database, file: string, guard: MigrationGuard): void {
  const now = countRows(client);
  const lost = Object.entries(guard.rows).flatMap(([table, before]) =>
    now[table] === before ? [] : [`${table}: ${before} before, ${now[table] ?? "no table"} after`],
  );
  const orphans = countOrphans(client) - guard.orphans;
  if (orphans > 0) lost.push(`${orphans} more rows refer to what isn't there`);
  const [found] = client.prepare("PRAGMA quick_check(1)").pluck().all().map(String);
  if (found !== "ok") lost.push(String(found));
  if (lost.length > 0) throw migrationFailed(file, guard.copy, lost.join("; "));
}

/** @param why in words; what made the statements fail, or what they left */
export function migrationFailed(file: string, copy: string | null, why: string, cause?: unknown): SwitchboardError {
  const kept = copy === null ? "" : ` A copy from before is ${copy}.`;
  return new SwitchboardError(
    "migration-failed",
    `The tables of ${file} can't be brought to those of this version: ${why}.`,
    {
      hint: `They were left as they were.${kept} Go on with the version before, and tell us of this.`,
      field: "db",
      cause,
    },
  );
}

const prefixOf = (file: string) => `${path.basename(file, ".db")}.schema-`;

/** A copy is never larger, and the change itself needs room as well. */
function refuseWithoutRoom(client: Database.Database, file: string): void {
  const needed = 2 * copySize(client);
  const { bavail, bsize } = fs.statfsSync(path.dirname(file));
  if (bavail * bsize >= needed) return;
  const free = Math.floor((bavail * bsize) / 1e6);
  throw new SwitchboardError(
    "disk-full",
    `The disk of ${file} has ${free} MB left, and ${Math.ceil(needed / 1e6)} MB are needed to bring its tables up to date.`,
    { hint: "Free some space: a copy is kept before anything is changed. Then start again.", field: "db" },
  );
}

/** By name, which begins with the version and has the time. */
function removeOlder(folder: string, prefix: string): void {
  const copies = fs.readdirSync(folder).filter((name) => name.startsWith(prefix) && name.endsWith(".db"));
  const timeOf = (name: string) => fs.statSync(path.join(folder, name)).mtimeMs;
  for (const name of copies.toSorted((a, b) => timeOf(b) - timeOf(a)).slice(KEPT)) fs.rmSync(path.join(folder, name));
}

const countOrphans = (client: Database.Database) => client.prepare("PRAGMA foreign_key_check").all().length;

const codeOf = (cause: unknown) => (cause instanceof Error && "code" in cause ? String(cause.code) : "");
const words = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));
