import type { BlockKind } from "../message.ts";
import type { DraftBlock, FoldChange, FoldState } from "./fold-types.ts";
import { wellFormed } from "./read.ts";

/** One call of foldEvent in progress: the state so far (each value immutable) and the changes so far. */
export interface Step {
  state: FoldState;
  readonly changes: FoldChange[];
}

/** What a block is, before its text. */
export interface BlockHead {
  kind: BlockKind;
  name: string | null;
  toolUseId: string | null;
  parentToolUseId: string | null;
}

/** Opens the next block and returns its position. */
export function openBlock(step: Step, head: BlockHead): number {
  const position = step.state.nextPosition;
  step.state = { ...step.state, nextPosition: position + 1 };
  step.changes.push({ type: "open", position, ...head });
  return position;
}

/** Opens a block, gives it its whole text and settles it. */
export function addWhole(step: Step, head: BlockHead, text: string, isError = false): void {
  const position = openBlock(step, head);
  const shown = wellFormed(text);
  if (shown !== "") step.changes.push({ type: "append", position, text: shown });
  settle(step, position, isError);
  if (head.parentToolUseId === null) noteAnswer(step, head.kind, shown);
}

/** Adds a notice: a code for programs, words for people. */
export function addNotice(step: Step, name: string, text: string, parentToolUseId: string | null = null): void {
  addWhole(step, { kind: "notice", name, toolUseId: null, parentToolUseId }, text);
}

/** Says what the CLI is busy with, once; null takes it back. */
export function setActivity(step: Step, text: string | null): void {
  if (step.state.activity === text) return;
  step.state = { ...step.state, activity: text };
  step.changes.push({ type: "activity", text });
}

/** Tells that a block is final. */
export function settle(step: Step, position: number, isError = false): void {
  step.changes.push({ type: "settle", position, isError });
}

/** Remembers that the answer has text of its own, once a block with text is settled. */
export function noteAnswer(step: Step, kind: BlockKind, text: string): void {
  if (kind === "text" && text !== "" && !step.state.answered) step.state = { ...step.state, answered: true };
}

/** Puts a changed block of the draft in the place of the old one. */
export function putDraftBlock(step: Step, block: DraftBlock): void {
  const draft = step.state.draft;
  if (draft === null) return;
  const blocks = draft.blocks.map((old) => (old.position === block.position ? block : old));
  step.state = { ...step.state, draft: { ...draft, blocks } };
}
