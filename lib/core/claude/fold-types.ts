import type { ApiFailureKind } from "../failure.ts";
import type { BlockKind, RunAmounts } from "../message.ts";

/** One NDJSON line of the CLI's stdout, parsed. */
export type ClaudeEvent =
  | { kind: "known"; type: KnownEventType; data: Record<string, unknown> }
  /** A JSON object whose type (or subtype) this version does not know. Shown, never dropped. */
  | { kind: "unknown"; type: string; data: Record<string, unknown>; raw: string }
  /** Not a JSON object. */
  | { kind: "malformed"; raw: string; reason: string };

export type KnownEventType =
  | "system"
  | "stream_event"
  | "assistant"
  | "user"
  | "result"
  | "control_response"
  | "control_request"
  | "control_cancel_request"
  | "rate_limit_event"
  | "tool_progress"
  | "tool_use_summary"
  | "auth_status"
  | "prompt_suggestion"
  | "keep_alive";

/** What an event means for the store, in the order in which it is to be applied. `position` numbers a message's blocks from 0. */
export type FoldChange =
  | {
      type: "session";
      sessionId: string | null;
      model: string | null;
      cliVersion: string | null;
      permissionMode: string | null;
    }
  /** What the CLI is busy with, in words for people; null when text arrives again. */
  | { type: "activity"; text: string | null }
  | {
      type: "open";
      position: number;
      kind: BlockKind;
      name: string | null;
      toolUseId: string | null;
      parentToolUseId: string | null;
    }
  | { type: "append"; position: number; text: string }
  /** The settled text differs from what had been appended. */
  | { type: "replace"; position: number; text: string }
  | { type: "settle"; position: number; isError: boolean }
  /** Only of a block that is open: what is settled stays. */
  | { type: "withdraw"; position: number }
  /** The CLI asks the API again after a failure that trying again can't mend (a wrong key): the run is to be stopped. */
  | { type: "hopeless"; apiKind: ApiFailureKind; apiStatus: number | null; message: string }
  | { type: "result"; result: RunResult };

/** The first `result` event of a run: the end of the query. Success is `isError: false`, not the subtype. */
export interface RunResult extends RunAmounts {
  isError: boolean;
  /** "success", "error_during_execution", "error_max_turns", "error_max_budget_usd", or what a later CLI says. */
  subtype: string;
  apiStatus: number | null;
  apiKind: ApiFailureKind | null;
  terminalReason: string | null;
  /** `result.result`, or `errors` joined: what the CLI says for people. */
  text: string;
  sessionId: string | null;
}

/** A block of the message that is being written, as the fold remembers it. */
export interface DraftBlock {
  position: number;
  kind: BlockKind;
  /** Index within the API message, as in content_block_start; null for a block that came whole. */
  index: number | null;
  settled: boolean;
  /** Whether its assistant line came. Without one, a block is settled when its message stops. */
  confirmed: boolean;
  /** What was appended so far; "" once settled. Left out of the stored form; the store gives it back (see restoreFold). */
  text: string;
  /** Half a surrogate pair at the end of a delta, which waits for its other half. */
  held: string;
}

/** The API message that streams, or streamed last. */
export interface Draft {
  apiMessageId: string;
  blocks: DraftBlock[];
}

/**
 * All that the fold needs to know to go on. Plain JSON. It is stored with each batch, without the text of open
 * blocks, so that another process can go on from the same line.
 */
export interface FoldState {
  nextPosition: number;
  /** The API message that streams at the moment (`message.id`), with its blocks. */
  draft: Draft | null;
  /** Set by the first result; what follows it changes nothing that is shown. */
  ended: boolean;
  /** Whether any text block of the answer itself (no sub-agent, not withdrawn, not empty) was settled. */
  answered: boolean;
  /** The error the CLI last told with an assistant line (`error: "rate_limit"` …), for the result that follows. */
  lastError: string | null;
  /** The activity that was told last, so that it is told once and taken back when text arrives. */
  activity: string | null;
  /** Ids of sub-agents and commands that have not ended: they may go on after the result. */
  tasks: string[];
  /** Lines that were not JSON objects. */
  malformedLines: number;
}
