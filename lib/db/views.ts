import { asc, desc, eq, inArray, sql } from "drizzle-orm";
import { LIVE_BLOCKS, LIVE_CHARACTERS } from "../core/live-home.ts";
import type { Block, HomeView, LiveAnswer, Message, MessageView, Run, ThreadView } from "../core/message.ts";
import { arrivingText, messageBlocks } from "./arriving.ts";
import { currentCursor } from "./changes.ts";
import type { Db } from "./db.ts";
import { findMessage, requireMessage, threadMessages } from "./messages.ts";
import { listModules } from "./modules.ts";
import { queueLength, queueOrder } from "./queue.ts";
import { toBlock, toMessage, toRun } from "./rows.ts";
import { findRunOf, placeInLine } from "./runs.ts";
import { blocks, messages, runs } from "./schema.ts";
import { settledAnswers } from "./settled-answers.ts";
import { listThreads } from "./thread-list.ts";
import { findThread } from "./threads.ts";

/** Of other programs the newest ones: one that died leaves its message processing for ever, and must hide no other. */
const FOREIGN_MESSAGES = 50;
/** How many of those that wait in line are shown. */
const QUEUED_MESSAGES = 50;

/** A thread with everything that its page shows, and the cursor that belongs to it, read in one snapshot. */
export function readThreadView(db: Db, threadId: string): ThreadView | null {
  return db.$client.transaction(() => {
    const thread = findThread(db, threadId);
    if (!thread) return null;
    const blocksOf = groupByMessage(threadBlocks(db, threadId));
    const runOf = new Map(threadRuns(db, threadId).map((run) => [run.messageId, run]));
    const views = threadMessages(db, threadId).map(
      (message): MessageView => ({
        ...message,
        blocks: blocksOf.get(message.messageId) ?? [],
        run: runOf.get(message.messageId) ?? null,
      }),
    );
    return { thread, messages: views, cursor: currentCursor(db) };
  })();
}

/**
 * A message with what belongs to it, and the cursor that belongs to that, read in one snapshot.
 * @throws SwitchboardError message-unknown
 */
export function readMessageView(db: Db, messageId: string): { view: MessageView; cursor: number } {
  return db.$client.transaction(() => {
    const message = requireMessage(db, messageId);
    const view = { ...message, blocks: messageBlocks(db, messageId), run: findRunOf(db, messageId) };
    return { view, cursor: currentCursor(db) };
  })();
}

function threadBlocks(db: Db, threadId: string): Block[] {
  const ofThread = db.select({ id: messages.messageId }).from(messages).where(eq(messages.threadId, threadId));
  const rows = db.select().from(blocks).where(inArray(blocks.messageId, ofThread)).orderBy(asc(blocks.position)).all();
  return rows.map((row) =>
    row.state === "open" ? { ...toBlock(row), text: arrivingText(db, row.messageId, row.position) } : toBlock(row),
  );
}

function threadRuns(db: Db, threadId: string): Run[] {
  const rows = db.select().from(runs).where(eq(runs.threadId, threadId)).orderBy(asc(runs.startedAt)).all();
  return rows.map((row) => toRun(row, placeInLine(db, row)));
}

function groupByMessage(all: Block[]): Map<string, Block[]> {
  const groups = new Map<string, Block[]>();
  for (const block of all) {
    const group = groups.get(block.messageId);
    if (group) group.push(block);
    else groups.set(block.messageId, [block]);
  }
  return groups;
}

/** What the home page shows, and its cursor, read in one snapshot. */
export function readHomeView(db: Db): HomeView {
  return db.$client.transaction(() => {
    const line = queueOrder(db, QUEUED_MESSAGES);
    return {
      live: [...writtenNow(db), ...line.flatMap((id) => findMessage(db, id) ?? [])].map((message) =>
        liveAnswer(db, message),
      ),
      moreQueued: queueLength(db) - line.length,
      settled: settledAnswers(db),
      recent: listThreads(db, { limit: 30 }),
      modules: listModules(db),
      cursor: currentCursor(db),
    };
  })();
}

/** What is being written: by our runs all of it, since there are only so many at once. */
function writtenNow(db: Db): Message[] {
  const ours = db
    .select({ messages })
    .from(messages)
    .innerJoin(runs, eq(runs.messageId, messages.messageId))
    .where(sql`status = 'processing' AND state <> 'ended' AND state <> 'queued'`)
    .all();
  const hasRun = sql`SELECT 1 FROM runs WHERE runs.message_id = messages.message_id AND state <> 'ended'`;
  const foreign = db
    .select({ messages })
    .from(messages)
    .where(sql`status = 'processing' AND NOT EXISTS (${hasRun})`)
    .orderBy(desc(messages.timestamp))
    .limit(FOREIGN_MESSAGES)
    .all();
  return [...ours, ...foreign].map((row) => toMessage(row.messages)).sort((a, b) => a.timestamp - b.timestamp);
}

function liveAnswer(db: Db, message: Message): LiveAnswer {
  const run = findRunOf(db, message.messageId);
  const question = run ? findMessage(db, run.questionId) : questionBefore(db, message);
  const shown = messageBlocks(db, message.messageId).slice(-LIVE_BLOCKS);
  return {
    message: {
      ...message,
      content: message.content.slice(-LIVE_CHARACTERS),
      blocks: shown.map((block) => ({ ...block, text: block.text.slice(-LIVE_CHARACTERS) })),
      run,
    },
    threadTitle: findThread(db, message.threadId)?.title ?? null,
    question: question?.content.slice(0, 400) ?? null,
  };
}

/** The question that an answer of another program belongs to: the last one before it in its thread. */
function questionBefore(db: Db, message: Message): Message | null {
  const earlier = threadMessages(db, message.threadId).filter(
    (other) => other.type === "question" && other.timestamp <= message.timestamp,
  );
  return earlier.at(-1) ?? null;
}
