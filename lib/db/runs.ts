import { and, asc, desc, eq, gt, isNotNull, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { Block, Run } from "../core/message.ts";
import type { Db } from "./db.ts";
import { prepared, preparedQuery } from "./prepared.ts";
import { asText, nowSeconds, toBlock, toRun } from "./rows.ts";
import { blocks, messageOrder, messages, runPositions, runs } from "./schema.ts";

/** What a process needs to follow, adopt or stop a run; not for showing. */
export interface RunRecord {
  run: Run;
  /** JSON of the ProcessIdentity of `claude`; null until it was started. */
  process: string | null;
  /** When the whole question had been written to the process; null when it may be waiting for the rest. */
  askedAt: number | null;
  spoolDir: string;
  stopRequestedAt: number | null;
  spoolOffset: number;
  fold: string;
  /** JSON of the ProcessIdentity of the follower. */
  follower: string;
  contentWritten: number;
}

export function findRunOf(db: Db, messageId: string): Run | null {
  const row = preparedQuery(db, runOfMessage).get({ messageId });
  return row ? toRun(row, placeInLine(db, row)) : null;
}

const runOfMessage = (db: Db) =>
  db
    .select()
    .from(runs)
    .where(eq(runs.messageId, sql.placeholder("messageId")))
    .prepare();

export function findRun(db: Db, runId: string): Run | null {
  const row = db.select().from(runs).where(eq(runs.runId, runId)).get();
  return row ? toRun(row, placeInLine(db, row)) : null;
}

/** The place of a queued run in line, from 1; null for any other. */
export function placeInLine(db: Db, run: { runId: string; state: string }): number | null {
  if (run.state !== "queued") return null;
  const place = prepared(
    db,
    `SELECT count(*) FROM queued_questions JOIN runs USING (run_id)
       WHERE state = 'queued' AND state <> 'ended' AND (-depth, seq) <= (SELECT -depth, seq FROM queued_questions JOIN runs USING (run_id) WHERE run_id = ?)`,
  )
    .pluck()
    .get(run.runId);
  return Number(place);
}

/** Whether a session is one of a run that Switchboard launched. */
export function isOwnSession(db: Db, sessionId: string): boolean {
  const found = prepared(db, "SELECT 1 FROM runs WHERE session_id = ? AND origin IS NULL LIMIT 1").get(sessionId);
  return found !== undefined;
}

export function hasRun(db: Db, messageId: string): boolean {
  return prepared(db, "SELECT 1 FROM runs WHERE message_id = ?").get(messageId) !== undefined;
}

export function findBlock(db: Db, messageId: string, position: number): Block | null {
  const row = preparedQuery(db, blockAt).get({ messageId, position });
  return row ? toBlock(row) : null;
}

const blockAt = (db: Db) =>
  db
    .select()
    .from(blocks)
    .where(and(eq(blocks.messageId, sql.placeholder("messageId")), eq(blocks.position, sql.placeholder("position"))))
    .prepare();

/** A run that is being answered, with its place in the spool; null when there is none for this message. */
export function findActiveRun(db: Db, messageId: string): RunRecord | null {
  return activeRuns(db).find((record) => record.run.messageId === messageId) ?? null;
}

/** All runs that are being answered, oldest first: those that wait in line left out. */
export function activeRuns(db: Db): RunRecord[] {
  return db
    .select()
    .from(runs)
    .innerJoin(runPositions, eq(runPositions.runId, runs.runId))
    .where(and(ne(runs.state, "ended"), ne(runs.state, "queued")))
    .orderBy(asc(runs.startedAt))
    .all()
    .map(({ runs: row, run_positions: position }) => ({
      run: toRun(row, null),
      process: row.process,
      askedAt: row.askedAt,
      spoolDir: asText(row.spoolDir),
      stopRequestedAt: row.stopRequestedAt,
      spoolOffset: position.spoolOffset,
      fold: position.fold,
      follower: position.follower,
      contentWritten: position.contentWritten,
    }));
}

/** The runs of a module in a thread that were asked from this directory, newest first: one of them may be resumed. */
export function sessionRuns(db: Db, threadId: string, module: string, cwd: string): Run[] {
  return db
    .select({ run: runs })
    .from(runs)
    .innerJoin(messages, eq(messages.messageId, runs.messageId))
    .innerJoin(messageOrder, eq(messageOrder.messageId, runs.messageId))
    .where(and(eq(runs.threadId, threadId), eq(runs.module, module), eq(runs.cwd, cwd), isNotNull(runs.sessionId)))
    .orderBy(desc(messages.timestamp), desc(messageOrder.seq)) // not by start: the clock may have been set back
    .limit(10)
    .all()
    .map(({ run }) => toRun(run, null));
}

/** The newest run of a module in a thread, from this directory: a follow-up keeps its model and system prompt. */
export function lastRun(db: Db, threadId: string, module: string, cwd: string): Run | null {
  const row = db
    .select({ run: runs })
    .from(runs)
    .innerJoin(messages, eq(messages.messageId, runs.messageId))
    .innerJoin(messageOrder, eq(messageOrder.messageId, runs.messageId))
    .where(and(eq(runs.threadId, threadId), eq(runs.module, module), eq(runs.cwd, cwd)))
    .orderBy(desc(messages.timestamp), desc(messageOrder.seq))
    .get();
  return row ? toRun(row.run, placeInLine(db, row.run)) : null;
}

/**
 * Takes over a run whose follower is gone, and reads it as that one left it: it may have gone on since it was looked
 * at last.
 * @returns null when another process was quicker, or the run has ended
 */
export function claimRun(db: Db, runId: string, from: string, to: string): RunRecord | null {
  const claim = db.$client.transaction(() => {
    const done = db
      .update(runPositions)
      .set({ follower: to })
      .where(and(eq(runPositions.runId, runId), eq(runPositions.follower, from)))
      .run();
    return done.changes === 1 ? (activeRuns(db).find((record) => record.run.runId === runId) ?? null) : null;
  });
  return claim.immediate();
}

/** A run that has ended, whose process may still be there. */
export interface LingeringRun {
  runId: string;
  /** JSON of the ProcessIdentity of `claude`. */
  process: string | null;
  spoolDir: string;
}

/** Runs that ended over so many seconds ago, and whose process nobody has seen gone, nor keeps for a follow-up. */
export function lingeringRuns(db: Db, seconds: number): LingeringRun[] {
  return db
    .select({ runId: runs.runId, process: runs.process, spoolDir: runs.spoolDir })
    .from(runs)
    .where(
      and(
        eq(runs.state, "ended"),
        isNotNull(runs.process),
        isNull(runs.goneAt),
        // One that ended in the future: the clock was set back.
        or(lt(runs.endedAt, nowSeconds() - seconds), gt(runs.endedAt, nowSeconds() + 1)),
        sql`${runs.spoolDir} NOT IN (SELECT spool_dir FROM warm_processes)`,
      ),
    )
    .all()
    .map((row) => ({ ...row, spoolDir: asText(row.spoolDir) }));
}

/** How many runs a run's process had answered before it: their lines stand before its own in the same spool. */
export function answeredBefore(db: Db, runId: string): number {
  const count = prepared(
    db,
    `SELECT count(*) FROM runs AS own JOIN runs AS other ON other.thread_id = own.thread_id
         AND other.spool_dir = own.spool_dir AND other.started_at < own.started_at AND other.state = 'ended'
       WHERE own.run_id = ?`,
  );
  return Number(count.pluck().get(runId));
}

/** The stored identity of the process of a run, as JSON (null when it never started), and where its files are. */
export function processOf(db: Db, runId: string): { process: string | null; spoolDir: string } {
  const row = db
    .select({ process: runs.process, spoolDir: runs.spoolDir })
    .from(runs)
    .where(eq(runs.runId, runId))
    .get();
  return row ? { ...row, spoolDir: asText(row.spoolDir) } : { process: null, spoolDir: "" };
}
