import type { Change, FeedEvent } from "../core/change.ts";
import type { ChangeBatch } from "../db/changes.ts";
import { type FeedScope, withinScope } from "./scope.ts";

/** One event, and the bytes of it that are made once, for however many readers. */
export class Delivery {
  readonly event: FeedEvent;
  #frame: Buffer | null = null;

  constructor(event: FeedEvent) {
    this.event = event;
  }

  /** As a server-sent event. Its id is the cursor, so that a reader that connects again says where it was. */
  get frame(): Buffer {
    this.#frame ??= Buffer.from(`id: ${this.event.cursor}\ndata: ${JSON.stringify(this.event)}\n\n`);
    return this.#frame;
  }
}

/** What was read at once: everything between two cursors. */
export class SharedEvent {
  readonly from: number;
  readonly cursor: number;
  readonly #changes: Change[];
  readonly #resync: boolean;
  readonly #deliveries = new Map<string, Delivery>();

  constructor(from: number, batch: ChangeBatch) {
    this.from = from;
    this.cursor = batch.cursor;
    this.#changes = batch.changes;
    this.#resync = batch.resync;
  }

  /** What it takes in memory, about. */
  get size(): number {
    return this.deliveryFor("live", this.from)?.frame.length ?? 0;
  }

  /** What a reader at a cursor gets of it: for all readers at its beginning the same object; null when nothing. */
  deliveryFor(scope: FeedScope, cursor: number): Delivery | null {
    if (cursor > this.from && !this.#resync) {
      return toDelivery(
        this.cursor,
        this.#changes.filter((change) => change.seq > cursor),
        scope,
      );
    }
    const key = this.#resync || scope === "live" ? "" : scope.thread;
    const made = this.#deliveries.get(key);
    if (made) return made;
    const delivery = this.#resync ? resyncTo(this.cursor) : toDelivery(this.cursor, this.#changes, scope);
    if (delivery) this.#deliveries.set(key, delivery);
    return delivery;
  }
}

/** What a reader gets that read by itself. */
export function deliveryOf(batch: ChangeBatch): Delivery | null {
  return batch.resync ? resyncTo(batch.cursor) : toDelivery(batch.cursor, batch.changes, "live");
}

function resyncTo(cursor: number): Delivery {
  return new Delivery({ type: "resync", cursor });
}

function toDelivery(cursor: number, all: Change[], scope: FeedScope): Delivery | null {
  const changes = withinScope(all, scope);
  return changes.length > 0 ? new Delivery({ type: "changes", cursor, changes }) : null;
}
