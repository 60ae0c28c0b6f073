import { applyToMessage, type Change, messageIdOf, withPlace } from "../core/change.ts";
import { isTerminal, type MessageView } from "../core/message.ts";
import { findBlock } from "../db/runs.ts";
import { readMessageView } from "../db/views.ts";
import { feedOn, followFeed } from "../live/feed.ts";
import { type AnswerEvent, AnswerTeller } from "./answer-teller.ts";
import type { Engine } from "./engine.ts";
import type { QueryOutcome } from "./stored-outcome.ts";

/**
 * Watches an answer, whichever process or program writes it: all that it says so far, then what comes, until it has
 * ended. The pieces of text, without what was withdrawn, join to its content.
 * @throws SwitchboardError message-unknown, also when it is deleted meanwhile
 */
export async function* watchAnswer(
  engine: Engine,
  messageId: string,
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<AnswerEvent> {
  const { db } = engine.store;
  const feed = feedOn(engine.env.databasePath);
  const teller = new AnswerTeller((position) => findBlock(db, messageId, position));
  while (!signal.aborted) {
    let { view, cursor } = readMessageView(db, messageId);
    const outcome = outcomeIn(view);
    yield* teller.catchUp(view, outcome?.content);
    if (outcome) {
      yield { type: "ended", outcome };
      return;
    }
    const scope = { thread: view.threadId };
    reading: for await (const event of followFeed(feed, { after: cursor, scope, signal })) {
      if (event.type === "resync") break;
      for (const change of event.changes) {
        if (isDeletion(change, view)) break reading;
        const next = applied(view, change);
        if (next === view) continue;
        yield* teller.tell(view, next, change);
        view = next;
      }
      cursor = event.cursor;
      if (isTerminal(view.status)) break;
      yield* teller.settle(view);
    }
  }
}

/** How a message ended, by the same snapshot as its text; null while it is being written. */
function outcomeIn({ status, content, run }: MessageView): QueryOutcome | null {
  if (!isTerminal(status)) return null;
  return { status: status === "complete" ? "complete" : "failed", content, failure: run?.failure ?? null };
}

/** Whether the message is gone, or may stand in another thread now. */
function isDeletion(change: Change, view: MessageView): boolean {
  if (change.type === "thread-deleted") return change.threadId === view.threadId;
  return change.type === "message-deleted" && change.messageId === view.messageId;
}

function applied(view: MessageView, change: Change): MessageView {
  if (change.type === "queue") return withPlace(view, change.order);
  if (change.type === "thread" || change.type === "thread-deleted" || change.type === "message-deleted") return view;
  return messageIdOf(change) === view.messageId ? applyToMessage(view, change) : view;
}
