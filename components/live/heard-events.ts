import type { FeedEvent } from "@/lib/core/change.ts";
import type { HeardEvent } from "./feed-connection.ts";

/** Characters that are kept, about. */
const LIMIT = 500_000;
/** What a change takes besides its text, about. */
const CHANGE_SIZE = 300;

/**
 * What this tab heard lately of the feed: from `start`, which is forgotten more and more, to `end`, which is where the
 * tab stands. Views that begin with an older snapshot, and other tabs, get from it what they missed.
 */
export class HeardEvents {
  #start: number;
  #end: number;
  #size = 0;
  #heard: { heard: HeardEvent; size: number }[] = [];

  constructor(cursor: number) {
    this.#start = cursor;
    this.#end = cursor;
  }

  get end(): number {
    return this.#end;
  }

  /** Begins anew at a cursor: what was before it can't be told any more. */
  restart(cursor: number): void {
    this.#heard = [];
    this.#size = 0;
    this.#start = cursor;
    this.#end = cursor;
  }

  add(heard: HeardEvent): void {
    const size = sizeOf(heard.event);
    this.#heard.push({ heard, size });
    this.#size += size;
    this.#end = heard.event.cursor;
    let dropped = 0;
    while (this.#size > LIMIT) {
      const oldest = this.#heard[dropped];
      if (!oldest) break;
      dropped += 1;
      this.#size -= oldest.size;
      this.#start = oldest.heard.event.cursor;
    }
    this.#heard.splice(0, dropped);
  }

  /** What came after a cursor; null when that isn't known any more. */
  since(cursor: number): HeardEvent[] | null {
    if (cursor < this.#start) return null;
    const first = this.#heard.findLastIndex(({ heard }) => heard.event.cursor <= cursor) + 1;
    return this.#heard.slice(first).map(({ heard }) => heard);
  }
}

function sizeOf(event: FeedEvent): number {
  if (event.type !== "changes") return CHANGE_SIZE;
  return event.changes.reduce((size, change) => {
    if (change.type === "text" || change.type === "replace") return size + CHANGE_SIZE + change.text.length;
    return size + CHANGE_SIZE + (change.type === "message" ? change.message.content.length : 0);
  }, 0);
}
