import fs from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { SwitchboardError } from "../core/failure.ts";
import { migrate, refuseUnusable } from "./migrate.ts";
import * as schema from "./schema.ts";

/** An open database: Drizzle for what is typed, `$client` for prepared SQL on the hot paths. */
export type Db = BetterSQLite3Database<typeof schema> & { $client: Database.Database };

/**
 * Opens the database, makes it when it isn't there, and brings its tables up to date.
 * Each thread or worker opens its own. Applying the migrations is safe when two processes start at once.
 * @throws SwitchboardError database-unwritable, -not-sqlite, -newer, -foreign or -busy; the file is then as it was.
 */
export function openDatabase(file: string): Db {
  const absolute = path.resolve(file);
  makeReady(absolute);
  let sqlite: Database.Database | null = null;
  try {
    sqlite = new Database(absolute);
    sqlite.pragma("busy_timeout = 5000");
    const db: Db = drizzle({ client: sqlite, schema });
    refuseUnusable(db, absolute);
    sqlite.pragma("journal_mode = WAL");
    // A killed process loses nothing under NORMAL; a power cut may lose the last moments, never the file.
    sqlite.pragma("synchronous = NORMAL");
    migrate(db);
    sqlite.pragma("foreign_keys = ON");
    return db;
  } catch (cause) {
    sqlite?.close();
    throw refusalFor(absolute, cause);
  }
}

/**
 * Opens one more connection to a database that this process has opened with openDatabase.
 */
export function connectAgain(file: string): Db {
  const sqlite = new Database(file, { fileMustExist: true });
  sqlite.pragma("busy_timeout = 5000");
  return drizzle({ client: sqlite, schema });
}

/** Makes the directory and an empty file, both for the owner alone, whatever the umask. */
function makeReady(file: string): void {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    fs.closeSync(fs.openSync(file, "a", 0o600));
  } catch (cause) {
    throw new SwitchboardError("database-unwritable", `The database ${file} can't be written (${reason(cause)}).`, {
      hint: "Give this user write access to the file and its directory, or name another file with --db.",
      field: "db",
      cause,
    });
  }
}

function refusalFor(file: string, cause: unknown): unknown {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "SQLITE_NOTADB" || code === "SQLITE_CORRUPT") {
    return new SwitchboardError("database-not-sqlite", `${file} is not a SQLite database, or a damaged one.`, {
      hint: "Name another file with --db. This one was left as it is.",
      field: "db",
      cause,
    });
  }
  if (code.startsWith("SQLITE_READONLY") || code.startsWith("SQLITE_CANTOPEN") || code.startsWith("SQLITE_IOERR")) {
    return new SwitchboardError("database-unwritable", `The database ${file} can't be written (${reason(cause)}).`, {
      hint: "Give this user write access to the file and its directory, or name another file with --db.",
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

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** Whether another writer holds the lock, so that the same transaction may succeed later. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}

/** Whether the same transaction may succeed later: the lock is held, or the disk is full. */
export function isPassing(error: unknown): boolean {
  return isBusy(error) || (error instanceof Error && "code" in error && error.code === "SQLITE_FULL");
}
