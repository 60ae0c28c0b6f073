import { SwitchboardError } from "../core/failure.ts";
import { activeRuns } from "../db/runs.ts";
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

/** Takes a thread out of the list, or puts it back. @throws SwitchboardError thread-unknown */
export async function archiveThread(threadId: string, archived = true): Promise<void> {
  await (await getEngine()).store.archiveThread(threadId, archived);
  ringBell();
}

/**
 * Deletes a thread with all that belongs to it: questions that wait in line, and processes that are kept for it.
 * @throws SwitchboardError thread-unknown; thread-busy while an answer is being written in it
 */
export async function deleteThread(threadId: string, engine?: Engine): Promise<void> {
  const used = engine ?? (await getEngine());
  const { store } = used;
  if (activeRuns(store.db).some((record) => record.run.threadId === threadId)) {
    throw new SwitchboardError("thread-busy", "An answer is being written in this thread.", {
      hint: "Stop it first, then delete the thread.",
      field: "threadId",
    });
  }
  await endWarmOf(used, threadId);
  await store.deleteThread(threadId);
  ringBell();
}
