import { contentOf } from "../core/claude/content.ts";
import { isTerminal } from "../core/message.ts";
import { readMessageView } from "../db/views.ts";
import type { Engine } from "./engine.ts";

/** A query as programs are told of it. Timestamps are Unix seconds. */
export type QueryView = ReturnType<typeof readQuery>;

/**
 * How the answer of a query stands.
 * @throws SwitchboardError message-unknown
 */
export function readQuery({ store: { db } }: Engine, messageId: string) {
  const { threadId, module, status, run, ...message } = readMessageView(db, messageId).view;
  // While it is written, a message's own content may be far behind what has arrived.
  const content = isTerminal(status) ? message.content : contentOf(message.blocks) || message.content;
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
