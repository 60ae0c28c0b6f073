import type { ImportProblem } from "../core/import.ts";
import type { TranscriptBatch, TurnPiece } from "../core/transcript-types.ts";
import type { Db } from "./db.ts";
import {
  addImportProblems,
  findHistoryFile,
  forgetHalfLine,
  type HistoryFile,
  saveHistoryFile,
  THREAD_DELETED,
} from "./history-files.ts";
import {
  answerWithCall,
  appendAgentBlocks,
  appendToTurn,
  countAgentBlocks,
  insertTurn,
  messageExists,
  type TurnPlace,
} from "./history-turns.ts";
import { withoutInsertTriggers } from "./place-message.ts";
import { prepared } from "./prepared.ts";
import type { PlacedDocument } from "./search-index.ts";

/** A transcript that is being brought in. */
export interface HistoryTarget extends TurnPlace {
  path: string;
  root: string;
  size: number;
  mtimeMs: number;
  /** The offset that the store must have, else someone else reads this file. */
  expected: number;
  /** Whether the thread has to be there: one that a person deleted isn't made again. */
  threadIsKnown: boolean;
  /** The title that the import gave the thread: one that a person gave stays. */
  titleGiven: string | null;
  /** Whether titles of the transcript count. */
  takesTitle: boolean;
  /** Answers that are left out, by message id: copied from another session, or asked by Switchboard. */
  muted: Set<string>;
  /** How many of a sub-agent's next blocks are stored already. */
  agentSkip: number;
  /** Whether Switchboard itself asked it. */
  isOwn(piece: TurnPiece): boolean;
}

export interface WrittenBatch {
  messages: number;
  problems: number;
  /** Whether the thread was made, or grew. */
  grew: boolean;
  /** Why nothing more of the file is to be read; null when it goes on. */
  skipped: string | null;
}

/** The call that started a sub-agent isn't there (yet). */
export const NO_CALL = "no call";
/** Another directory was given the module's name meanwhile: plan anew. */
export const NAME_TAKEN = "name taken";

/**
 * Writes what some lines of a transcript mean, together with the new offset, in one transaction: a line counts once.
 * @param bulk takes what the search index has to know, which the caller writes in the same transaction; open pages are
 *   told only of the thread. null: the index learns of it as of any other message, and open pages of each.
 * @returns null when the offset in the store is another one: someone else has read on
 */
export function writeHistoryBatch(
  db: Db,
  target: HistoryTarget,
  batch: TranscriptBatch,
  bulk: PlacedDocument[] | null,
): WrittenBatch | null {
  const write = db.$client.transaction(() => {
    const file = findHistoryFile(db, target.path);
    if ((file?.offset ?? 0) !== target.expected) return null;
    if (bulk === null) return writeBatch(db, target, batch, file, null);
    return withoutInsertTriggers(db, () => writeBatch(db, target, batch, file, bulk));
  });
  return write.immediate();
}

function writeBatch(
  db: Db,
  target: HistoryTarget,
  batch: TranscriptBatch,
  file: HistoryFile | null,
  bulk: PlacedDocument[] | null,
): WrittenBatch {
  const isGone = target.threadIsKnown && updatedAt(db, target.threadId) === undefined;
  const isNewFile = batch.from === 0;
  const problems = batch.problems.map((problem): ImportProblem => ({ path: target.path, ...problem }));
  const counted = isGone ? NOTHING : bringIn(db, target, batch, bulk);
  if (counted.refused) return { messages: 0, problems: 0, grew: false, skipped: counted.refused };
  forgetHalfLine(db, target.path);
  addImportProblems(db, problems, isNewFile ? 0 : file?.problems);
  const { turn } = batch.state;
  const isMuted = turn !== null && target.muted.has(turn.messageId);
  saveHistoryFile(db, {
    ...{ path: target.path, root: target.root, size: target.size, mtimeMs: target.mtimeMs, offset: batch.to },
    sessionId: target.sessionId,
    threadId: target.threadIsKnown || counted.messages > 0 ? target.threadId : null,
    lines: (isNewFile ? 0 : (file?.lines ?? 0)) + batch.lines,
    messages: (file?.messages ?? 0) + counted.messages,
    problems: (isNewFile ? 0 : (file?.problems ?? 0)) + problems.length,
    state: {
      ...batch.state,
      ...{ turn: isMuted ? { ...turn, muted: true } : turn, agentSkip: target.agentSkip },
    },
    skipped: isGone ? THREAD_DELETED : counted.skipped,
  });
  target.expected = batch.to;
  return {
    messages: counted.messages,
    problems: problems.length,
    grew: counted.grew,
    skipped: isGone ? THREAD_DELETED : null,
  };
}

interface Counted {
  messages: number;
  grew: boolean;
  /** Why nothing was written at all. */
  refused: typeof NO_CALL | typeof NAME_TAKEN | null;
  skipped: string | null;
}

const NOTHING: Counted = { messages: 0, grew: false, refused: null, skipped: null };

function bringIn(db: Db, target: HistoryTarget, batch: TranscriptBatch, bulk: PlacedDocument[] | null): Counted {
  if (batch.turns.length > 0 && isNameTaken(db, target)) return { ...NOTHING, refused: NAME_TAKEN };
  const documents: PlacedDocument[] = [];
  const before = updatedAt(db, target.threadId);
  let messages = 0;
  let lastAt = 0;
  for (const piece of batch.turns) {
    if (isLeftOut(db, target, piece)) continue;
    lastAt = Math.max(lastAt, piece.lastAt);
    if (!piece.isNew) {
      appendToTurn(db, target, piece);
      continue;
    }
    makeThread(db, target, batch, piece);
    documents.push(...insertTurn(db, target, piece));
    messages += piece.question ? 2 : 1;
  }
  const agent = batch.agent === null ? "none" : bringInAgent(db, target, batch.agent, batch.from === 0);
  if (agent === "no call") return { ...NOTHING, refused: NO_CALL };
  bulk?.push(...documents);
  const grew = lastAt > 0 || agent === "added";
  if (grew) tellThread(db, target, before ?? null, lastAt);
  giveTitle(db, target, batch.title);
  return { messages, grew, refused: null, skipped: agent === "own" ? LAUNCHED_HERE : null };
}

export const LAUNCHED_HERE = "launched from Switchboard";

function isLeftOut(db: Db, target: HistoryTarget, piece: TurnPiece): boolean {
  if (!piece.isNew) return target.muted.has(piece.messageId) || !messageExists(db, piece.messageId);
  const isKnown =
    messageExists(db, piece.messageId) || (piece.question !== null && messageExists(db, piece.questionId));
  if (!isKnown && !target.isOwn(piece)) return false;
  target.muted.add(piece.messageId);
  return true;
}

function bringInAgent(
  db: Db,
  target: HistoryTarget,
  agent: NonNullable<TranscriptBatch["agent"]>,
  isBeginning: boolean,
): "added" | "own" | "no call" | "known" {
  const answer = answerWithCall(db, target.threadId, agent.toolUseId);
  if (answer === null) return "no call";
  if (answer.isOwn) return "own"; // its lines came with the run's own output
  if (isBeginning) target.agentSkip = countAgentBlocks(db, answer.messageId, agent.toolUseId);
  const blocks = agent.blocks.slice(target.agentSkip);
  target.agentSkip -= agent.blocks.length - blocks.length;
  if (blocks.length === 0) return "known";
  appendAgentBlocks(db, target, answer.messageId, { ...agent, blocks });
  return "added";
}

/** undefined when there is no such thread. */
function updatedAt(db: Db, threadId: string): number | null | undefined {
  const read = prepared(db, "SELECT coalesce(updated_at, created_at) FROM threads WHERE thread_id = ?").pluck();
  return read.get(threadId) as number | null | undefined;
}

function makeThread(db: Db, target: HistoryTarget, batch: TranscriptBatch, piece: TurnPiece): void {
  noteModule(db, target, piece.startedAt);
  if (target.threadIsKnown) return;
  target.threadIsKnown = true;
  if (updatedAt(db, target.threadId) !== undefined) return;
  target.titleGiven = batch.state.title?.text ?? null;
  prepared(
    db,
    `INSERT INTO threads (thread_id, title, modules, created_at, updated_at, metadata) VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(
    target.threadId,
    target.titleGiven,
    JSON.stringify([target.module]),
    piece.startedAt,
    piece.lastAt,
    JSON.stringify({ source: "claude_code_history", session_id: target.sessionId }),
  );
}

/** A name stands for one directory. Another import may have given it away since this one chose it. */
function isNameTaken(db: Db, { module, cwd, threadIsKnown }: HistoryTarget): boolean {
  if (threadIsKnown) return false;
  const path = prepared(db, "SELECT path FROM modules WHERE name = ?").pluck().get(module);
  return path !== undefined && path !== cwd;
}

function noteModule(db: Db, { module, cwd }: HistoryTarget, at: number): void {
  prepared(
    db,
    `INSERT INTO modules (name, path, created_at, last_asked_at) VALUES (@module, @cwd, @at, @at)
       ON CONFLICT (name) DO UPDATE SET last_asked_at = max(coalesce(last_asked_at, 0), @at)
         WHERE path = @cwd AND coalesce(last_asked_at, 0) < @at`,
  ).run({ module, cwd, at });
}

/** The triggers take the present for the time of the last activity; a transcript tells it. Tells open pages as well. */
function tellThread(db: Db, target: HistoryTarget, before: number | null, lastAt: number): void {
  prepared(db, "UPDATE threads SET updated_at = ? WHERE thread_id = ?").run(
    Math.max(before ?? 0, lastAt),
    target.threadId,
  );
}

function giveTitle(db: Db, target: HistoryTarget, title: string | null): void {
  if (title === null || !target.takesTitle || !target.threadIsKnown || title === target.titleGiven) return;
  prepared(db, "UPDATE threads SET title = ? WHERE thread_id = ? AND title IS ?").run(
    title,
    target.threadId,
    target.titleGiven,
  );
  target.titleGiven = title;
}
