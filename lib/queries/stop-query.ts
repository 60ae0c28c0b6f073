import { SwitchboardError } from "../core/failure.ts";
import { requireMessage } from "../db/messages.ts";
import { whenFree } from "../db/patience.ts";
import { requestStop } from "../db/run-state.ts";
import { findActiveRun } from "../db/runs.ts";
import { ringBell } from "../live/bell.ts";
import { type Engine, getEngine } from "./engine.ts";

/**
 * Asks for the run that writes this message to be stopped. The process that follows it does so: its partial answer
 * is kept, and the message becomes failed (stopped-by-user) within seconds. Asking twice is no error.
 * @throws SwitchboardError message-unknown; message-ended when nothing writes it any more
 */
export async function stopQuery(messageId: string, engine?: Engine): Promise<void> {
  const used = engine ?? (await getEngine());
  const message = requireMessage(used.store.db, messageId);
  const active = findActiveRun(used.store.db, messageId);
  if (active === null) {
    const why =
      message.status === "processing" ? "is being written by another program" : `is ${message.status} already`;
    throw new SwitchboardError("message-ended", `There is nothing to stop: this message ${why}.`, {
      hint: message.status === "processing" ? "Stop it in the program that writes it." : "Ask again for a new answer.",
      field: "messageId",
    });
  }
  await whenFree(() => requestStop(used.store.db, active.run.runId));
  used.followers.get(messageId)?.wake();
  ringBell();
}
