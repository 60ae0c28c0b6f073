import type { FeedEvent } from "@/lib/core/change.ts";
import type { ConnectionState, HeardEvent } from "./feed-connection.ts";
import { HeardEvents } from "./heard-events.ts";

export type ChangesEvent = Extract<FeedEvent, { type: "changes" }>;

/** A view that follows the feed. */
export interface FeedSubscriber {
  /** The cursor of the view that the changes are to be applied to. */
  after: number;
  /** Events may begin before the view's cursor: it leaves out what it holds already. */
  onChanges(event: ChangesEvent): void;
  /** The view has to be read anew. Its subscription has ended. */
  onResync(): void;
  onState(state: ConnectionState): void;
}

/** Where a tab has its events from: a connection of its own, or one that all tabs of the browser share. */
export interface FeedUpstream {
  close(): void;
}

export interface UpstreamOptions {
  /** What the tab heard so far; `end` is the cursor to go on from. */
  heard: HeardEvents;
  onEvent(heard: HeardEvent): void;
  /** Something was missed: everything is to be read anew, and what comes follows from this cursor. */
  onGap(cursor: number): void;
  onState(state: ConnectionState): void;
}

/** The feed of one tab, for all of its views. */
export class TabFeed {
  readonly #open: (options: UpstreamOptions) => FeedUpstream;
  readonly #subscribers = new Set<FeedSubscriber>();
  /** Subscribers that haven't got yet what they missed. */
  readonly #behind = new Set<FeedSubscriber>();
  #heard: HeardEvents | null = null;
  #upstream: FeedUpstream | null = null;
  #state: ConnectionState | null = null;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #away = false;

  constructor(open: (options: UpstreamOptions) => FeedUpstream) {
    this.#open = open;
  }

  /** Gives a view what comes after its cursor, and first what it missed. Returns its undo. */
  subscribe(subscriber: FeedSubscriber): { close(): void } {
    this.#subscribers.add(subscriber);
    this.#behind.add(subscriber);
    if (this.#state) subscriber.onState(this.#state);
    if (this.#heard && this.#upstream) this.#catchUp(this.#heard);
    this.#settleSoon();
    return {
      close: () => {
        this.#subscribers.delete(subscriber);
        this.#behind.delete(subscriber);
        this.#settleSoon();
      },
    };
  }

  /** The page is left, and may be shown again as it was: other tabs must not depend on it meanwhile. */
  leave(): void {
    this.#away = true;
    this.#settle();
  }

  /** The page is shown again. */
  comeBack(): void {
    this.#away = false;
    this.#settle();
  }

  /** Later, so that the views of a page begin together, and one that takes another's place finds the feed open. */
  #settleSoon(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#settle());
  }

  #settle(): void {
    if (this.#away || this.#subscribers.size === 0) {
      this.#upstream?.close();
      this.#upstream = null;
      return;
    }
    if (this.#upstream) return;
    const oldest = Math.min(...[...this.#subscribers].map(({ after }) => after));
    // What was heard long ago is of no use to views that are newer than all of it.
    const heard = this.#heard && this.#heard.end >= oldest ? this.#heard : new HeardEvents(oldest);
    this.#heard = heard;
    this.#catchUp(heard);
    this.#upstream = this.#open({
      heard,
      onEvent: (event) => this.#hear(heard, event),
      onGap: (cursor) => this.#readAnew(heard, cursor),
      onState: (state) => this.#tell(state),
    });
  }

  #catchUp(heard: HeardEvents): void {
    for (const subscriber of this.#behind) {
      const missed = heard.since(subscriber.after);
      if (missed === null) this.#end(subscriber);
      else for (const { event } of missed) if (event.type === "changes") subscriber.onChanges(event);
    }
    this.#behind.clear();
  }

  #hear(heard: HeardEvents, came: HeardEvent): void {
    const { event } = came;
    if (event.type === "resync") this.#readAnew(heard, event.cursor);
    else {
      heard.add(came);
      for (const subscriber of this.#subscribers) subscriber.onChanges(event);
    }
  }

  #readAnew(heard: HeardEvents, cursor: number): void {
    heard.restart(cursor);
    for (const subscriber of [...this.#subscribers]) this.#end(subscriber);
  }

  #end(subscriber: FeedSubscriber): void {
    this.#subscribers.delete(subscriber);
    queueMicrotask(() => subscriber.onResync());
  }

  #tell(state: ConnectionState): void {
    this.#state = state;
    for (const subscriber of this.#subscribers) subscriber.onState(state);
  }
}
