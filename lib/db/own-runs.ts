import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { asText } from "./rows.ts";

/** A run that was launched from Switchboard, as far as it tells its lines in a transcript. Times are Unix seconds. */
export interface OwnRun {
  threadId: string;
  module: string;
  cwd: string;
  startedAt: number;
  /** null while it goes on. */
  endedAt: number | null;
  question: string | null;
}

/** The runs of a session that were launched from Switchboard, newest first. */
export function ownRunsOf(db: Db, sessionId: string): OwnRun[] {
  const rows = prepared(
    db,
    `SELECT runs.thread_id AS threadId, runs.module, cwd, started_at AS startedAt, ended_at AS endedAt,
         CAST(messages.content AS TEXT) AS question
       FROM runs LEFT JOIN messages ON messages.message_id = runs.question_id
       WHERE session_id = ? AND origin IS NULL ORDER BY started_at DESC`,
  ).all(sessionId) as OwnRun[];
  return rows.map((row) => ({ ...row, threadId: asText(row.threadId), module: asText(row.module) }));
}

/** When the oldest run that is being answered in a directory began; null when there is none. It may have no session yet. */
export function runningSince(db: Db, cwd: string): number | null {
  const since = prepared(
    db,
    `SELECT min(started_at) FROM runs
       WHERE origin IS NULL AND state <> 'ended' AND state <> 'queued' AND cwd = ?`,
  )
    .pluck()
    .get(cwd);
  return typeof since === "number" ? since : null;
}
