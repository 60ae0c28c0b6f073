import type { FoldChange, RunResult } from "../core/claude/fold-types.ts";
import type { Failure } from "../core/failure.ts";
import { arrivedContent, arrivingText } from "./arriving.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { claimForWithdrawal, logQueue } from "./queue.ts";
import { asObject, nowSeconds } from "./rows.ts";

/** Some lines of a spool, folded. */
export interface RunBatch {
  runId: string;
  messageId: string;
  threadId: string;
  /** Identity of the follower that read them. */
  follower: string;
  /** Spool offset before and after the lines. */
  from: number;
  to: number;
  /** The stored fold after the lines. */
  fold: string;
  changes: FoldChange[];
  /** Whether `messages.content` is to be brought up to date as well. */
  growContent: boolean;
}

/**
 * Writes what a batch of lines means, together with the new spool offset, in one transaction: a line counts once.
 * @returns false when the offset or the follower in the store is another one: someone else follows this run now.
 */
export function applyBatch(db: Db, batch: RunBatch): boolean {
  const apply = db.$client.transaction(() => {
    const moved = prepared(
      db,
      "UPDATE run_positions SET spool_offset = ?, fold = ? WHERE run_id = ? AND spool_offset = ? AND follower = ?",
    ).run(batch.to, batch.fold, batch.runId, batch.from, batch.follower);
    if (moved.changes !== 1) return false;
    const log = logger(db, batch.threadId, batch.messageId);
    for (const change of joinAppends(batch.changes)) applyChange(db, batch, change, log);
    if (batch.growContent) growContent(db, batch);
    return true;
  });
  return apply.immediate();
}

/** Neighbouring pieces of the same block become one row. */
function joinAppends(changes: FoldChange[]): FoldChange[] {
  const joined: FoldChange[] = [];
  let pieces: string[] = [];
  for (const [index, change] of changes.entries()) {
    if (change.type !== "append") {
      joined.push(change);
      continue;
    }
    pieces.push(change.text);
    const next = changes[index + 1];
    if (next?.type === "append" && next.position === change.position) continue;
    joined.push({ ...change, text: pieces.join("") });
    pieces = [];
  }
  return joined;
}

type Log = (type: string, position?: number, text?: string) => void;

function logger(db: Db, threadId: string, messageId: string): Log {
  const insert = prepared(
    db,
    "INSERT INTO changes (type, thread_id, message_id, position, text, at) VALUES (?, ?, ?, ?, ?, ?)",
  );
  return (type, position, text) => {
    insert.run(type, threadId, messageId, position ?? null, text ?? null, nowSeconds());
  };
}

function applyChange(db: Db, batch: RunBatch, change: FoldChange, log: Log): void {
  switch (change.type) {
    case "open":
      prepared(
        db,
        `INSERT INTO blocks (message_id, position, kind, state, name, tool_use_id, parent_tool_use_id, is_error, text)
           VALUES (?, ?, ?, 'open', ?, ?, ?, 0, '')`,
      ).run(batch.messageId, change.position, change.kind, change.name, change.toolUseId, change.parentToolUseId);
      log("block", change.position);
      return;
    case "append":
      log("text", change.position, change.text);
      return;
    case "replace":
      log("replace", change.position, change.text);
      return;
    case "settle":
      closeBlock(db, batch.messageId, change.position, "settled", change.isError, log);
      return;
    case "withdraw":
      closeBlock(db, batch.messageId, change.position, "withdrawn", false, log);
      return;
    case "activity":
      prepared(db, "UPDATE runs SET activity = ? WHERE run_id = ?").run(change.text, batch.runId);
      log("run");
      return;
    case "session":
      prepared(
        db,
        `UPDATE runs SET state = CASE state WHEN 'starting' THEN 'running' ELSE state END,
             session_id = coalesce(?, session_id), model = coalesce(?, model), cli_version = coalesce(?, cli_version),
             permission_mode = coalesce(?, permission_mode) WHERE run_id = ?`,
      ).run(change.sessionId, change.model, change.cliVersion, change.permissionMode, batch.runId);
      log("run");
      return;
    case "result":
    case "hopeless":
      return; // what the follower acts on; finishRun writes the outcome
  }
}

/** A block's text moves from the log to its row, once, when no more of it will come. */
function closeBlock(db: Db, messageId: string, position: number, state: string, isError: boolean, log: Log): void {
  prepared(
    db,
    "UPDATE blocks SET state = ?, is_error = ?, text = ? WHERE message_id = ? AND position = ? AND state = 'open'",
  ).run(state, isError ? 1 : 0, arrivingText(db, messageId, position), messageId, position);
  log("block", position);
}

function growContent(db: Db, batch: RunBatch): void {
  const content = arrivedContent(db, batch.messageId);
  prepared(db, "UPDATE messages SET content = ? WHERE message_id = ? AND status = 'processing'").run(
    content,
    batch.messageId,
  );
  prepared(db, "UPDATE run_positions SET content_written = ? WHERE run_id = ?").run(content.length, batch.runId);
}

/**
 * Writes the batch that holds the result and ends the run, in one transaction: nobody who takes over in between could
 * know the result, whose line has been counted.
 * @returns false when another process follows the run
 */
export function applyLastBatch(db: Db, batch: RunBatch, end: RunEnd): boolean {
  return db.$client.transaction(() => applyBatch(db, batch) && finishRun(db, end)).immediate();
}

/** How a run ended. */
export interface RunEnd {
  runId: string;
  messageId: string;
  threadId: string;
  follower: string;
  result: RunResult | null;
  /** null: the query succeeded. */
  failure: Failure | null;
}

/**
 * Ends a query: open blocks are settled with the text that came, the message becomes complete or failed (unless
 * someone ended it before), and the run is ended. Only its follower may do so, once.
 * @returns false when another process follows the run, or it had ended
 */
export function finishRun(db: Db, end: RunEnd): boolean {
  const finish = db.$client.transaction(() => {
    const owned = prepared(
      db,
      `SELECT 1 FROM runs JOIN run_positions USING (run_id)
         WHERE run_id = ? AND state <> 'ended' AND follower = ?`,
    ).get(end.runId, end.follower);
    if (!owned) return false;
    const log = logger(db, end.threadId, end.messageId);
    const open = prepared(db, "SELECT position FROM blocks WHERE message_id = ? AND state = 'open' ORDER BY position")
      .pluck()
      .all(end.messageId) as number[];
    for (const position of open) closeBlock(db, end.messageId, position, "settled", false, log);
    endRunRow(db, end);
    log("run");
    endMessage(db, end);
    prepared(db, "DELETE FROM run_positions WHERE run_id = ?").run(end.runId);
    prepared(db, "DELETE FROM queued_questions WHERE run_id = ?").run(end.runId);
    return true;
  });
  return finish.immediate();
}

function endRunRow(db: Db, { runId, result, failure }: RunEnd): void {
  prepared(
    db,
    `UPDATE runs SET state = 'ended', ended_at = ?, activity = NULL, silent_since = NULL, failure = ?,
         cost_usd = max(0, ? - coalesce(cost_before_usd, 0)), input_tokens = ?,
         output_tokens = ?, cache_read_tokens = ?, cache_write_tokens = ?, turns = ?, duration_ms = ?,
         permission_denials = ?, session_id = coalesce(?, session_id) WHERE run_id = ?`,
  ).run(
    nowSeconds(),
    failure ? JSON.stringify(failure) : null,
    result?.costUsd ?? null,
    result?.inputTokens ?? null,
    result?.outputTokens ?? null,
    result?.cacheReadTokens ?? null,
    result?.cacheWriteTokens ?? null,
    result?.turns ?? null,
    result?.durationMs ?? null,
    JSON.stringify(result?.permissionDenials ?? []),
    result?.sessionId ?? null,
    runId,
  );
}

/** What the run of a message has cost, as it was stored just before. */
function costOf(db: Db, messageId: string): unknown {
  return prepared(db, "SELECT cost_usd FROM runs WHERE message_id = ?").pluck().get(messageId) ?? null;
}

/** The compare-and-set of the message's status: only a processing message ends. */
function endMessage(db: Db, { messageId, result, failure }: RunEnd): void {
  const old = prepared(db, "SELECT metadata FROM messages WHERE message_id = ?").pluck().get(messageId);
  const metadata = {
    ...asObject(old ?? null),
    ended_at: nowSeconds(),
    ...(result && { session_id: result.sessionId, cost_usd: costOf(db, messageId), turns: result.turns }),
    ...(result && {
      input_tokens: result.inputTokens,
      output_tokens: result.outputTokens,
      duration_ms: result.durationMs,
    }),
    ...(failure && { error: failure.message, error_code: failure.code }),
  };
  prepared(
    db,
    "UPDATE messages SET content = ?, status = ?, metadata = ? WHERE message_id = ? AND status = 'processing'",
  ).run(arrivedContent(db, messageId), failure ? "failed" : "complete", JSON.stringify(metadata), messageId);
}

/**
 * Ends a query that waits in line, without any process.
 * @returns false when it waits no longer
 */
export function withdrawQuery(db: Db, end: RunEnd): boolean {
  const withdraw = db.$client.transaction(() => {
    if (!claimForWithdrawal(db, end.runId, end.follower)) return false;
    const done = finishRun(db, end);
    logQueue(db);
    return done;
  });
  return withdraw.immediate();
}
