import { SwitchboardError } from "../core/failure.ts";
import { activeRuns } from "../db/runs.ts";
import { ringBell } from "../live/bell.ts";
import { getEngine } from "./engine.ts";

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
 * Deletes a thread with all that belongs to it.
 * @throws SwitchboardError thread-unknown; thread-busy while an answer is being written in it
 */
export async function deleteThread(threadId: string): Promise<void> {
  const { store } = await getEngine();
  if (activeRuns(store.db).some((record) => record.run.threadId === threadId)) {
    throw new SwitchboardError("thread-busy", "An answer is being written in this thread.", {
      hint: "Stop it first, then delete the thread.",
      field: "threadId",
    });
  }
  await store.deleteThread(threadId);
  ringBell();
}
