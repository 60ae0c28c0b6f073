import { addNotice, type BlockHead, noteAnswer, openBlock, putDraftBlock, type Step, settle } from "./fold-step.ts";
import type { DraftBlock } from "./fold-types.ts";
import { wellFormed } from "./read.ts";

const HIGH_SURROGATE_AT_END = /[\ud800-\udbff]$/;

/** Begins the draft of an API message. A draft before it with open blocks was a broken stream. */
export function startDraft(step: Step, apiMessageId: string): void {
  withdrawBrokenDraft(step);
  step.state = { ...step.state, draft: { apiMessageId, blocks: [] } };
}

/** Opens a block that streams. */
export function openDraftBlock(step: Step, index: number | null, head: BlockHead): DraftBlock {
  const position = openBlock(step, head);
  const block = { position, kind: head.kind, index, settled: false, confirmed: false, text: "", held: "" };
  const { draft } = step.state;
  if (draft !== null) step.state = { ...step.state, draft: { ...draft, blocks: [...draft.blocks, block] } };
  return block;
}

/**
 * Appends a delta. When it ends within a surrogate pair, that half waits for the other one: stores write UTF-8, which
 * has no form for half a pair.
 */
export function appendToDraft(step: Step, block: DraftBlock, delta: string): void {
  const joined = block.held + delta;
  const held = HIGH_SURROGATE_AT_END.test(joined) ? joined.slice(-1) : "";
  const text = wellFormed(held === "" ? joined : joined.slice(0, -1));
  if (text !== "") step.changes.push({ type: "append", position: block.position, text });
  putDraftBlock(step, { ...block, text: block.text + text, held });
}

/**
 * Settles a block of the draft with the text that the assistant line gave, which is authoritative. A block that was
 * settled when its message stopped had come whole: it is only marked as confirmed.
 */
export function confirmDraftBlock(step: Step, block: DraftBlock, text: string): void {
  const { position } = block;
  const whole = wellFormed(text);
  if (!block.settled) {
    if (!whole.startsWith(block.text)) step.changes.push({ type: "replace", position, text: whole });
    else if (whole !== block.text) {
      step.changes.push({ type: "append", position, text: whole.slice(block.text.length) });
    }
    settle(step, position);
    noteAnswer(step, block.kind, whole);
  }
  putDraftBlock(step, { ...block, settled: true, confirmed: true, text: "", held: "" });
}

/** Settles what is open with the text it has: no more of it is to come. The blocks wait for late assistant lines. */
export function stopDraft(step: Step): void {
  for (const block of step.state.draft?.blocks ?? []) {
    if (block.settled) continue;
    const rest = wellFormed(block.held);
    if (rest !== "") step.changes.push({ type: "append", position: block.position, text: rest });
    settle(step, block.position);
    noteAnswer(step, block.kind, block.text + rest);
    putDraftBlock(step, { ...block, settled: true, text: "", held: "" });
  }
}

/** Ends the draft and keeps what it has. */
export function settleDraft(step: Step): void {
  stopDraft(step);
  step.state = { ...step.state, draft: null };
}

/**
 * Another API message begins although the draft has open blocks: the stream broke, and the CLI asked again without a
 * word. The open blocks are withdrawn, since the new message repeats them. (The CLI does so only while no block is
 * complete; later it keeps what came and says that the connection was closed.)
 */
export function withdrawBrokenDraft(step: Step): void {
  const open = step.state.draft?.blocks.filter((block) => !block.settled) ?? [];
  step.state = { ...step.state, draft: null };
  if (open.length === 0) return;
  for (const { position } of open) step.changes.push({ type: "withdraw", position });
  addNotice(
    step,
    "stream-broken",
    "The connection to the API broke off, and Claude began this part of the answer again.",
  );
}
