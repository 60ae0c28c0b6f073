import type { ActionState } from "@/lib/core/ask-input.ts";
import type { ThreadListActions } from "../threads/thread-list-actions.ts";
import type { Outcome } from "../ui/outcome.ts";

/** A question to a module that quotes an answer. */
export interface PassOnInput {
  /** The answer. */
  messageId: string;
  modulePath: string;
  moduleName?: string;
  prompt: string;
}

/** What can be done with a message of a thread. */
export interface MessageActions {
  stopQuery: (messageId: string) => Promise<Outcome>;
  askAgain: (messageId: string) => Promise<ActionState>;
  /** Asks a module with an answer as context, in a new thread. */
  passOnAnswer: (input: PassOnInput) => Promise<ActionState>;
  /** Changes the question of an answer that waits in line. */
  editQuery: (messageId: string, prompt: string) => Promise<Outcome>;
}

/** What can be done in a thread. */
export interface ThreadActions extends MessageActions, ThreadListActions {
  askModule: (previous: ActionState, form: FormData) => Promise<ActionState>;
}
