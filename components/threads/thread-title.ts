import type { ThreadSummary } from "@/lib/core/message.ts";

/** What a thread is called: its title, else the beginning of its newest question. */
export function threadTitle(thread: Pick<ThreadSummary, "title" | "lastQuestion">): string {
  return thread.title?.trim() || thread.lastQuestion?.trim() || "Untitled thread";
}
