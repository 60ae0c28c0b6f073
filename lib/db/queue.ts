import { SwitchboardError } from "../core/failure.ts";
import { titleFrom } from "../core/question.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { nowSeconds } from "./rows.ts";
import { logRun } from "./run-state.ts";
import { activeRuns, type RunRecord } from "./runs.ts";

/** A run that waits to be launched. */
export interface QueuedRun {
  runId: string;
  messageId: string;
  /** JSON of the ProcessIdentity of the process that asked, or that has taken the run over. */
  follower: string;
}

/** How many processes may run at once, and how many of them may be starting. */
export interface RunLimits {
  runs: number;
  starts: number;
}

/** A start that takes longer waits for something else than the processor, and holds no other start back, in seconds. */
const START_SECONDS = 10;

/** Said twice, so that SQLite sees that the index of runs that have not ended holds them all. */
const WAITS = "runs.state = 'queued' AND runs.state <> 'ended'";

/** What modules ask goes before what begins anew: someone waits for it who holds what others can't use meanwhile. */
export const LINE_ORDER = "runs.depth DESC, queued_questions.seq";

/** The order in which queued runs are launched, as the messages they will write: the first ones of it. */
export function queueOrder(db: Db, limit = 1000): string[] {
  return prepared(
    db,
    `SELECT message_id FROM queued_questions JOIN runs USING (run_id) WHERE ${WAITS} ORDER BY ${LINE_ORDER} LIMIT ?`,
  )
    .pluck()
    .all(limit) as string[];
}

/** How many runs wait. */
export function queueLength(db: Db): number {
  return Number(prepared(db, `SELECT count(*) FROM runs WHERE ${WAITS}`).pluck().get());
}

/** Tells the readers of the feed that the line moved; also that nobody is left in it. */
export function logQueue(db: Db): void {
  prepared(db, "INSERT INTO changes (type, thread_id, at) VALUES ('queue', '', ?)").run(nowSeconds());
}

/**
 * The run to launch next: the first in line, but not one whose module still answers in the same thread (one session,
 * one process): that one is passed over until it may go.
 */
export function nextInLine(db: Db): QueuedRun | null {
  const row = prepared(
    db,
    `SELECT runs.run_id AS runId, runs.message_id AS messageId, follower
       FROM queued_questions JOIN runs USING (run_id) JOIN run_positions USING (run_id)
       WHERE ${WAITS} AND NOT EXISTS (
         SELECT 1 FROM runs AS other LEFT JOIN queued_questions AS place ON place.run_id = other.run_id
         WHERE other.thread_id = runs.thread_id AND other.module = runs.module AND other.state <> 'ended' AND other.origin IS NULL
           AND (other.state <> 'queued' OR place.seq < queued_questions.seq))
       ORDER BY ${LINE_ORDER} LIMIT 1`,
  ).get();
  return (row as QueuedRun | undefined) ?? null;
}

/** Whether one more process may be launched, for this run. A kept process needs no start, and so no processor for it. */
export function hasRoom(db: Db, runId: string, limits: RunLimits): boolean {
  const counts = prepared(
    db,
    // One without a place in its spool is followed by nobody. One that starts in the future: the clock was set back.
    // One that waits for the answer of another module does nothing: else chains could wait for each other for ever.
    `SELECT count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM runs AS asked
           WHERE asked.parent_run_id = runs.run_id AND asked.awaited = 1 AND asked.state <> 'ended')) AS runs,
         count(*) FILTER (WHERE state = 'starting' AND started_at BETWEEN @now - ${START_SECONDS} AND @now + 1) AS starts
       FROM runs JOIN run_positions USING (run_id) WHERE state <> 'ended' AND state <> 'queued'`,
  ).get({ now: nowSeconds() }) as { runs: number; starts: number };
  if (counts.runs >= limits.runs) return false;
  return counts.starts < limits.starts || hasWarmProcess(db, runId);
}

function hasWarmProcess(db: Db, runId: string): boolean {
  const found = prepared(
    db,
    `SELECT 1 FROM warm_processes JOIN runs USING (thread_id, module, cwd) WHERE run_id = ?
         AND warm_processes.asked_model IS runs.asked_model AND warm_processes.system_prompt IS runs.system_prompt
         AND warm_processes.profile IS runs.profile AND warm_processes.max_turns IS runs.max_turns
         AND warm_processes.max_budget_usd IS runs.max_budget_usd AND warm_processes.asks = runs.asks`,
  ).get(runId);
  return found !== undefined;
}

/**
 * Takes a queued run out of the line in order to launch it, if it is still the next and there is room: the decision
 * and the claim are one transaction, so that any number of processes together keep the limits and the order.
 */
export function claimQueued(
  db: Db,
  run: QueuedRun,
  follower: string,
  limits: RunLimits,
): { record: RunRecord; prompt: string } | null {
  const claim = db.$client.transaction(() => {
    const next = nextInLine(db);
    if (next?.runId !== run.runId || next.follower !== run.follower || !hasRoom(db, run.runId, limits)) return null;
    prepared(db, "UPDATE runs SET state = 'starting', started_at = ? WHERE run_id = ?").run(nowSeconds(), run.runId);
    prepared(db, "UPDATE run_positions SET follower = ? WHERE run_id = ?").run(follower, run.runId);
    logRun(db, run.runId);
    logQueue(db);
    const record = activeRuns(db).find((active) => active.run.runId === run.runId);
    return record ? { record, prompt: queuedPrompt(db, run.runId) } : null;
  });
  return claim.immediate();
}

function queuedPrompt(db: Db, runId: string): string {
  return String(prepared(db, "SELECT prompt FROM queued_questions WHERE run_id = ?").pluck().get(runId));
}

/**
 * Puts a run back in its place in line: its question was not asked, and its process is gone. Only its follower may
 * do so.
 * @returns false when it is someone else's, or was asked
 */
export function putBackInLine(db: Db, runId: string, follower: string): boolean {
  const putBack = db.$client.transaction(() => {
    const done = prepared(
      db,
      `UPDATE runs SET state = 'queued', started_at = coalesce(queued_at, started_at), session_id = NULL,
           process = NULL, activity = NULL, warm = 0, cost_before_usd = NULL
         WHERE run_id = ? AND state = 'starting' AND asked_at IS NULL AND stop_requested_at IS NULL
           AND EXISTS (SELECT 1 FROM run_positions WHERE run_positions.run_id = runs.run_id AND follower = ?)
           AND EXISTS (SELECT 1 FROM queued_questions WHERE queued_questions.run_id = runs.run_id)`,
    ).run(runId, follower);
    if (done.changes !== 1) return false;
    prepared(db, "UPDATE run_positions SET spool_offset = 0 WHERE run_id = ?").run(runId);
    logRun(db, runId);
    logQueue(db);
    return true;
  });
  return putBack.immediate();
}

/** Takes a run out of the line for good. @returns false when it waits no longer */
export function claimForWithdrawal(db: Db, runId: string, follower: string): boolean {
  const waits = prepared(db, "SELECT 1 FROM runs WHERE run_id = ? AND state = 'queued'").get(runId);
  if (!waits) return false;
  prepared(db, "UPDATE run_positions SET follower = ? WHERE run_id = ?").run(follower, runId);
  return true;
}

/**
 * Changes a question that waits, also where it is shown, and in a title that was made of it.
 * @throws SwitchboardError query-begun when it waits no longer
 */
export function editQueued(db: Db, messageId: string, prompt: string): void {
  const edit = db.$client.transaction(() => {
    const row = prepared(
      db,
      `SELECT run_id AS runId, question_id AS questionId, thread_id AS threadId, prompt
         FROM runs JOIN queued_questions USING (run_id) WHERE message_id = ? AND state = 'queued'`,
    ).get(messageId) as { runId: string; questionId: string; threadId: string; prompt: string } | undefined;
    if (!row) {
      throw new SwitchboardError("query-begun", "This question is being answered already; it can't be changed now.", {
        hint: "Stop the answer and ask again, or ask on when it is complete.",
        field: "prompt",
      });
    }
    prepared(db, "UPDATE queued_questions SET prompt = ? WHERE run_id = ?").run(prompt, row.runId);
    prepared(db, "UPDATE messages SET content = ? WHERE message_id = ?").run(prompt, row.questionId);
    prepared(db, "UPDATE threads SET title = ? WHERE thread_id = ? AND title = ?").run(
      titleFrom(prompt),
      row.threadId,
      titleFrom(row.prompt),
    );
  });
  edit.immediate();
}
