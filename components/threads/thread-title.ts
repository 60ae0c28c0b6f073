import type { ThreadSummary } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";

/** What a thread is called: its title, else the beginning of its newest question. For reading: nothing hidden is in it. */
export function threadTitle(thread: Pick<ThreadSummary, "title" | "lastQuestion">): string {
  return visibleText(writtenTitle(thread));
}

/** The same as it was written, for whoever changes it. */
export function writtenTitle(thread: Pick<ThreadSummary, "title" | "lastQuestion">): string {
  return thread.title?.trim() || thread.lastQuestion?.trim() || "Untitled thread";
}
