import { randomUUID } from "node:crypto";
import { and, asc, eq, sql } from "drizzle-orm";
import { SwitchboardError } from "../core/failure.ts";
import { isTerminal, type Message } from "../core/message.ts";
import type { Db } from "./db.ts";
import { prepared, preparedQuery } from "./prepared.ts";
import { nowSeconds, toMessage } from "./rows.ts";
import { messageOrder, messages } from "./schema.ts";
import { requireThread } from "./threads.ts";

export interface NewMessage {
  threadId: string;
  module: string;
  content: string;
  /** "question", "response", or a word of your own. Default "response". */
  type?: string;
  /** Default "complete". */
  status?: string;
  metadata?: Record<string, unknown> | null;
}

export interface MessageUpdate {
  content?: string;
  status?: string;
  metadata?: Record<string, unknown> | null;
}

/** @throws SwitchboardError "thread-unknown" */
export function addMessage(db: Db, message: NewMessage): Message {
  requireThread(db, message.threadId);
  const row = {
    messageId: randomUUID(),
    threadId: message.threadId,
    module: message.module,
    content: message.content,
    type: message.type ?? "response",
    timestamp: nextTime(db, message.threadId),
    status: message.status ?? "complete",
    metadata: message.metadata ? JSON.stringify(message.metadata) : null,
  };
  db.insert(messages).values(row).run();
  return toMessage(row);
}

/** A message that is so far in the future is another program's affair, in seconds. */
const CLOCK_SECONDS = 24 * 3_600;

/** The time of a message that is added now: never before those of its thread, though the clock may have been set back. */
export function nextTime(db: Db, threadId: string): number {
  const now = nowSeconds();
  const newest = prepared(
    db,
    `SELECT max(timestamp) FROM messages
       WHERE thread_id = ? AND typeof(timestamp) IN ('integer', 'real') AND timestamp < ?`,
  )
    .pluck()
    .get(threadId, now + CLOCK_SECONDS);
  return Number(newest ?? 0) < now ? now : Number(newest) + 0.001;
}

export function findMessage(db: Db, messageId: string): Message | null {
  const row = preparedQuery(db, messageOfId).get({ messageId });
  return row ? toMessage(row) : null;
}

const messageOfId = (db: Db) =>
  db
    .select()
    .from(messages)
    .where(eq(messages.messageId, sql.placeholder("messageId")))
    .prepare();

/** @throws SwitchboardError "message-unknown" */
export function requireMessage(db: Db, messageId: string): Message {
  const message = findMessage(db, messageId);
  if (message) return message;
  throw new SwitchboardError("message-unknown", `There is no message ${messageId}.`, {
    hint: "It may have been deleted. Open its thread, or search for words of it.",
    field: "messageId",
  });
}

/**
 * Changes a message. A status moves from processing to complete or failed, once: the comparison is part of the
 * UPDATE, so that of two writers one wins.
 * @throws SwitchboardError "message-unknown"; "message-ended" when its status is terminal and another was asked for
 */
export function updateMessage(db: Db, messageId: string, update: MessageUpdate): Message {
  if (Object.values(update).every((value) => value === undefined)) return requireMessage(db, messageId);
  const written = db
    .update(messages)
    .set({
      content: update.content,
      status: update.status,
      metadata: update.metadata ? JSON.stringify(update.metadata) : update.metadata,
    })
    .where(
      and(
        eq(messages.messageId, messageId),
        update.status === undefined
          ? undefined
          : sql`(coalesce(status, 'complete') NOT IN ('complete', 'failed') OR coalesce(status, 'complete') = ${update.status})`,
      ),
    )
    .run();
  const message = requireMessage(db, messageId);
  if (written.changes === 0 && isTerminal(message.status)) {
    throw new SwitchboardError("message-ended", `Message ${messageId} is ${message.status} already.`, {
      hint: "A status of complete or failed never changes. Add a new message instead.",
      field: "status",
    });
  }
  return message;
}

/** The messages of a thread in the order of their time, then of their arrival. */
export function threadMessages(db: Db, threadId: string): Message[] {
  return db
    .select({ message: messages })
    .from(messages)
    .leftJoin(messageOrder, eq(messageOrder.messageId, messages.messageId))
    .where(eq(messages.threadId, threadId))
    .orderBy(asc(messages.timestamp), asc(messageOrder.seq))
    .all()
    .map((row) => toMessage(row.message));
}

/** All messages that are being written, oldest first. */
export function processingMessages(db: Db): Message[] {
  return db
    .select()
    .from(messages)
    .where(sql`status = 'processing'`)
    .orderBy(asc(messages.timestamp))
    .all()
    .map(toMessage);
}
