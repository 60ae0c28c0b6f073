import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { nowSeconds } from "./rows.ts";

/** Tells the readers of the feed that a run's row changed. */
export function logRun(db: Db, runId: string): void {
  prepared(
    db,
    `INSERT INTO changes (type, thread_id, message_id, at)
       SELECT 'run', thread_id, message_id, ? FROM runs WHERE run_id = ?`,
  ).run(nowSeconds(), runId);
}

/** What is known of a run when its process is about to be launched. */
export interface RunStart {
  sessionId: string;
  /** Whether the session is an earlier one. */
  resumed: boolean;
  cliVersion: string;
  spoolDir: string;
  /** Whether it uses what its directory brings. */
  trusted: boolean;
  /** Whether files that its question names are attached. */
  attaches: boolean;
}

/** Notes which session a run is to go on with, and where its files are, before its process is launched. */
export function noteStart(db: Db, runId: string, start: RunStart): void {
  const { sessionId, resumed, cliVersion, spoolDir, trusted, attaches } = start;
  prepared(
    db,
    `UPDATE runs SET session_id = ?, resumed = ?, cli_version = ?, spool_dir = ?, trusted = ?, attaches = ?
       WHERE run_id = ?`,
  ).run(sessionId, resumed ? 1 : 0, cliVersion, spoolDir, trusted ? 1 : 0, attaches ? 1 : 0, runId);
}

/** Notes the process that answers, as JSON of its identity. */
export function noteProcess(db: Db, runId: string, process: string): void {
  prepared(db, "UPDATE runs SET process = ? WHERE run_id = ?").run(process, runId);
}

/** Notes that the whole question was written to the process: it needs no place in line any more. */
export function noteAsked(db: Db, runId: string): void {
  const note = db.$client.transaction(() => {
    const asked = prepared(db, "UPDATE runs SET asked_at = ? WHERE run_id = ? AND state <> 'queued'");
    if (asked.run(nowSeconds(), runId).changes === 1)
      prepared(db, "DELETE FROM queued_questions WHERE run_id = ?").run(runId);
  });
  note.immediate();
}

/** Notes that the process of a spool is gone, with all that it started. */
export function noteGone(db: Db, spoolDir: string): void {
  prepared(db, "UPDATE runs SET gone_at = ? WHERE spool_dir = ? AND state = 'ended' AND gone_at IS NULL").run(
    nowSeconds(),
    spoolDir,
  );
}

/** Notes since when a process has said nothing, in Unix seconds; null when it speaks again. */
export function noteSilence(db: Db, runId: string, since: number | null): void {
  const note = db.$client.transaction(() => {
    const noted = prepared(
      db,
      "UPDATE runs SET silent_since = ? WHERE run_id = ? AND state <> 'ended' AND silent_since IS NOT ?",
    ).run(since, runId, since);
    if (noted.changes === 1) logRun(db, runId);
  });
  note.immediate();
}

/**
 * Notes that someone asked for a run to be stopped; its follower sees it and stops it, whichever process that is.
 * @returns false when the run has ended, or was asked to stop before
 */
export function requestStop(db: Db, runId: string): boolean {
  return db.$client
    .transaction(() => {
      const done = prepared(
        db,
        `UPDATE runs SET state = 'stopping', stop_requested_at = ?
           WHERE run_id = ? AND state <> 'ended' AND stop_requested_at IS NULL AND origin IS NULL`,
      ).run(nowSeconds(), runId);
      if (done.changes === 1) logRun(db, runId);
      return done.changes === 1;
    })
    .immediate();
}

/** Whether someone asked for a run to be stopped. */
export function stopRequested(db: Db, runId: string): boolean {
  return prepared(db, "SELECT stop_requested_at FROM runs WHERE run_id = ?").pluck().get(runId) !== null;
}
