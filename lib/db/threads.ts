import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { Thread } from "../core/message.ts";
import type { Db } from "./db.ts";
import { preparedQuery } from "./prepared.ts";
import { nowSeconds, toThread } from "./rows.ts";
import { threads } from "./schema.ts";
import { threadNotes, threadUnknown } from "./thread-notes.ts";

export interface NewThread {
  title?: string | null;
  modules?: string[];
  metadata?: Record<string, unknown> | null;
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
  return toThread(row, { archived: false, pinned: false, tags: [] });
}

export function findThread(db: Db, threadId: string): Thread | null {
  const row = preparedQuery(db, threadOfId).get({ threadId });
  return row ? toThread(row, threadNotes(db, threadId)) : null;
}

const threadOfId = (db: Db) =>
  db
    .select()
    .from(threads)
    .where(eq(threads.threadId, sql.placeholder("threadId")))
    .prepare();

/** @throws SwitchboardError "thread-unknown" */
export function requireThread(db: Db, threadId: string): Thread {
  const thread = findThread(db, threadId);
  if (thread) return thread;
  throw threadUnknown(threadId);
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
