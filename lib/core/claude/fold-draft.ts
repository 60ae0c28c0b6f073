import { addNotice, type BlockHead, noteAnswer, openBlock, putDraftBlock, type Step, settle } from "./fold-step.ts";
import type { DraftBlock } from "./fold-types.ts";
import { wellFormed } from "./read.ts";

const HIGH_SURROGATE_AT_END = /[\ud800-\udbff]$/;

/** Begins the draft of an API message. A draft before it that never stopped was a broken stream. */
export function startDraft(step: Step, apiMessageId: string): void {
  withdrawBrokenDraft(step, apiMessageId);
  const { answered } = step.state;
  step.state = { ...step.state, draft: { apiMessageId, stopped: false, answeredBefore: answered, blocks: [] } };
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

/** Settles a block of the draft with the text it has. */
export function settleDraftBlock(step: Step, block: DraftBlock, options: { confirmed: boolean }): void {
  if (!block.settled) {
    const rest = wellFormed(block.held);
    if (rest !== "") step.changes.push({ type: "append", position: block.position, text: rest });
    settle(step, block.position);
    noteAnswer(step, block.kind, block.text + rest);
  }
  putDraftBlock(step, { ...block, settled: true, confirmed: options.confirmed, text: "", held: "" });
}

/**
 * Settles a block of the draft with the text the assistant line gave, which is authoritative. A block that its
 * content_block_stop settled before had come whole: it is only marked as confirmed.
 */
export function confirmDraftBlock(step: Step, block: DraftBlock, text: string): void {
  const { position } = block;
  const whole = wellFormed(text);
  if (!block.settled && block.text !== whole) {
    if (whole.startsWith(block.text)) {
      step.changes.push({ type: "append", position, text: whole.slice(block.text.length) });
    } else {
      step.changes.push({ type: "replace", position, text: whole });
    }
  }
  settleDraftBlock(step, block.settled ? block : { ...block, text: whole, held: "" }, { confirmed: true });
}

/** Ends the draft and keeps what it has: nothing more of it is to come. */
export function settleDraft(step: Step): void {
  for (const block of step.state.draft?.blocks ?? []) {
    if (!block.settled) settleDraftBlock(step, block, { confirmed: false });
  }
  step.state = { ...step.state, draft: null };
}

/** message_stop: the message is complete, and stays. Its blocks wait for assistant lines that come late. */
export function stopDraft(step: Step): void {
  for (const block of step.state.draft?.blocks ?? []) {
    if (!block.settled) settleDraftBlock(step, block, { confirmed: false });
  }
  if (step.state.draft !== null) step.state = { ...step.state, draft: { ...step.state.draft, stopped: true } };
}

/** A tool answered: the CLI has accepted the blocks settled so far, so they are never withdrawn. */
export function acceptSettledBlocks(step: Step): void {
  const { draft, answered } = step.state;
  if (draft === null || !draft.blocks.some((block) => block.confirmed)) return;
  const blocks = draft.blocks.filter((block) => !block.confirmed);
  step.state = { ...step.state, draft: { ...draft, answeredBefore: answered, blocks } };
}

/**
 * Another API message came although the draft never stopped: the stream broke, and the CLI asked again for the whole
 * message without a word. All blocks of the draft are withdrawn, settled ones too, since the new message repeats them.
 */
export function withdrawBrokenDraft(step: Step, apiMessageId: string): void {
  const { draft } = step.state;
  if (draft === null || draft.apiMessageId === apiMessageId) return;
  step.state = { ...step.state, draft: null };
  if (draft.stopped || draft.blocks.length === 0) return;
  for (const { position } of draft.blocks) step.changes.push({ type: "withdraw", position });
  step.state = { ...step.state, answered: draft.answeredBefore };
  addNotice(
    step,
    "stream-broken",
    "The connection to the API broke off, and Claude began this part of the answer again.",
  );
}
