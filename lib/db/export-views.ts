import type { MessageView } from "../core/message.ts";
import { messageBlocks } from "./arriving.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { asText, asTextOrNull, toMessage } from "./rows.ts";
import { findRunOf } from "./runs.ts";
import type { messages } from "./schema.ts";

type MessageRow = typeof messages.$inferSelect;

/** The messages of a thread with their blocks and runs, one at a time, in the order of their time and arrival. */
export function* threadMessageViews(db: Db, threadId: string): Generator<MessageView> {
  const rows = db.$client
    .prepare(
      `SELECT m.message_id AS messageId, m.thread_id AS threadId, m.module, m.content, m.type, m.timestamp, m.status,
         m.metadata FROM messages AS m LEFT JOIN message_order AS o ON o.message_id = m.message_id
       WHERE m.thread_id = ? ORDER BY m.timestamp, o.seq`,
    )
    .iterate(threadId) as IterableIterator<MessageRow>;
  for (const row of rows) {
    const message = toMessage(row);
    yield { ...message, blocks: messageBlocks(db, message.messageId), run: findRunOf(db, message.messageId) };
  }
}

/** What an export of a thread begins with, besides the thread itself. */
export function threadSums(
  db: Db,
  threadId: string,
): { messageCount: number; firstQuestion: string | null; tags: string[] } {
  const count = prepared(db, "SELECT coalesce(sum(messages), 0) FROM thread_modules WHERE thread_id = ?").pluck();
  const question = prepared(
    db,
    `SELECT substr(CAST(content AS TEXT), 1, 400) FROM messages WHERE thread_id = ? AND type = 'question'
       ORDER BY timestamp LIMIT 1`,
  ).pluck();
  const tags = prepared(db, "SELECT tag FROM thread_tags WHERE thread_id = ? ORDER BY tag").pluck();
  return {
    messageCount: Number(count.get(threadId)),
    firstQuestion: asTextOrNull(question.get(threadId) ?? null),
    tags: tags.all(threadId).map(asText),
  };
}
