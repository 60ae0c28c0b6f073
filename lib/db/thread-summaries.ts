import type { ThreadSummary } from "../core/message.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { asText, asTextOrNull, asTime, toThread } from "./rows.ts";
import type { threads } from "./schema.ts";
import { threadNotes } from "./thread-notes.ts";
import type { Stored } from "./thread-place.ts";

/** How far back the newest question is looked for. */
const LOOK_BACK = 100;

/** Lines of the list for threads, in the order given; those that are gone by now are left out. */
export function threadSummaries(db: Db, threadIds: readonly Stored[]): ThreadSummary[] {
  return db.$client.transaction(() => threadIds.flatMap((id) => threadSummary(db, id) ?? []))();
}

function threadSummary(db: Db, threadId: Stored): ThreadSummary | null {
  const row = prepared(
    db,
    `SELECT thread_id AS threadId, title, modules, created_at AS createdAt, updated_at AS updatedAt, metadata,
       coalesce(updated_at, created_at) AS lastActivity FROM threads WHERE thread_id = ?`,
  ).get(threadId) as (typeof threads.$inferSelect & { lastActivity: unknown }) | undefined;
  if (!row) return null;
  const thread = toThread(row, threadNotes(db, threadId));
  const parts = prepared(db, "SELECT module, messages FROM thread_modules WHERE thread_id = ?").all(threadId) as {
    module: unknown;
    messages: number;
  }[];
  return {
    ...thread,
    // Other programs need not name the modules that their messages are about.
    modules: [...new Set([...thread.modules, ...parts.map(({ module }) => asText(module))])],
    messageCount: parts.reduce((sum, { messages }) => sum + messages, 0),
    ...unsettled(db, threadId),
    lastQuestion: lastQuestion(db, threadId),
    lastActivityAt: asTime(row.lastActivity),
  };
}

function unsettled(db: Db, threadId: Stored): Pick<ThreadSummary, "processingCount" | "queuedCount" | "failedCount"> {
  const processing = prepared(
    db,
    `SELECT count(*) AS processingCount, count(*) FILTER (WHERE EXISTS (
         SELECT 1 FROM runs WHERE runs.message_id = messages.message_id AND state = 'queued')) AS queuedCount
       FROM messages WHERE thread_id = ? AND status = 'processing'`,
  ).get(threadId) as Pick<ThreadSummary, "processingCount" | "queuedCount">;
  const failed = prepared(
    db,
    `SELECT count(*) FROM messages WHERE thread_id = ? AND status = 'failed' AND NOT EXISTS (SELECT 1 FROM runs INDEXED BY runs_stopped
       WHERE runs.message_id = messages.message_id AND instr(failure, '"code":"stopped-by-user"') > 0)`,
  );
  return { ...processing, failedCount: Number(failed.pluck().get(threadId)) };
}

/** Found by the copies in message_order: in `messages`, the type stands behind the content. */
function lastQuestion(db: Db, threadId: Stored): string | null {
  const question = prepared(
    db,
    `SELECT substr(CAST(content AS TEXT), 1, 200) FROM messages WHERE message_id = (
       SELECT newest.message_id FROM (SELECT message_id FROM messages WHERE thread_id = ?
           ORDER BY timestamp DESC LIMIT ${LOOK_BACK}) AS newest
         CROSS JOIN message_order AS o ON o.message_id = newest.message_id WHERE o.type = 'question' LIMIT 1)`,
  );
  return asTextOrNull(question.pluck().get(threadId) ?? null);
}
