import { findMessage, requireMessage } from "../lib/db/messages.ts";
import { findRunOf } from "../lib/db/runs.ts";
import type { Engine } from "../lib/queries/engine.ts";

/** Which answer, and to what. */
export interface AboutAnswer {
  messageId: string;
  threadId: string;
  module: string;
  /** null when it has none that is stored. */
  question: string | null;
}

/**
 * What an answer is about, for its first line.
 * @throws SwitchboardError message-unknown
 */
export function aboutAnswer({ store: { db } }: Engine, messageId: string): AboutAnswer {
  const { threadId, module } = requireMessage(db, messageId);
  const questionId = findRunOf(db, messageId)?.questionId;
  const question = questionId ? (findMessage(db, questionId)?.content ?? null) : null;
  return { messageId, threadId, module, question };
}
