import { readContentBlock } from "./content-block.ts";
import { appendToDraft, openDraftBlock, startDraft, stopDraft } from "./fold-draft.ts";
import { type Step, setActivity } from "./fold-step.ts";
import type { DraftBlock } from "./fold-types.ts";
import { numberOf, recordOf, stringOf } from "./read.ts";

/** Folds a piece of the stream (--include-partial-messages): text, thinking and tool input as they arrive. */
export function foldStreamEvent(step: Step, data: Record<string, unknown>): void {
  // Sub-agents do not stream; should one do so, its assistant lines bring its blocks whole.
  if (stringOf(data.parent_tool_use_id) !== null) return;
  const event = recordOf(data.event);
  switch (event.type) {
    case "message_start":
      startDraft(step, stringOf(recordOf(event.message).id) ?? "");
      return;
    case "content_block_start":
      foldBlockStart(step, event);
      return;
    case "content_block_delta":
      foldDelta(step, event);
      return;
    case "message_stop":
      stopDraft(step);
      return;
    default:
      // content_block_stop, message_delta, ping, and what later versions add: the assistant and result lines tell what
      // matters of it. A block is not settled at its stop, since a broken stream could still take it back.
      return;
  }
}

function foldBlockStart(step: Step, event: Record<string, unknown>): void {
  if (step.state.draft === null) return;
  setActivity(step, null);
  const { head, text } = readContentBlock(event.content_block, null);
  const block = openDraftBlock(step, numberOf(event.index), head);
  // A tool's input is {} here and streams as deltas.
  if (head.kind !== "tool_use" && text !== "") appendToDraft(step, block, text);
}

function foldDelta(step: Step, event: Record<string, unknown>): void {
  const block = blockAt(step, event);
  if (block === null || block.settled) return;
  const delta = recordOf(event.delta);
  const text = deltaText(block, delta);
  if (text === null || text === "") return;
  setActivity(step, null);
  appendToDraft(step, block, text);
}

function deltaText(block: DraftBlock, delta: Record<string, unknown>): string | null {
  if (delta.type === "text_delta" && block.kind === "text") return stringOf(delta.text);
  if (delta.type === "thinking_delta" && block.kind === "thinking") return stringOf(delta.thinking);
  if (delta.type === "input_json_delta" && block.kind === "tool_use") return stringOf(delta.partial_json);
  // Signatures and citations are not shown; input of an unknown kind of block comes whole with the assistant line.
  return null;
}

function blockAt(step: Step, event: Record<string, unknown>): DraftBlock | null {
  const index = numberOf(event.index);
  return step.state.draft?.blocks.find((block) => block.index === index) ?? null;
}
