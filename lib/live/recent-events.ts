import type { SharedEvent } from "./feed-event.ts";

/** The newest events, for readers that are slightly behind: they then cost no read of the database. */
export class RecentEvents {
  readonly #limit: number;
  readonly #events: SharedEvent[] = [];
  #bytes = 0;

  /** @param limit in bytes; the newest event is kept however large it is */
  constructor(limit: number) {
    this.#limit = limit;
  }

  push(event: SharedEvent): void {
    this.#events.push(event);
    this.#bytes += event.size;
    while (this.#bytes > this.#limit && this.#events.length > 1) this.#bytes -= this.#events.shift()?.size ?? 0;
  }

  clear(): void {
    this.#events.length = 0;
    this.#bytes = 0;
  }

  /** The event that leads on from a cursor; undefined when it is forgotten or not there yet. */
  after(cursor: number): SharedEvent | undefined {
    const newest = this.#events.at(-1);
    if (!newest || cursor >= newest.cursor) return;
    return this.#events.findLast((event) => event.from <= cursor);
  }
}
