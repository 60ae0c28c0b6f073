import { foldAssistant } from "./fold-assistant.ts";
import {
  foldAuthStatus,
  foldControlRequest,
  foldControlResponse,
  foldRateLimit,
  foldToolProgress,
} from "./fold-control.ts";
import { settleDraft } from "./fold-draft.ts";
import { foldResult } from "./fold-result.ts";
import { addWhole, type Step, setActivity } from "./fold-step.ts";
import { foldStreamEvent } from "./fold-stream-event.ts";
import { foldSystem } from "./fold-system.ts";
import type { ClaudeEvent, FoldChange, FoldState, KnownEventType } from "./fold-types.ts";
import { foldUser } from "./fold-user.ts";
import { cutRaw } from "./read.ts";

/** What one event leads to. */
export interface Folded {
  state: FoldState;
  changes: FoldChange[];
}

/** The fold before the first line. */
export function initialFold(): FoldState {
  return {
    nextPosition: 0,
    draft: null,
    ended: false,
    answered: false,
    lastError: null,
    activity: null,
    tasks: [],
    malformedLines: 0,
  };
}

/**
 * Says what an event means for the store. Pure: the given state is not changed. After the first result nothing
 * changes any more. An event of unknown kind becomes a block that shows it; none is dropped, and none throws.
 */
export function foldEvent(state: FoldState, event: ClaudeEvent): Folded {
  if (state.ended) return { state, changes: [] };
  const step: Step = { state, changes: [] };
  if (event.kind === "known") {
    HANDLERS[event.type]?.(step, event.data);
  } else {
    if (event.kind === "malformed") step.state = { ...state, malformedLines: state.malformedLines + 1 };
    const name = event.kind === "malformed" ? "malformed" : event.type;
    addWhole(step, { kind: "unknown", name, toolUseId: null, parentToolUseId: null }, cutRaw(event.raw));
  }
  return { state: step.state, changes: step.changes };
}

/** For a run whose process ended without a result: settles what still streams, so that its partial text is kept. */
export function closeFold(state: FoldState): Folded {
  if (state.ended) return { state, changes: [] };
  const step: Step = { state, changes: [] };
  settleDraft(step);
  setActivity(step, null);
  return { state: { ...step.state, ended: true }, changes: step.changes };
}

/** Keyed by the closed list of known types, so no word from outside reaches the prototype. */
const HANDLERS: Partial<Record<KnownEventType, (step: Step, data: Record<string, unknown>) => void>> = {
  system: foldSystem,
  stream_event: foldStreamEvent,
  assistant: foldAssistant,
  user: foldUser,
  result: foldResult,
  control_request: foldControlRequest,
  control_response: foldControlResponse,
  rate_limit_event: foldRateLimit,
  tool_progress: foldToolProgress,
  auth_status: foldAuthStatus,
};
