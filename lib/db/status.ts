import fs from "node:fs";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { SwitchboardError } from "../core/failure.ts";
import { damaged } from "./client.ts";
import type { Db } from "./db.ts";
import { isUpToDate, refuseUnusable } from "./migrate.ts";
import * as schema from "./schema.ts";

/** How long another program may hold the lock, in milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * Opens a database for looking only: nothing is made, migrated or written. Close it.
 * @returns null when there is none
 * @throws SwitchboardError database-newer, database-foreign, database-unwritable
 */
export function openForReading(file: string): Db | null {
  if (!fs.existsSync(file)) return null;
  let sqlite: Database.Database | null = null;
  try {
    sqlite = new Database(file, { readonly: true });
    sqlite.pragma(`busy_timeout = ${PATIENCE_MS}`);
    const db: Db = drizzle({ client: sqlite, schema });
    refuseUnusable(db, file);
    if (!isUpToDate(db)) throw outdated(file);
    return db;
  } catch (cause) {
    sqlite?.close();
    throw cause instanceof Database.SqliteError ? unreadable(file, cause) : cause;
  }
}

function outdated(file: string): SwitchboardError {
  return new SwitchboardError("database-newer", `The database ${file} is of an earlier version of Switchboard.`, {
    hint: "Start this version once (switchboard start): it brings the tables up to date.",
    field: "db",
  });
}

function unreadable(file: string, cause: Error & { code: string }): SwitchboardError {
  if (cause.code.startsWith("SQLITE_CORRUPT")) return damaged(file, cause);
  const code = cause.code === "SQLITE_NOTADB" ? "database-not-sqlite" : "database-unwritable";
  return new SwitchboardError(code, `The database ${file} can't be read (${cause.message}).`, {
    hint: "Give this user access to the file and its directory, or name another file with --db.",
    field: "db",
    cause,
  });
}

/** A message or thread whose id begins with certain characters. */
export interface IdMatch {
  kind: "message" | "thread";
  id: string;
}

/** How many are looked at: enough to tell that there are several, and to name some. */
const MOST_MATCHES = 4;
/** Sorts after whatever else an id goes on with. */
const LAST = "\u{10ffff}";

/** The messages and threads whose id is this, or begins with it. */
export function idsLike(db: Db, beginning: string): IdMatch[] {
  const find = (kind: IdMatch["kind"]) =>
    db.$client
      .prepare(
        `SELECT ${kind}_id AS id FROM ${kind}s
         WHERE ${kind}_id >= @from AND ${kind}_id < @to
         ORDER BY ${kind}_id LIMIT ${MOST_MATCHES}`,
      )
      .pluck()
      .all({ from: beginning, to: beginning + LAST })
      .map((id): IdMatch => ({ kind, id: String(id) }));
  return beginning === "" ? [] : [...find("message"), ...find("thread")];
}

/** The newest message of a thread that is no question; null when there is none. */
export function newestAnswer(db: Db, threadId: string): string | null {
  const id = db.$client
    .prepare(
      `SELECT message_id FROM messages LEFT JOIN message_order USING (message_id)
       WHERE thread_id = ? AND messages.type <> 'question' ORDER BY timestamp DESC, seq DESC LIMIT 1`,
    )
    .pluck()
    .get(threadId);
  return id === undefined ? null : String(id);
}

/** The newest answer to a question of ours; null when it is none. */
export function answerTo(db: Db, questionId: string): string | null {
  const id = db.$client
    .prepare(
      `SELECT runs.message_id FROM messages AS question JOIN runs USING (thread_id)
       WHERE question.message_id = @id AND question_id = @id ORDER BY started_at DESC LIMIT 1`,
    )
    .pluck()
    .get({ id: questionId });
  return id === undefined ? null : String(id);
}

/** The answers of a thread, or of all, that wait or are being written by a run, in the order in which they began. */
export function unendedAnswers(db: Db, threadId: string | null = null): string[] {
  return db.$client
    .prepare(
      `SELECT message_id FROM runs WHERE state <> 'ended' AND origin IS NULL AND (@thread IS NULL OR thread_id = @thread)
       ORDER BY started_at`,
    )
    .pluck()
    .all({ thread: threadId })
    .map(String);
}
