import { isSwitchboardError } from "../lib/core/failure.ts";
import { applyToWindow, joinWindows, type ThreadWindow, type WindowPlace } from "../lib/core/thread-window.ts";
import { readChanges } from "../lib/db/changes.ts";
import type { Db } from "../lib/db/db.ts";
import { readThreadWindow, readWindowCounts, type WindowBudget } from "../lib/db/thread-window.ts";
import { snapshot } from "./page.ts";

/** What a window shows of its messages. The content of an answer with blocks is in them. */
export function messagesOf({ messages }: Pick<ThreadWindow, "messages">): unknown[] {
  return messages.map(({ readAt: _, ...message }) => shown(message));
}

/** What a page of the whole thread would show of the same part, and how much there is around it. */
export function expectedOf(db: Db, window: ThreadWindow): unknown {
  const all = snapshot(db, window.thread.threadId).messages;
  const at = (messageId?: string) => all.findIndex((message) => message.messageId === messageId);
  const from = window.before === 0 ? 0 : at(window.messages[0]?.messageId);
  const to = window.after === 0 ? all.length : at(window.messages.at(-1)?.messageId) + 1;
  return { before: from, messages: all.slice(from, to).map(shown), after: all.length - to };
}

function shown<Message extends { content: string; type: string; run: unknown; blocks: unknown[] }>(message: Message) {
  const saysItInBlocks = message.run !== null || (message.type === "response" && message.blocks.length > 0);
  return saysItInBlocks ? { ...message, content: "" } : message;
}

/** A page that follows a part of a thread as a browser does: by changes, and by reading what those can't tell. */
export class WindowPage {
  readonly #db: Db;
  readonly #threadId: string;
  readonly #budget: WindowBudget;
  window: ThreadWindow;

  constructor(db: Db, threadId: string, place: WindowPlace, budget: WindowBudget) {
    this.#db = db;
    this.#threadId = threadId;
    this.#budget = budget;
    this.window = this.#at(place);
  }

  /** Reads what one event brings. @returns whether more is waiting */
  read(): boolean {
    const batch = readChanges(this.#db, this.window.cursor, this.#threadId);
    if (batch.resync) this.#readAnew();
    else this.window = applyToWindow(this.window, batch.changes, batch.cursor);
    return batch.more;
  }

  /** Reads all that is waiting, and what changes couldn't tell. */
  settle(): void {
    while (this.read());
    if (this.window.stale?.what === "messages") this.#readAnew();
    else if (this.window.stale?.what === "counts") this.#count();
  }

  /** Reads on at an edge, without having heard of what changed before. */
  grow(at: "before" | "after"): void {
    const edge = at === "before" ? this.window.messages[0] : this.window.messages.at(-1);
    if (!edge || this.window[at] === 0) return;
    const place = { at, messageId: edge.messageId };
    const read = this.#unlessGone(() => this.#at(place));
    if (read) this.window = joinWindows(this.window, read, place);
  }

  #count(): void {
    const [first, last] = [this.window.messages[0], this.window.messages.at(-1)];
    if (!first || !last) return;
    const edges = { first: first.messageId, last: last.messageId };
    const { before, after } = readWindowCounts(this.#db, this.#threadId, edges);
    this.window = { ...this.window, before, after, stale: null };
  }

  #readAnew(): void {
    const middle = this.window.messages[this.window.messages.length >> 1];
    const around = middle && { at: "around" as const, messageId: middle.messageId };
    this.window = (around && this.#unlessGone(() => this.#at(around))) ?? this.#at({ at: "end" });
  }

  #at(place: WindowPlace): ThreadWindow {
    const window = readThreadWindow(this.#db, this.#threadId, place, this.#budget);
    if (!window) throw new Error(`There is no thread ${this.#threadId}.`);
    return window;
  }

  #unlessGone(read: () => ThreadWindow): ThreadWindow | null {
    try {
      return read();
    } catch (error) {
      if (isSwitchboardError(error) && error.code === "message-unknown") return null;
      throw error;
    }
  }
}
