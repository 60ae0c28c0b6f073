import { requireMessage } from "../db/messages.ts";
import { findRunOf } from "../db/runs.ts";
import type { Engine } from "./engine.ts";

/** A query as programs are told of it. Timestamps are Unix seconds. */
export type QueryView = ReturnType<typeof readQuery>;

/**
 * How the answer of a query stands.
 * @throws SwitchboardError message-unknown
 */
export function readQuery({ store: { db } }: Engine, messageId: string) {
  const { threadId, module, status, content } = requireMessage(db, messageId);
  const run = findRunOf(db, messageId);
  return {
    ...{ threadId, messageId, module, status, content },
    questionId: run?.questionId ?? null,
    failure: run?.failure ?? null,
    state: run?.state ?? null,
    queuePosition: run?.queuePosition ?? null,
    startedAt: run?.startedAt ?? null,
    endedAt: run?.endedAt ?? null,
    costUsd: run?.costUsd ?? null,
  };
}
