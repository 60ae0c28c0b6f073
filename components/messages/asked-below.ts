import type { MessageView } from "@/lib/core/message.ts";

/** An answer that a module gave to another one, and how far below the first answer it stands, from 1. */
export interface BelowAnswer {
  message: MessageView;
  level: number;
}

const NONE: readonly BelowAnswer[] = [];

/**
 * What was asked while an answer was written, and what was asked for that, among the messages of a thread: each before
 * what was asked for it. Only for the answer at the top. The same empty list when nothing was.
 */
export function askedBelow(answer: MessageView, messages: readonly MessageView[]): readonly BelowAnswer[] {
  const { runId, parentRunId } = answer.run ?? {};
  if (runId === undefined || !messages.some(({ run }) => run?.parentRunId === runId)) return NONE;
  if (messages.some(({ run }) => run?.runId === parentRunId)) return NONE;
  const found: BelowAnswer[] = [];
  const add = (parent: string, level: number) => {
    for (const message of messages) {
      if (message.run?.parentRunId !== parent) continue;
      found.push({ message, level });
      add(message.run.runId, level + 1);
    }
  };
  add(runId, 1);
  return found;
}
