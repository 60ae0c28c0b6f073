import type { Outcome } from "../ui/outcome.ts";

/** What can be done with threads of the list, one or several. */
export interface ThreadListActions {
  archiveThreads: (threadIds: string[], archived: boolean) => Promise<Outcome>;
  pinThreads: (threadIds: string[], pinned: boolean) => Promise<Outcome>;
  tagThreads: (threadIds: string[], tag: string) => Promise<Outcome>;
  untagThreads: (threadIds: string[], tag: string) => Promise<Outcome>;
  deleteThreads: (threadIds: string[]) => Promise<Outcome>;
  renameThread: (threadId: string, title: string) => Promise<Outcome>;
}
