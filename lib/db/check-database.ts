import fs from "node:fs";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { Db } from "./db.ts";
import { schemaVersions } from "./migrate.ts";
import { nowSeconds } from "./rows.ts";
import * as schema from "./schema.ts";

/** What a look through the whole file found. */
export interface DatabaseHealth {
  /** What SQLite's quick_check says is wrong; none when all is well. */
  damage: string[];
  /** Rows whose thread is not there, counted up to 1,000. */
  lost: number;
}

const MOST_DAMAGE = 5;
const MOST_LOST = 1_000;

/**
 * Looks through a whole database, which takes a while: run it in a process of its own. Nothing is written.
 * @throws the error of SQLite when the file can't be opened or read
 */
export function checkDatabase(file: string): DatabaseHealth {
  const sqlite = new Database(file, { readonly: true, fileMustExist: true });
  try {
    sqlite.pragma("busy_timeout = 5000");
    const told = sqlite.prepare(`PRAGMA quick_check(${MOST_DAMAGE})`).pluck().all().map(String);
    const damage = told.filter((line) => line !== "ok");
    // What is damaged can't be trusted to tell of its references.
    return { damage, lost: damage.length > 0 ? 0 : countLost(sqlite) };
  } finally {
    sqlite.close();
  }
}

function countLost(sqlite: Database.Database): number {
  let lost = 0;
  for (const _row of sqlite.prepare("PRAGMA foreign_key_check").iterate()) {
    lost += 1;
    if (lost === MOST_LOST) break;
  }
  return lost;
}

/** How many migrations a database has had, and how many this version knows. @throws the error of SQLite */
export function readSchemaVersions(file: string): { applied: number; known: number } {
  const sqlite = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return schemaVersions(drizzle({ client: sqlite, schema }));
  } finally {
    sqlite.close();
  }
}

/** Gives messages whose thread is not there one of the same id, so that they are shown again. */
export function giveThreads(db: Db): void {
  db.$client
    .prepare(
      `INSERT INTO threads (thread_id, title, modules, created_at, updated_at)
       SELECT thread_id, 'Recovered', '[]', min(timestamp), ? FROM messages
       WHERE NOT EXISTS (SELECT 1 FROM threads WHERE threads.thread_id = messages.thread_id) GROUP BY thread_id`,
    )
    .run(nowSeconds());
}

/** Moves the write-ahead log into the file, as far as no reader holds it. */
export function shortenLog(db: Db): void {
  db.$client.pragma("wal_checkpoint(TRUNCATE)");
}

/** How large a file is, in bytes; 0 when there is none. */
export function fileSize(file: string): number {
  return fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
