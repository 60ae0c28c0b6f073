import { type Failure, SwitchboardError } from "../core/failure.ts";
import type { MessageStatus } from "../core/message.ts";
import type { PermissionProfile } from "../core/permission-profile.ts";
import { type AskInput, askModule } from "./ask-module.ts";
import type { Engine } from "./engine.ts";

/** A query that has ended. */
export interface QueryResult {
  threadId: string;
  /** The answer. */
  messageId: string;
  /** The question; "" when it was stored by the caller. */
  questionId: string;
  status: Extract<MessageStatus, "complete" | "failed">;
  /** The answer's text; with status "failed", what had arrived. */
  content: string;
  /** Why it failed; null when it is complete. */
  failure: Failure | null;
}

export interface QueryModuleInput {
  /** The question. */
  prompt: string;
  /** Absolute path of the module's directory. */
  modulePath: string;
  /** Default: the name it was asked by before, else the folder's name. */
  moduleName?: string;
  /** Default: a new thread. A follow-up in a thread goes on with that module's session. */
  threadId?: string;
  /**
   * Added to the CLI's own system prompt. Default of this, the model and the limits: that of the module's earlier run in the
   * thread, else the module's own, else Claude Code's.
   */
  systemPrompt?: string;
  /** A model's name or alias. */
  model?: string;
  /** What Claude may do: "read", "settings" (as Claude Code is set up), "edit" or "full". Default: as the module is allowed, else "read". */
  profile?: PermissionProfile;
  /** How many turns it may take; 0 sets no limit. */
  maxTurns?: number;
  /** What it may cost, in US dollars; 0 sets no limit. */
  maxBudgetUsd?: number;
  /** Told each piece of the answer's text as it comes, after it was stored. */
  onChunk?: (text: string) => void;
}

/**
 * Asks a module and waits for its answer: begins a thread when none is given, stores the prompt as a question,
 * stores the answer while it streams, and returns when it is complete or failed. A failed answer is returned, not
 * thrown.
 * @throws SwitchboardError when the input or the surroundings are wrong (no such directory, no claude CLI …); nothing
 * was changed then
 */
export async function queryModule(input: QueryModuleInput, engine?: Engine): Promise<QueryResult> {
  return settle(input, engine);
}

export interface StreamInput {
  /** Absolute path of the directory to ask in. */
  workingDir: string;
  /** A thread that exists. */
  threadId: string;
  prompt: string;
  /** Default: "module". */
  moduleName?: string;
  systemPrompt?: string;
  model?: string;
  profile?: PermissionProfile;
  maxTurns?: number;
  maxBudgetUsd?: number;
  onChunk?: (text: string) => void;
}

/**
 * Streams an answer of Claude into a thread, without storing the question: the caller has done that, or wants none.
 * Inserts a processing response, keeps its content growing, and ends it as complete or failed.
 * @throws SwitchboardError as queryModule, and thread-unknown
 */
export async function streamAndStoreClaudeResponse(input: StreamInput, engine?: Engine): Promise<QueryResult> {
  const { workingDir, moduleName, ...rest } = input;
  if (!rest.threadId) {
    throw new SwitchboardError("thread-unknown", "No thread was given.", {
      hint: "Begin one with createThread, or use queryModule.",
      field: "threadId",
    });
  }
  // Without a name there is but a label, which any number of directories may share.
  const label = { moduleName: moduleName ?? "module", nameIsLabel: moduleName === undefined };
  return settle({ ...rest, ...label, modulePath: workingDir, storeQuestion: false }, engine);
}

async function settle(input: AskInput, engine?: Engine): Promise<QueryResult> {
  const { done, ...ids } = await askModule(input, engine);
  return { ...ids, ...(await done) };
}
