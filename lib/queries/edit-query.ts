import { checkPrompt } from "../core/question.ts";
import { requireMessage } from "../db/messages.ts";
import { whenFree } from "../db/patience.ts";
import { editQueued } from "../db/queue.ts";
import { ringBell } from "../live/bell.ts";
import { type Engine, getEngine } from "./engine.ts";

/**
 * Changes a question that waits in line; it keeps its place.
 * @param messageId the answer that waits to be written
 * @throws SwitchboardError message-unknown, prompt-empty, prompt-too-large; query-begun when it waits no longer
 */
export async function editQuery(messageId: string, prompt: string, engine?: Engine): Promise<void> {
  const used = engine ?? (await getEngine());
  checkPrompt(prompt);
  requireMessage(used.store.db, messageId);
  await whenFree(() => editQueued(used.store.db, messageId, prompt));
  ringBell();
}
