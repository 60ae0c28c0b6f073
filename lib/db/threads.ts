import { randomUUID } from "node:crypto";
import { and, desc, eq, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { SwitchboardError } from "../core/failure.ts";
import type { Thread, ThreadSummary } from "../core/message.ts";
import type { Db } from "./db.ts";
import { prepared, preparedQuery } from "./prepared.ts";
import { asTextOrNull, asTime, boundedLimit, nowSeconds, toThread } from "./rows.ts";
import { threadFlags, threads } from "./schema.ts";

export interface NewThread {
  title?: string | null;
  modules?: string[];
  metadata?: Record<string, unknown> | null;
}

/** Which threads to list; newest activity first. */
export interface ThreadFilter {
  /** Only threads in which this module takes part. */
  module?: string;
  /** false (default): those not archived; true: only the archived ones. */
  archived?: boolean;
  /** At most this many (1 to 1,000; default 50). */
  limit?: number;
  /** Only those whose last activity is before this time (Unix seconds): the next page. */
  before?: number;
  /** With `before`: also those of just that time whose place is after this thread, so that a page misses none. */
  beforeThread?: string;
}

export function createThread(db: Db, thread: NewThread): Thread {
  const row = {
    threadId: randomUUID(),
    title: thread.title ?? null,
    modules: JSON.stringify(thread.modules ?? []),
    createdAt: nowSeconds(),
    updatedAt: nowSeconds(),
    metadata: thread.metadata ? JSON.stringify(thread.metadata) : null,
  };
  db.insert(threads).values(row).run();
  return toThread(row, false);
}

export function findThread(db: Db, threadId: string): Thread | null {
  const row = preparedQuery(db, threadOfId).get({ threadId });
  return row ? toThread(row.thread, row.archivedAt !== null) : null;
}

const threadOfId = (db: Db) =>
  db
    .select({ thread: threads, archivedAt: threadFlags.archivedAt })
    .from(threads)
    .leftJoin(threadFlags, eq(threadFlags.threadId, threads.threadId))
    .where(eq(threads.threadId, sql.placeholder("threadId")))
    .prepare();

/** @throws SwitchboardError "thread-unknown" */
export function requireThread(db: Db, threadId: string): Thread {
  const thread = findThread(db, threadId);
  if (thread) return thread;
  throw new SwitchboardError("thread-unknown", `There is no thread ${threadId}.`, {
    hint: "It may have been deleted. Open the list of threads, or leave the thread out to begin a new one.",
    field: "threadId",
  });
}

/** Adds a module to those that take part in a thread. */
export function addThreadModule(db: Db, thread: Thread, module: string): void {
  if (thread.modules.includes(module)) return;
  const modules = JSON.stringify([...thread.modules, module]);
  db.update(threads).set({ modules }).where(eq(threads.threadId, thread.threadId)).run();
}

export function renameThread(db: Db, threadId: string, title: string): Thread {
  requireThread(db, threadId);
  db.update(threads).set({ title }).where(eq(threads.threadId, threadId)).run();
  return requireThread(db, threadId);
}

export function archiveThread(db: Db, threadId: string, archived: boolean): void {
  requireThread(db, threadId);
  if (archived) {
    const archivedAt = nowSeconds();
    db.insert(threadFlags)
      .values({ threadId, archivedAt })
      .onConflictDoUpdate({
        target: threadFlags.threadId,
        set: { archivedAt },
        setWhere: isNull(threadFlags.archivedAt),
      })
      .run();
  } else {
    db.update(threadFlags).set({ archivedAt: null }).where(eq(threadFlags.threadId, threadId)).run();
  }
}

/** Deletes a thread with its messages, blocks, runs and index entries (see the triggers). */
export function deleteThread(db: Db, threadId: string): void {
  requireThread(db, threadId);
  db.delete(threads).where(eq(threads.threadId, threadId)).run();
}

export function listThreads(db: Db, filter: ThreadFilter = {}): ThreadSummary[] {
  return db.$client.transaction(() => threadPage(db, filter).map((thread) => ({ ...thread, ...sumsOf(db, thread) })))();
}

type ListedThread = Thread & Pick<ThreadSummary, "lastActivityAt">;

function threadPage(db: Db, filter: ThreadFilter): ListedThread[] {
  const lastActivity = sql<number>`coalesce(${threads.updatedAt}, ${threads.createdAt})`;
  const rows = db
    .select({ thread: threads, archivedAt: threadFlags.archivedAt, lastActivity })
    .from(threads)
    .leftJoin(threadFlags, eq(threadFlags.threadId, threads.threadId))
    .where(
      and(
        filter.archived ? isNotNull(threadFlags.archivedAt) : isNull(threadFlags.archivedAt),
        filter.module === undefined ? undefined : takesPart(filter.module),
        olderThan(lastActivity, filter),
      ),
    )
    .orderBy(desc(lastActivity), desc(threads.threadId))
    .limit(boundedLimit(filter.limit, 50, 1000))
    .all();
  return rows.map((row) => ({
    ...toThread(row.thread, row.archivedAt !== null),
    lastActivityAt: asTime(row.lastActivity),
  }));
}

/** Whether a module was asked in a thread, or is named among its modules (by JSON, or by a bare name). */
function takesPart(module: string): SQL {
  return sql`(EXISTS (SELECT 1 FROM messages WHERE messages.thread_id = threads.thread_id AND module = ${module})
    OR EXISTS (SELECT 1 FROM json_each(CASE json_valid(${threads.modules}) WHEN 1 THEN ${threads.modules}
      ELSE json_array(CAST(${threads.modules} AS TEXT)) END) WHERE value = ${module}))`;
}

/** Only for the threads of a page: counting the messages of every thread takes longer the more there are. */
function sumsOf(db: Db, { threadId }: Thread): Omit<ThreadSummary, keyof ListedThread> {
  const counts = prepared(
    db,
    `SELECT count(*) AS messageCount, count(*) FILTER (WHERE status = 'processing') AS processingCount,
       count(*) FILTER (WHERE status = 'processing' AND EXISTS (
         SELECT 1 FROM runs WHERE runs.message_id = messages.message_id AND state = 'queued')) AS queuedCount,
         count(*) FILTER (WHERE status = 'failed' AND NOT EXISTS (
           SELECT 1 FROM runs WHERE runs.message_id = messages.message_id
             AND json_extract(runs.failure, '$.code') = 'stopped-by-user')) AS failedCount
       FROM messages WHERE thread_id = ?`,
  ).get(threadId) as Omit<ThreadSummary, keyof ListedThread | "lastQuestion">;
  const lastQuestion = prepared(
    db,
    `SELECT substr(CAST(content AS TEXT), 1, 200) FROM messages WHERE thread_id = ? AND type = 'question'
       ORDER BY timestamp DESC LIMIT 1`,
  )
    .pluck()
    .get(threadId);
  return { ...counts, lastQuestion: asTextOrNull(lastQuestion ?? null) };
}

/** The next page: what stands after the last thread of the page before. */
function olderThan(lastActivity: SQL<number>, { before, beforeThread }: ThreadFilter): SQL | undefined {
  if (before === undefined) return undefined;
  const older = lt(lastActivity, before);
  if (beforeThread === undefined) return older;
  return or(older, and(eq(lastActivity, before), lt(threads.threadId, beforeThread)));
}
