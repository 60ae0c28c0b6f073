import fs from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { checkDatabase, giveThreads } from "../check-database.ts";
import { openDatabase } from "../client.ts";
import { flush } from "../copy-database.ts";
import type { Db } from "../db.ts";
import { indexStep } from "../search-index.ts";
import { makeAtVersion, versionOf } from "./at-version.ts";
import { copyDamaged, openDamaged, unwritable } from "./damaged-copy.ts";
import { columnsOf, quoted, type Row } from "./damaged-row.ts";
import { readDamagedTable, type TableLoss } from "./damaged-table.ts";
import { type DamagedCopy, readLostLeaves } from "./lost-leaves.ts";

/** What could be read of a damaged database, and where it is now. */
export interface Recovery {
  file: string;
  tables: TableLoss[];
  /** Messages whose thread could not be read: it was made anew, as “Recovered”. */
  strays: number;
}

/** Made anew from the others by triggers and by the search. */
const DERIVED = new Set([
  ...["message_order", "thread_order", "thread_modules", "replaced_messages", "feed_state"],
  ...["search_pending", "search_state", "search_words", "search_tools", "title_pending"],
]);

/**
 * Reads what can be read of a damaged database into a new one, from a copy; the database is left as it is. Takes a while,
 * and holds the event loop: for a process of its own.
 * @param to absolute; it must not be there
 * @throws SwitchboardError database-damaged when not even the names of its tables can be read, database-newer, -foreign,
 *   file-changing, file-exists, file-unwritable, disk-full; nothing is left then
 */
export function recoverDatabase(from: string, to: string): Recovery {
  const workplace = copyDamaged(from, to);
  try {
    const copy = openDamaged(from, workplace);
    const partial = path.join(workplace.directory, "recovered.db");
    const recovery = recoverInto(copy, from, partial);
    giveName(partial, to);
    return { ...recovery, file: to };
  } finally {
    fs.rmSync(workplace.directory, { recursive: true, force: true });
  }
}

/** A link is refused where a file is by now; a rename would put that away. */
function giveName(partial: string, to: string): void {
  try {
    flush(partial);
    fs.linkSync(partial, to);
    flush(path.dirname(to));
  } catch (cause) {
    throw unwritable(to, cause);
  }
}

function recoverInto(copy: DamagedCopy, from: string, to: string): Omit<Recovery, "file"> {
  try {
    const old = makeAtVersion(to, versionOf(copy.source, from));
    const tables = takeTables(copy, old);
    old.$client.close();
    // Now to the tables of this version.
    const db = openDatabase(to);
    let strays: number;
    try {
      strays = finish(db);
    } finally {
      db.$client.close();
    }
    refuseDamage(to);
    return { tables, strays };
  } finally {
    copy.source.close();
  }
}

function takeTables(copy: DamagedCopy, db: Db): TableLoss[] {
  const target = db.$client;
  target.pragma("foreign_keys = OFF");
  target.pragma("synchronous = OFF");
  const tables = tablesOf(target);
  // Each message would be told as a change; the changes themselves are taken over last.
  const bulk = (on: 0 | 1) => tables.includes("changes") && target.exec(bulkStatement(target, on));
  const taken: TableLoss[] = [];
  target.transaction(() => {
    bulk(1);
    for (const table of tables.filter((name) => !DERIVED.has(name))) {
      if (table === "changes") target.exec("DELETE FROM changes");
      taken.push(takeTable(copy, target, table));
    }
    bulk(0);
  })();
  return taken;
}

function bulkStatement(target: Database.Database, on: 0 | 1): string {
  const known = columnsOf(target, "search_state").some(({ name }) => name === "bulk");
  return known ? `UPDATE search_state SET bulk = ${on}` : "SELECT 1";
}

/** Those that hold rows: messages before their threads, whose triggers would change them; what has changed at the end. */
function tablesOf(target: Database.Database): string[] {
  const rows = target.pragma("table_list") as { schema: string; name: string; type: string }[];
  const names = rows
    .filter(({ schema, name, type }) => schema === "main" && type === "table" && !/^(sqlite_|__)/.test(name))
    .map(({ name }) => name);
  const rank = (name: string) => (name === "messages" ? 0 : name === "changes" ? 2 : 1);
  return names.toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

function takeTable(copy: DamagedCopy, target: Database.Database, table: string): TableLoss {
  const there = new Set(columnsOf(copy.source, table).map(({ name }) => name));
  const names = columnsOf(target, table).flatMap(({ name }) => (there.has(name) ? [name] : []));
  if (names.length === 0) return { name: table, rows: 0, incomplete: 0, lost: null };
  const insert = target.prepare(
    `INSERT INTO ${quoted(table)} (${names.map(quoted).join(", ")}) VALUES (${names.map(() => "?").join(", ")})`,
  );
  let refused = 0;
  const take = (row: Row) => {
    try {
      insert.run(names.map((name) => row[name]));
    } catch (error) {
      // A row that no longer fits: of a key that another one has, say.
      if (!isConstraint(error)) throw error;
      refused += 1;
    }
  };
  const reading = readDamagedTable(copy.source, table, take);
  if (reading.missing.size > 0) readLostLeaves(copy, reading, take);
  const { name, rows, incomplete, lost } = reading;
  return { name, rows: rows - refused, incomplete, lost: lost === null ? null : lost + refused };
}

const isConstraint = (error: unknown) =>
  error instanceof Database.SqliteError && /^SQLITE_(CONSTRAINT|MISMATCH)/.test(error.code);

/** Gives messages back their threads, and brings what is made from others up to date. @returns messages without a thread */
function finish(db: Db): number {
  const client = db.$client;
  const strays = client
    .prepare("SELECT count(*) FROM messages WHERE thread_id NOT IN (SELECT thread_id FROM threads)")
    .pluck()
    .get();
  giveThreads(db);
  client.exec(`INSERT OR IGNORE INTO search_pending (seq) SELECT seq FROM message_order;
    UPDATE feed_state SET trimmed_to = coalesce((SELECT max(seq) FROM changes), 0)`);
  while (indexStep(db));
  return Number(strays);
}

/** @throws Error when what was made is itself damaged: a fault of ours, or of the disk */
function refuseDamage(file: string): void {
  const { damage, lost } = checkDatabase(file);
  if (damage.length > 0 || lost > 0) throw new Error(`What was recovered doesn't hold together: ${damage[0] ?? lost}`);
}
