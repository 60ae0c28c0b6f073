import type { Db } from "./db.ts";
import { nowSeconds } from "./rows.ts";

/** Tells the readers of the feed that a run's row changed. */
export function logRun(db: Db, runId: string): void {
  db.$client
    .prepare(
      `INSERT INTO changes (type, thread_id, message_id, at)
       SELECT 'run', thread_id, message_id, ? FROM runs WHERE run_id = ?`,
    )
    .run(nowSeconds(), runId);
}

/** Notes the process that answers, as JSON of its identity. */
export function noteProcess(db: Db, runId: string, process: string): void {
  db.$client.prepare("UPDATE runs SET process = ? WHERE run_id = ?").run(process, runId);
}

/** Notes that the whole question was written to the process. */
export function noteAsked(db: Db, runId: string): void {
  db.$client.prepare("UPDATE runs SET asked_at = ? WHERE run_id = ?").run(nowSeconds(), runId);
}

/** Notes that the process is gone, with all that it started. */
export function noteGone(db: Db, runId: string): void {
  db.$client.prepare("UPDATE runs SET gone_at = ? WHERE run_id = ?").run(nowSeconds(), runId);
}

/**
 * Notes that someone asked for a run to be stopped; its follower sees it and stops it, whichever process that is.
 * @returns false when the run has ended, or was asked to stop before
 */
export function requestStop(db: Db, runId: string): boolean {
  return db.$client
    .transaction(() => {
      const done = db.$client
        .prepare(
          `UPDATE runs SET state = 'stopping', stop_requested_at = ?
           WHERE run_id = ? AND state <> 'ended' AND stop_requested_at IS NULL`,
        )
        .run(nowSeconds(), runId);
      if (done.changes === 1) logRun(db, runId);
      return done.changes === 1;
    })
    .immediate();
}

/** Whether someone asked for a run to be stopped. */
export function stopRequested(db: Db, runId: string): boolean {
  return db.$client.prepare("SELECT stop_requested_at FROM runs WHERE run_id = ?").pluck().get(runId) !== null;
}
