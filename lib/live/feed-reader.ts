import { currentCursor, readChanges } from "../db/changes.ts";
import { type Delivery, deliveryOf } from "./feed-event.ts";
import type { Hub, HubListener } from "./hub.ts";
import type { FeedScope } from "./scope.ts";

export interface FeedReaderOptions {
  /** The cursor to go on from; null: from now on. What is no cursor of this database leads to a "resync" event. */
  after: number | null;
  scope: FeedScope;
  /** There may be something to take. */
  onNews(): void;
  onFailed(error: unknown): void;
}

/**
 * One reader's place in the feed. It takes event by event, when it can: nothing is queued for it. Near the tail it gets
 * what the hub read for all; further behind it reads the database itself, one bounded batch at a time.
 */
export class FeedReader implements HubListener {
  readonly #hub: Hub;
  readonly #options: FeedReaderOptions;
  readonly #unsubscribe: () => void;
  #cursor: number;
  /** Whether the cursor is known to be one of this database, within what its log still has. */
  #known = false;
  #ready: Delivery | null = null;
  #waiting = false;
  #closed = false;

  constructor(hub: Hub, options: FeedReaderOptions) {
    this.#hub = hub;
    this.#options = options;
    this.#unsubscribe = hub.subscribe(this);
    this.#cursor = options.after ?? currentCursor(hub.db);
    this.#known = options.after === null || options.after === hub.position;
  }

  /** The next event; null when there is none yet: `onNews` is called when there is. */
  next(): Delivery | null {
    const ready = this.#ready;
    this.#ready = null;
    if (ready) return ready;
    while (!this.#closed && !(this.#known && this.#cursor >= this.#hub.position)) {
      const event = this.#waiting ? undefined : this.#hub.recent.after(this.#cursor);
      if (!event) {
        this.#readInTurn();
        return null;
      }
      const delivery = event.deliveryFor(this.#options.scope, this.#cursor);
      this.#known = true;
      this.#cursor = event.cursor;
      if (delivery) return delivery;
    }
    return null;
  }

  news(): void {
    // The log may have been put back to an earlier state, where this cursor is one of the future.
    if (this.#cursor > this.#hub.position) this.#known = false;
    this.#options.onNews();
  }

  failed(error: unknown): void {
    this.close();
    this.#options.onFailed(error);
  }

  close(): void {
    this.#closed = true;
    this.#ready = null;
    this.#unsubscribe();
  }

  #readInTurn(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#hub.inTurn(() => {
      this.#waiting = false;
      if (this.#closed) return;
      try {
        this.#read();
      } catch (error) {
        this.failed(error);
      }
    });
  }

  #read(): void {
    const { scope } = this.#options;
    const batch = readChanges(this.#hub.db, this.#cursor, scope === "live" ? null : scope.thread);
    this.#known = true;
    this.#cursor = batch.cursor;
    this.#ready = deliveryOf(batch);
    if (this.#ready || batch.more) this.news();
  }
}
