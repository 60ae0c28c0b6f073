import type { Failure } from "../core/failure.ts";
import { isTerminal } from "../core/message.ts";
import { requireMessage } from "../db/messages.ts";
import { findRunOf } from "../db/runs.ts";
import type { Engine } from "./engine.ts";

/** How a query ended. */
export interface QueryOutcome {
  status: "complete" | "failed";
  content: string;
  failure: Failure | null;
}

/** The outcome, once the message has ended. @throws SwitchboardError message-unknown when it was deleted */
export function storedOutcome(engine: Engine, messageId: string): QueryOutcome | null {
  const { status, content } = requireMessage(engine.store.db, messageId);
  if (!isTerminal(status)) return null;
  const failure = findRunOf(engine.store.db, messageId)?.failure ?? null;
  return { status: status === "complete" ? "complete" : "failed", content, failure };
}
