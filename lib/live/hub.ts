import { type ChangeBatch, currentCursor, readChanges } from "../db/changes.ts";
import { connectAgain, isBusy } from "../db/client.ts";
import type { Db } from "../db/db.ts";
import { onBell } from "./bell.ts";
import { SharedEvent } from "./feed-event.ts";
import { RecentEvents } from "./recent-events.ts";

/** How often the database is asked whether another process wrote, in milliseconds; only while someone reads. */
const POLL_MS = 100;
/** Least time between two events, in milliseconds: a frame. */
const EVENT_MS = 16;
/** How much is kept for readers that are slightly behind, in bytes. */
const RECENT_BYTES = 1_048_576;

/** Who is told by the hub. */
export interface HubListener {
  /** There is more after the hub's former position. */
  news(): void;
  /** The database can't be read any more. */
  failed(error: unknown): void;
}

/**
 * The one reader of a database's changes in this process, for any number of readers: each event is read once and
 * serialised once. Its connection is its own, so that SQLite's data_version tells of every commit, of this process and
 * of others. Without a listener it has no timer.
 */
export class Hub {
  readonly db: Db;
  readonly recent = new RecentEvents(RECENT_BYTES);
  readonly #listeners = new Set<HubListener>();
  readonly #turns: (() => void)[] = [];
  #position = 0;
  #version: unknown = null;
  #readAt = Number.NEGATIVE_INFINITY;
  #poll: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | undefined;
  #offBell = () => {};

  constructor(path: string) {
    this.db = connectAgain(path);
  }

  /** Up to where the hub has read. */
  get position(): number {
    return this.#position;
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  /** Tells a listener what comes, until the function that is returned is called. */
  subscribe(listener: HubListener): () => void {
    if (this.#listeners.size === 0) this.#begin();
    this.#listeners.add(listener);
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#end();
    };
  }

  /** Runs one reader's own read of the database; one per turn of the event loop, so that none holds up the others. */
  inTurn(read: () => void): void {
    this.#turns.push(read);
    if (this.#turns.length === 1) setImmediate(this.#takeTurn);
  }

  readonly #takeTurn = () => {
    this.#turns.shift()?.();
    if (this.#turns.length > 0) setImmediate(this.#takeTurn);
  };

  #begin(): void {
    this.#version = this.#readVersion();
    this.#position = currentCursor(this.db);
    this.#poll = setInterval(() => {
      if (this.#readVersion() !== this.#version) this.#readSoon();
    }, POLL_MS);
    this.#offBell = onBell(() => this.#readSoon());
  }

  #end(): void {
    clearInterval(this.#poll);
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#offBell();
    this.recent.clear();
  }

  /** null when the database can't be read: the read that follows then meets the error. */
  #readVersion(): unknown {
    try {
      return this.db.$client.pragma("data_version", { simple: true });
    } catch {
      return null;
    }
  }

  #readSoon(): void {
    const wait = Math.max(0, this.#readAt + EVENT_MS - performance.now());
    this.#soon ??= setTimeout(() => this.#read(), wait);
  }

  #read(): void {
    this.#soon = undefined;
    this.#readAt = performance.now();
    const version = this.#readVersion();
    let batch: ChangeBatch;
    try {
      batch = readChanges(this.db, this.#position, null);
    } catch (error) {
      if (isBusy(error)) this.#readSoon();
      else for (const listener of [...this.#listeners]) listener.failed(error);
      return;
    }
    this.#version = version;
    if (batch.more) this.#readSoon();
    if (batch.cursor === this.#position && !batch.resync) return;
    // Nothing from before leads on to what comes now.
    if (batch.resync) this.recent.clear();
    this.recent.push(new SharedEvent(this.#position, batch));
    this.#position = batch.cursor;
    for (const listener of [...this.#listeners]) listener.news();
  }
}
