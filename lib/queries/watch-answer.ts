import { applyToMessage, type Change, type MessageChange, messageIdOf, withPlace } from "../core/change.ts";
import { contentOf, isOwnText } from "../core/claude/content.ts";
import { type Block, isTerminal, type MessageView, type Run } from "../core/message.ts";
import { readMessageView } from "../db/views.ts";
import { feedOn, followFeed } from "../live/feed.ts";
import type { Engine } from "./engine.ts";
import { type QueryOutcome, storedOutcome } from "./stored-outcome.ts";

/** What happens to an answer, as one who watches it is told. */
export type AnswerEvent =
  /** The next piece of the answer's own text. */
  | { type: "text"; text: string }
  /** The last so many characters of the text don't count any more: the CLI began that part again. */
  | { type: "withdrawn"; characters: number }
  /** A part that is no text of its own (a tool call, its result, a notice …) began or was settled. */
  | { type: "block"; block: Block }
  | { type: "run"; run: Run }
  | { type: "ended"; outcome: QueryOutcome };

/**
 * Watches an answer, whichever process writes it: all that it says so far, then what comes, until it has ended.
 * @throws SwitchboardError message-unknown
 */
export async function* watchAnswer(
  engine: Engine,
  messageId: string,
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<AnswerEvent> {
  const feed = feedOn(engine.env.databasePath);
  const teller = new AnswerTeller();
  let { view, cursor } = readMessageView(engine.store.db, messageId);
  const scope = { thread: view.threadId };
  yield* teller.begin(view);
  while (!signal.aborted) {
    const outcome = storedOutcome(engine, messageId);
    if (outcome) {
      yield* teller.correct(outcome.content);
      yield { type: "ended", outcome };
      return;
    }
    for await (const event of followFeed(feed, { after: cursor, scope, signal })) {
      if (event.type === "resync") {
        ({ view, cursor } = readMessageView(engine.store.db, messageId));
        yield* teller.correct(contentOf(view.blocks));
        break;
      }
      for (const change of event.changes) {
        const next = applied(view, change);
        if (next === view) continue;
        yield* teller.tell(view, next, change);
        view = next;
      }
      cursor = event.cursor;
      if (isTerminal(view.status)) break;
    }
  }
}

function applied(view: MessageView, change: Change): MessageView {
  if (change.type === "queue") return withPlace(view, change.order);
  if (change.type === "thread" || change.type === "thread-deleted" || change.type === "message-deleted") return view;
  return messageIdOf(change) === view.messageId ? applyToMessage(view, change) : view;
}

/** Turns changes of an answer into what its watcher is told, so that the pieces of text join to its content. */
class AnswerTeller {
  #told = "";

  *begin(view: MessageView): Generator<AnswerEvent> {
    if (view.run) yield { type: "run", run: view.run };
    for (const block of view.blocks) if (!isOwnText(block)) yield { type: "block", block };
    yield* this.correct(contentOf(view.blocks) || view.content);
  }

  *tell(before: MessageView, after: MessageView, change: Change): Generator<AnswerEvent> {
    if (change.type === "run" || change.type === "queue") {
      if (after.run) yield { type: "run", run: after.run };
    } else if (change.type === "text") {
      yield* this.#text(after, change);
    } else if (change.type === "replace" || (change.type === "block" && change.block.state === "withdrawn")) {
      yield* this.correct(contentOf(after.blocks));
    } else if (change.type === "block") {
      const block = after.blocks.find((other) => other.position === change.block.position);
      if (block && !isOwnText(block)) yield { type: "block", block };
    } else if (after.run === null && after.content !== before.content) {
      yield* this.correct(after.content);
    }
  }

  *#text(view: MessageView, change: Extract<MessageChange, { type: "text" }>): Generator<AnswerEvent> {
    const block = view.blocks.findLast((other) => other.position === change.position);
    if (!block || !isOwnText(block) || block.state === "withdrawn") return;
    const isFirst = block.text.length === change.text.length;
    const text = isFirst && this.#told !== "" ? `\n\n${change.text}` : change.text;
    this.#told += text;
    yield { type: "text", text };
  }

  /** Tells what has to be said for the pieces to join to this content. */
  *correct(content: string): Generator<AnswerEvent> {
    if (!content.startsWith(this.#told)) {
      let common = 0;
      while (common < content.length && content[common] === this.#told[common]) common += 1;
      yield { type: "withdrawn", characters: this.#told.length - common };
      this.#told = this.#told.slice(0, common);
    }
    const rest = content.slice(this.#told.length);
    this.#told = content;
    if (rest !== "") yield { type: "text", text: rest };
  }
}
