import { SwitchboardError } from "../core/failure.ts";
import type { Origin } from "../core/origin.ts";
import { noteDeed } from "../db/audit.ts";
import { openBelow } from "../db/chains.ts";
import { requireMessage } from "../db/messages.ts";
import { whenFree } from "../db/patience.ts";
import { findRunOf } from "../db/runs.ts";
import { dispatch } from "./dispatch.ts";
import { type Engine, getEngine } from "./engine.ts";
import { stopOne } from "./stop-below.ts";

/**
 * Stops the run that writes this message, and first those that it asked: the process that follows it interrupts it
 * within a moment, whichever process that is; its partial answer is kept, and the message becomes failed
 * (stopped-by-user). A query that waits in line is withdrawn at once. Asking twice is no error.
 * @throws SwitchboardError message-unknown; message-ended when nothing writes it any more
 */
export async function stopQuery(messageId: string, engine?: Engine, by?: Origin): Promise<void> {
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  const message = requireMessage(db, messageId);
  const run = findRunOf(db, messageId);
  if (run === null || run.state === "ended" || run.origin !== null) throw nothingToStop(message.status);
  const deed = { event: "stop" as const, subject: run.module, messageId };
  await whenFree(() => noteDeed(db, by ?? used.origin, deed));
  for (const below of openBelow(db, run.runId)) await stopOne(used, below);
  await stopOne(used, messageId);
  dispatch(used);
}

function nothingToStop(status: string): SwitchboardError {
  const isForeign = status === "processing";
  const why = isForeign ? "is being written by another program" : `is ${status} already`;
  return new SwitchboardError("message-ended", `There is nothing to stop: this message ${why}.`, {
    hint: isForeign ? "Stop it in the program that writes it." : "Ask again for a new answer.",
    field: "messageId",
  });
}
