import { contentOf } from "../core/claude/content.ts";
import type { HistoryBlock, TurnPiece, Usage } from "../core/transcript-types.ts";
import type { Db } from "./db.ts";
import { placeMessage } from "./place-message.ts";
import { prepared } from "./prepared.ts";
import { asObject, nowSeconds } from "./rows.ts";
import type { PlacedDocument } from "./search-index.ts";

/** Where the answers of a transcript go. */
export interface TurnPlace {
  threadId: string;
  module: string;
  cwd: string;
  sessionId: string;
  /** Whether open pages are told of each block; else of the thread as a whole. */
  announces: boolean;
}

const SOURCE = "claude_code_history";

/**
 * Stores a new answer, with its question when there is one. In bulk the insert triggers are off (withoutInsertTriggers).
 * @returns what the index is to be given
 */
export function insertTurn(db: Db, place: TurnPlace, piece: TurnPiece): PlacedDocument[] {
  const { question, questionId, messageId, startedAt, verdict, blocks } = piece;
  const documents: PlacedDocument[] = [];
  if (question) {
    const metadata = { source: SOURCE, session_id: place.sessionId };
    const asked = { messageId: questionId, type: "question", at: question.at, status: "complete" } as const;
    const seq = insertMessage(db, place, { ...asked, content: question.content, metadata });
    documents.push(...placed(db, seq, question.document, []));
  }
  const metadata = metadataOf(piece, { source: SOURCE, session_id: place.sessionId });
  const status = verdict?.status ?? "processing";
  const content = contentOf(settled(blocks));
  const seq = insertMessage(db, place, { messageId, type: "response", at: startedAt, status, content, metadata });
  insertRun(db, place, piece);
  if (place.announces) logChange(db, place.threadId, "run", messageId, null, null);
  addBlocks(db, place, messageId, blocks, 0);
  const tools = [...new Set(blocks.flatMap((block) => (block.kind === "tool_use" && block.name) || []))];
  return [...documents, ...placed(db, seq, piece.document, tools)];
}

interface TurnMessage {
  messageId: string;
  type: "question" | "response";
  at: number;
  status: string;
  content: string;
  metadata: Record<string, unknown>;
}

/** @returns its place; null when the triggers give it one and note it for the index */
function insertMessage(db: Db, { threadId, module, announces }: TurnPlace, message: TurnMessage): number | null {
  const { messageId, content, type, at, status, metadata } = message;
  prepared(
    db,
    `INSERT INTO messages (message_id, thread_id, module, content, type, timestamp, status, metadata)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(messageId, threadId, module, content, type, at, status, JSON.stringify(metadata));
  return announces ? null : placeMessage(db, { messageId, threadId, module, type, status, at });
}

/** Adds to an answer that is there. One that has ended keeps its status. */
export function appendToTurn(db: Db, place: TurnPlace, piece: TurnPiece): void {
  const { messageId, blocks, verdict } = piece;
  addBlocks(db, place, messageId, blocks, nextPosition(db, messageId));
  updateRun(db, piece);
  if (place.announces) logChange(db, place.threadId, "run", messageId, null, null);
  const stored = prepared(db, "SELECT metadata FROM messages WHERE message_id = ?").pluck().get(messageId);
  const metadata = JSON.stringify(metadataOf(piece, asObject(stored ?? null) ?? {}));
  const text = contentOf(settled(blocks));
  prepared(
    db,
    `UPDATE messages SET metadata = @metadata,
         content = CASE WHEN @text = '' THEN content WHEN content = '' THEN @text
           ELSE content || char(10) || char(10) || @text END,
         status = CASE WHEN status = 'processing' THEN coalesce(@status, status) ELSE status END
       WHERE message_id = @messageId`,
  ).run({ metadata, text, status: verdict?.status ?? null, messageId });
  noteForIndex(db, messageId);
}

/** Adds a sub-agent's blocks to the answer that has the call it was started by, and what it cost. */
export function appendAgentBlocks(
  db: Db,
  place: TurnPlace,
  messageId: string,
  piece: { blocks: HistoryBlock[]; used: Usage },
): void {
  addBlocks(db, place, messageId, piece.blocks, nextPosition(db, messageId));
  const { costUsd, estimated } = piece.used;
  if (costUsd > 0) {
    prepared(
      db,
      `UPDATE runs SET cost_usd = coalesce(cost_usd, 0) + ?, cost_estimated = cost_estimated OR ?
         WHERE message_id = ?`,
    ).run(costUsd, estimated ? 1 : 0, messageId);
    if (place.announces) logChange(db, place.threadId, "run", messageId, null, null);
  }
  noteForIndex(db, messageId);
}

/** The answer of a thread that has a tool call, and whether Switchboard itself launched it. */
export function answerWithCall(
  db: Db,
  threadId: string,
  toolUseId: string,
): { messageId: string; isOwn: boolean } | null {
  const row = prepared(
    db,
    `SELECT runs.message_id AS messageId, origin FROM runs JOIN blocks ON blocks.message_id = runs.message_id
       WHERE thread_id = ? AND kind = 'tool_use' AND tool_use_id = ? LIMIT 1`,
  ).get(threadId, toolUseId) as { messageId: string; origin: string | null } | undefined;
  return row ? { messageId: row.messageId, isOwn: row.origin === null } : null;
}

/** How many blocks of a sub-agent an answer has. */
export function countAgentBlocks(db: Db, messageId: string, toolUseId: string): number {
  const count = prepared(db, "SELECT count(*) FROM blocks WHERE message_id = ? AND parent_tool_use_id = ?").pluck();
  return Number(count.get(messageId, toolUseId));
}

export function messageExists(db: Db, messageId: string): boolean {
  return prepared(db, "SELECT 1 FROM messages WHERE message_id = ?").get(messageId) !== undefined;
}

function settled(blocks: readonly HistoryBlock[]) {
  return blocks.map((block) => ({ ...block, state: "settled" as const }));
}

function metadataOf(piece: TurnPiece, before: Record<string, unknown>): Record<string, unknown> {
  const { runId, questionId, startedAt, lastAt, verdict } = piece;
  const failure = verdict?.status === "failed" ? verdict.failure : null;
  return {
    ...before,
    ...{ query_id: runId, in_reply_to: questionId || null, started_at: startedAt },
    ...(verdict && { ended_at: lastAt }),
    ...(failure && { error: failure.message, error_code: failure.code }),
  };
}

/** Reckoned cost of models that have no known price is none, not nothing. */
const costOf = ({ costUsd, estimated, turns }: Usage) => (turns > 0 && costUsd === 0 && !estimated ? null : costUsd);

function insertRun(db: Db, place: TurnPlace, piece: TurnPiece): void {
  const { used, verdict } = piece;
  prepared(
    db,
    `INSERT INTO runs (run_id, origin, message_id, question_id, thread_id, module, cwd, state, started_at, ended_at,
         gone_at, spool_dir, model, session_id, resumed, cli_version, permission_mode, cost_usd, cost_estimated,
         input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, turns, duration_ms, permission_denials,
         failure)
       VALUES (?, 'history', ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', ?)`,
  ).run(
    ...[piece.runId, piece.messageId, piece.questionId, place.threadId, place.module, place.cwd],
    ...[verdict ? "ended" : "running", piece.startedAt, verdict && piece.lastAt, verdict && nowSeconds()],
    ...[piece.model, place.sessionId, piece.cliVersion, piece.permissionMode],
    ...(used.turns === 0
      ? [null, 0, null, null, null, null, null]
      : [
          costOf(used),
          used.estimated ? 1 : 0,
          used.inputTokens,
          used.outputTokens,
          used.cacheReadTokens,
          used.cacheWriteTokens,
          used.turns,
        ]),
    verdict && durationOf(piece),
    failureOf(piece),
  );
}

function durationOf({ toldMs, startedAt, lastAt }: TurnPiece): number {
  return Math.round(toldMs ?? Math.max(0, lastAt - startedAt) * 1000);
}

function failureOf({ verdict }: TurnPiece): string | null {
  return verdict?.status === "failed" ? JSON.stringify(verdict.failure) : null;
}

function updateRun(db: Db, piece: TurnPiece): void {
  const { used, verdict } = piece;
  const isUsed = used.turns > 0 || used.outputTokens > 0 || used.costUsd > 0;
  prepared(
    db,
    `UPDATE runs SET model = coalesce(@model, model), cli_version = coalesce(@cliVersion, cli_version),
         state = CASE WHEN @ended THEN 'ended' ELSE state END,
         ended_at = CASE WHEN @ended THEN @lastAt ELSE ended_at END,
         gone_at = CASE WHEN @ended THEN coalesce(gone_at, @now) ELSE gone_at END,
         duration_ms = CASE WHEN @ended THEN @durationMs ELSE duration_ms END,
         failure = CASE WHEN state <> 'ended' THEN @failure ELSE failure END
       WHERE message_id = @messageId AND origin = 'history'`,
  ).run({
    ...{ messageId: piece.messageId, model: piece.model, cliVersion: piece.cliVersion, lastAt: piece.lastAt },
    ...{ ended: verdict ? 1 : 0, now: nowSeconds(), durationMs: durationOf(piece), failure: failureOf(piece) },
  });
  if (!isUsed) return;
  prepared(
    db,
    `UPDATE runs SET cost_usd = CASE WHEN @cost IS NULL THEN cost_usd ELSE coalesce(cost_usd, 0) + @cost END,
         cost_estimated = cost_estimated OR @estimated,
         input_tokens = coalesce(input_tokens, 0) + @inputTokens,
         output_tokens = coalesce(output_tokens, 0) + @outputTokens,
         cache_read_tokens = coalesce(cache_read_tokens, 0) + @cacheReadTokens,
         cache_write_tokens = coalesce(cache_write_tokens, 0) + @cacheWriteTokens,
         turns = coalesce(turns, 0) + @turns
       WHERE message_id = @messageId AND origin = 'history'`,
  ).run({ ...used, cost: costOf(used), estimated: used.estimated ? 1 : 0, messageId: piece.messageId });
}

function nextPosition(db: Db, messageId: string): number {
  const last = prepared(db, "SELECT max(position) FROM blocks WHERE message_id = ?").pluck().get(messageId);
  return typeof last === "number" ? last + 1 : 0;
}

function addBlocks(db: Db, place: TurnPlace, messageId: string, blocks: readonly HistoryBlock[], from: number): void {
  const insert = prepared(
    db,
    `INSERT INTO blocks (message_id, position, kind, state, name, tool_use_id, parent_tool_use_id, is_error, text)
       VALUES (?, ?, ?, 'settled', ?, ?, ?, ?, ?)`,
  );
  for (const [index, block] of blocks.entries()) {
    const { kind, name, toolUseId, parentToolUseId, isError, text } = block;
    const position = from + index;
    insert.run(messageId, position, kind, name, toolUseId, parentToolUseId, isError ? 1 : 0, text);
    if (!place.announces) continue;
    logChange(db, place.threadId, "block", messageId, position, null);
    logChange(db, place.threadId, "text", messageId, position, text);
  }
}

function logChange(
  db: Db,
  threadId: string,
  type: "block" | "text" | "run",
  messageId: string,
  position: number | null,
  text: string | null,
): void {
  prepared(db, "INSERT INTO changes (type, thread_id, message_id, position, text, at) VALUES (?, ?, ?, ?, ?, ?)").run(
    type,
    threadId,
    messageId,
    position,
    text,
    nowSeconds(),
  );
}

/** What the index is to hold of a message at a place; without that it waits for the index to make it. */
function placed(
  db: Db,
  seq: number | null,
  document: PlacedDocument["document"] | null,
  tools: string[],
): PlacedDocument[] {
  if (seq === null) return [];
  if (document !== null) return [{ seq, document, tools }];
  prepared(
    db,
    "INSERT INTO search_pending (seq) SELECT @seq WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE seq = @seq)",
  ).run({ seq });
  return [];
}

/** Blocks are no rows that the triggers watch: what came is noted for the index. */
function noteForIndex(db: Db, messageId: string): void {
  prepared(
    db,
    `INSERT INTO search_pending (seq) SELECT seq FROM message_order WHERE message_id = ?
       AND NOT EXISTS (SELECT 1 FROM search_pending WHERE search_pending.seq = message_order.seq)`,
  ).run(messageId);
}
