import fs from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { isSwitchboardError, SwitchboardError } from "../core/failure.ts";
import type { Db } from "./db.ts";
import { migrate, refuseUnusable } from "./migrate.ts";
import * as schema from "./schema.ts";

/**
 * Opens the database, makes it when it isn't there, and brings its tables up to date.
 * Each thread or worker opens its own. Applying the migrations is safe when two processes start at once.
 * @throws SwitchboardError database-unwritable, -not-sqlite, -newer, -foreign or -busy; the file is then as it was.
 */
export function openDatabase(file: string): Db {
  const absolute = path.resolve(file);
  makeReady(absolute);
  const giveUp = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return openOnce(absolute);
    } catch (cause) {
      if (!isBusy(cause) || performance.now() > giveUp) throw refusalFor(absolute, cause);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

/** How long another program may hold the lock, in milliseconds. */
const PATIENCE_MS = 5_000;
/** Once it is open, SQLite waits only this long: it holds the event loop meanwhile (see patience.ts). */
const MOMENT_MS = 20;
/** SQLite itself doesn't wait when two connections switch to WAL at once, or one opens while the last one closes. */
const RETRY_MS = 10;

function openOnce(file: string): Db {
  if (fs.existsSync(`${file}-wal`)) refuseUnusableUnseen(file);
  const sqlite = new Database(file);
  try {
    sqlite.pragma(`busy_timeout = ${PATIENCE_MS}`);
    const db: Db = drizzle({ client: sqlite, schema });
    refuseUnusable(db, file);
    sqlite.pragma("journal_mode = WAL");
    // A killed process loses nothing under NORMAL; a power cut may lose the last moments, never the file.
    sqlite.pragma("synchronous = NORMAL");
    migrate(db, file);
    sqlite.pragma("foreign_keys = ON");
    sqlite.pragma(`busy_timeout = ${MOMENT_MS}`);
    return db;
  } catch (cause) {
    sqlite.close();
    throw cause;
  }
}

/**
 * Opens one more connection to a database that this process has opened with openDatabase.
 */
export function connectAgain(file: string): Db {
  const sqlite = new Database(file, { fileMustExist: true });
  sqlite.pragma(`busy_timeout = ${MOMENT_MS}`);
  return drizzle({ client: sqlite, schema });
}

/**
 * Refuses a stranger's database whose last writer was killed. Closing a connection that may write would move the
 * write-ahead log into the file.
 */
function refuseUnusableUnseen(file: string): void {
  const sqlite = new Database(file, { readonly: true });
  try {
    sqlite.pragma(`busy_timeout = ${PATIENCE_MS}`);
    refuseUnusable(drizzle({ client: sqlite, schema }), file);
  } catch (cause) {
    // What else may be wrong is told by the connection that may write.
    if (isSwitchboardError(cause)) throw cause;
  } finally {
    sqlite.close();
  }
}

/** Makes the directory and an empty file, both for the owner alone, whatever the umask. */
function makeReady(file: string): void {
  let beginning: string;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    fs.closeSync(fs.openSync(file, "a", 0o600));
    beginning = beginningOf(file);
  } catch (cause) {
    throw unwritable(file, cause);
  }
  // SQLite takes a file of very few bytes for an empty database, and would write over it.
  if (beginning !== "" && beginning !== SQLITE_MAGIC) throw notSqlite(file, undefined);
}

const SQLITE_MAGIC = "SQLite format 3\0";

function beginningOf(file: string): string {
  const handle = fs.openSync(file, "r");
  try {
    const bytes = Buffer.alloc(SQLITE_MAGIC.length);
    return bytes.toString("latin1", 0, fs.readSync(handle, bytes));
  } finally {
    fs.closeSync(handle);
  }
}

/** What SQLite or the system says of a database, in our words; whatever else it is is given back. */
export function refusalFor(file: string, cause: unknown): unknown {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "SQLITE_NOTADB") return notSqlite(file, cause);
  if (code.startsWith("SQLITE_CORRUPT")) return damaged(file, cause);
  if (code.startsWith("SQLITE_READONLY") || code.startsWith("SQLITE_CANTOPEN") || code.startsWith("SQLITE_IOERR")) {
    return unwritable(file, cause);
  }
  if (code === "SQLITE_FULL") {
    return new SwitchboardError("disk-full", `The disk of the database ${file} is full.`, {
      hint: "Free some space and try again. What runs just now goes on, and is stored as soon as there is room.",
      field: "db",
      cause,
    });
  }
  if (code.startsWith("SQLITE_BUSY")) {
    return new SwitchboardError("database-busy", `Another program has held the database ${file} for over 5 s.`, {
      hint: "End the program that holds a transaction open (a SQLite shell, say), then start again.",
      field: "db",
      cause,
    });
  }
  return cause;
}

function notSqlite(file: string, cause: unknown): SwitchboardError {
  return new SwitchboardError("database-not-sqlite", `${file} is not a SQLite database, or a damaged one.`, {
    hint: "Name another file with --db. This one was left as it is.",
    field: "db",
    cause,
  });
}

const RECOVERED = "switchboard doctor --recover saves what can be read in a new one; or go back to a backup.";

/** A database that SQLite finds damaged, for whoever meets it. */
export function damaged(file: string, cause: unknown, what = RECOVERED): SwitchboardError {
  return new SwitchboardError("database-damaged", `The database ${file} is damaged (${reason(cause)}).`, {
    hint: `It was left as it is. ${what}`,
    field: "db",
    cause,
  });
}

function unwritable(file: string, cause: unknown): SwitchboardError {
  return new SwitchboardError("database-unwritable", `The database ${file} can't be written (${reason(cause)}).`, {
    hint: "Give this user write access to the file and its directory, or name another file with --db.",
    field: "db",
    cause,
  });
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** Whether another writer holds the lock, so that the same transaction may succeed later. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}
