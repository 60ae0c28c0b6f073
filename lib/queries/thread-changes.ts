import { SwitchboardError } from "../core/failure.ts";
import type { Db } from "../db/db.ts";
import { deleteThreads as deleteRows } from "../db/delete-threads.ts";
import { whenFree } from "../db/patience.ts";
import { activeRuns } from "../db/runs.ts";
import * as notes from "../db/thread-notes.ts";
import { findThread } from "../db/threads.ts";
import { ringBell } from "../live/bell.ts";
import { type Engine, getEngine } from "./engine.ts";
import { endWarmOf } from "./keep-warm.ts";

const TITLE_LENGTH = 200;

/** @throws SwitchboardError thread-unknown; input-invalid for an empty or very long title */
export async function renameThread(threadId: string, title: string): Promise<void> {
  const trimmed = title.trim();
  if (trimmed === "" || trimmed.length > TITLE_LENGTH) {
    throw new SwitchboardError("input-invalid", `A thread's title has 1 to ${TITLE_LENGTH} characters.`, {
      hint: "Give it a shorter title, or keep the one it has.",
      field: "title",
    });
  }
  await (await getEngine()).store.renameThread(threadId, trimmed);
  ringBell();
}

/** Takes threads out of the list, or puts them back; all of them or none. @throws SwitchboardError thread-unknown */
export async function archiveThreads(threadIds: readonly string[], archived = true): Promise<void> {
  await change((db) => notes.archiveThreads(db, threadIds, archived));
}

/** Puts threads first in the list, or back to their places; all of them or none. @throws SwitchboardError thread-unknown */
export async function pinThreads(threadIds: readonly string[], pinned = true): Promise<void> {
  await change((db) => notes.pinThreads(db, threadIds, pinned));
}

/** Gives threads a tag; all of them or none. @throws SwitchboardError thread-unknown, input-invalid */
export async function tagThreads(threadIds: readonly string[], tag: string): Promise<void> {
  await change((db) => notes.tagThreads(db, threadIds, tag));
}

/** Takes a tag from threads. @throws SwitchboardError thread-unknown */
export async function untagThreads(threadIds: readonly string[], tag: string): Promise<void> {
  await change((db) => notes.untagThreads(db, threadIds, tag));
}

async function change(write: (db: Db) => unknown): Promise<void> {
  const { db } = (await getEngine()).store;
  await whenFree(() => write(db));
  ringBell();
}

/**
 * Deletes threads with all that belongs to them: questions that wait in line, and processes that are kept for them.
 * @throws SwitchboardError thread-unknown; thread-busy while an answer is being written in one. None is deleted then.
 */
export async function deleteThreads(threadIds: readonly string[], engine?: Engine): Promise<void> {
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  const busy = activeRuns(db).find((record) => threadIds.includes(record.run.threadId));
  if (busy) throw threadBusy(db, busy.run.threadId, threadIds.length);
  await whenFree(() => notes.requireAll(db, threadIds));
  for (const threadId of threadIds) await endWarmOf(used, threadId);
  await deleteRows(db, threadIds);
  ringBell();
}

function threadBusy(db: Db, threadId: string, asked: number): SwitchboardError {
  const title = findThread(db, threadId)?.title;
  const which = asked === 1 ? "this thread" : `the thread ${title ? `“${title}”` : threadId}`;
  return new SwitchboardError("thread-busy", `An answer is being written in ${which}.`, {
    hint: asked === 1 ? "Stop it first, then delete the thread." : "Stop it first, then delete them. None was deleted.",
    field: "threadId",
  });
}
