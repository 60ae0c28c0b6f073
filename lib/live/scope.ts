import type { Change } from "../core/change.ts";

/** Which changes a reader wants: those of one thread, or all. */
export type FeedScope = { thread: string } | "live";

/** Reads "live" or "thread:ID"; null when it is neither. */
export function scopeFrom(text: string): FeedScope | null {
  if (text === "live") return "live";
  const [, thread] = /^thread:(.+)$/s.exec(text) ?? [];
  return thread === undefined ? null : { thread };
}

/** The changes that a reader wants; what is of no thread is for everyone. */
export function withinScope(changes: Change[], scope: FeedScope): Change[] {
  if (scope === "live") return changes;
  return changes.filter(({ threadId }) => threadId === scope.thread || threadId === "");
}
