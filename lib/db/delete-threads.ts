import { setImmediate as nextTurn } from "node:timers/promises";
import type { Db } from "./db.ts";
import { whenFree } from "./patience.ts";
import { prepared } from "./prepared.ts";
import { requireAll } from "./thread-notes.ts";

/** So many messages go in one transaction: with what belongs to them some ten milliseconds. */
const STEP_MESSAGES = 200;

/**
 * Deletes threads with their messages, blocks, runs and index entries (see the triggers), in short steps: one of a
 * hundred thousand messages holds up nobody. If the process dies meanwhile, a thread is left with fewer messages, to be
 * deleted again.
 * @throws SwitchboardError thread-unknown (nothing was deleted then), database-busy
 */
export async function deleteThreads(db: Db, threadIds: readonly string[]): Promise<void> {
  await whenFree(() => requireAll(db, threadIds));
  for (const threadId of threadIds) {
    while (await whenFree(() => deleteMessages(db, threadId))) await nextTurn();
    await whenFree(() => prepared(db, "DELETE FROM threads WHERE thread_id = ?").run(threadId));
  }
}

/** @returns whether there may be more */
function deleteMessages(db: Db, threadId: string): boolean {
  const some = prepared(
    db,
    `DELETE FROM messages WHERE message_id IN (
       SELECT message_id FROM messages WHERE thread_id = ? ORDER BY timestamp LIMIT ${STEP_MESSAGES})`,
  );
  return some.run(threadId).changes >= STEP_MESSAGES;
}
