import type { Change, MessageChange } from "../core/change.ts";
import { contentOf, isOwnText } from "../core/claude/content.ts";
import type { Block, MessageView, Run } from "../core/message.ts";
import type { QueryOutcome } from "./stored-outcome.ts";

/** What happens to an answer, as one who watches it is told. */
export type AnswerEvent =
  /** The next piece of the answer's own text. */
  | { type: "text"; text: string }
  /** The end of the text so far doesn't count any more: the CLI began that part again. `text` is that end. */
  | { type: "withdrawn"; text: string }
  /** All text so far is final: no part of it will be withdrawn. */
  | { type: "settled" }
  /** A part that is no text of its own (a tool call, its result, a notice …) began, or was settled and is whole. */
  | { type: "block"; block: Block }
  | { type: "run"; run: Run }
  | { type: "ended"; outcome: QueryOutcome };

/** Turns changes of an answer into what its watcher is told, so that the pieces of text join to its content. */
export class AnswerTeller {
  /** Gives a block as it is stored: what is told of its state may come before all of its text. */
  readonly #stored: (position: number) => Block | null;
  #told = "";
  /** How much of that is final. */
  #settled = 0;
  /** The states of blocks that were told, by position. */
  readonly #states = new Map<number, Block["state"]>();
  #run = "";

  constructor(stored: (position: number) => Block | null) {
    this.#stored = stored;
  }

  /** Tells what is in a snapshot and was not told yet, in its order. */
  *catchUp(view: MessageView, content = contentIn(view)): Generator<AnswerEvent> {
    if (view.run) yield* this.#tellRun(view.run);
    yield* this.#withdrawUnless(content);
    let length = 0;
    for (const block of view.blocks) {
      if (!isOwnText(block)) yield* this.#tellBlock(block);
      else if (block.state !== "withdrawn" && block.text !== "") {
        length += (length === 0 ? 0 : SEPARATOR.length) + block.text.length;
        yield* this.#tellUpTo(content.slice(0, length));
      }
    }
    yield* this.#tellUpTo(content);
    yield* this.settle(view);
  }

  /** Tells what one change means, which was applied to the view. */
  *tell(before: MessageView, after: MessageView, change: Change): Generator<AnswerEvent> {
    if (change.type === "run" || change.type === "queue") {
      if (after.run) yield* this.#tellRun(after.run);
    } else if (change.type === "text") {
      yield* this.#tellPiece(after, change);
    } else if (change.type === "block" && change.block.state !== "withdrawn") {
      const block = after.blocks.find((other) => other.position === change.block.position);
      if (block && !isOwnText(block)) yield* this.#tellBlock(block);
    } else if (change.type === "replace" || change.type === "block") {
      yield* this.#correct(contentIn(after));
    } else if (after.run === null && after.content !== before.content) {
      yield* this.#correct(after.content);
    }
  }

  /** Tells that the text so far is final, when it is: whoever can't take a word back waits for this. */
  *settle(view: MessageView): Generator<AnswerEvent> {
    if (this.#told.length === this.#settled || view.blocks.length === 0) return;
    if (view.blocks.some((block) => isOwnText(block) && block.state === "open")) return;
    this.#settled = this.#told.length;
    yield { type: "settled" };
  }

  *#tellRun(run: Run): Generator<AnswerEvent> {
    const told = JSON.stringify(run);
    if (told === this.#run) return;
    this.#run = told;
    yield { type: "run", run };
  }

  *#tellBlock(block: Block): Generator<AnswerEvent> {
    if (this.#states.get(block.position) === block.state) return;
    this.#states.set(block.position, block.state);
    const whole = block.state === "open" ? block : this.#stored(block.position);
    if (whole) yield { type: "block", block: whole };
  }

  *#tellPiece(view: MessageView, change: Extract<MessageChange, { type: "text" }>): Generator<AnswerEvent> {
    const block = view.blocks.findLast((other) => other.position === change.position);
    if (change.text === "" || !block || !isOwnText(block) || block.state === "withdrawn") return;
    const isFirst = block.text.length === change.text.length;
    const text = isFirst && this.#told !== "" ? SEPARATOR + change.text : change.text;
    this.#told += text;
    yield { type: "text", text };
  }

  /** Tells what has to be said for the pieces to join to this content. */
  *#correct(content: string): Generator<AnswerEvent> {
    yield* this.#withdrawUnless(content);
    yield* this.#tellUpTo(content);
  }

  /** Takes back what was told and is not how this content begins. */
  *#withdrawUnless(content: string): Generator<AnswerEvent> {
    if (content.startsWith(this.#told)) return;
    const kept = commonLength(content, this.#told);
    const text = this.#told.slice(kept);
    this.#told = this.#told.slice(0, kept);
    this.#settled = Math.min(this.#settled, kept);
    yield { type: "withdrawn", text };
  }

  /** Tells the rest of a text whose beginning was told. */
  *#tellUpTo(content: string): Generator<AnswerEvent> {
    const text = content.slice(this.#told.length);
    if (text === "") return;
    this.#told = content;
    yield { type: "text", text };
  }
}

/** What stands between two parts of the text (see contentOf). */
const SEPARATOR = "\n\n";

/** The content by the blocks; that of a message without blocks is its own. */
function contentIn(view: MessageView): string {
  return contentOf(view.blocks) || view.content;
}

/** How many characters two texts begin with in common, without a half of a surrogate pair. */
function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  const last = one.charCodeAt(length - 1);
  return last >= 0xd800 && last <= 0xdbff ? length - 1 : length;
}
