import type { ActionState } from "@/lib/core/ask-input.ts";
import type { ThreadListActions } from "../threads/thread-list-actions.ts";
import type { Outcome } from "../ui/outcome.ts";

/** What can be done with a message of a thread. */
export interface MessageActions {
  stopQuery: (messageId: string) => Promise<Outcome>;
  askAgain: (messageId: string) => Promise<ActionState>;
  /** Changes the question of an answer that waits in line. */
  editQuery: (messageId: string, prompt: string) => Promise<Outcome>;
}

/** What can be done in a thread. */
export interface ThreadActions extends MessageActions, ThreadListActions {
  askModule: (previous: ActionState, form: FormData) => Promise<ActionState>;
}
