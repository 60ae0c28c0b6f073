import type { FeedEvent } from "../core/change.ts";
import { type ChangeBatch, currentCursor, readChanges } from "../db/changes.ts";
import { connectAgain } from "../db/client.ts";
import type { Db } from "../db/db.ts";
import { processWide } from "../process-wide.ts";
import { onBell } from "./bell.ts";

/** Which changes a reader wants: those of one thread, or of everything that is being written. */
export type FeedScope = { thread: string } | "live";

/** How often the database is asked whether another process wrote, in milliseconds; only while someone reads. */
const POLL_MS = 100;
/** Least time between two events to one reader, in milliseconds: a frame. */
const EVENT_MS = 16;

/** A connection of its own, so that SQLite's data_version tells of every commit, of this process and of others. */
class Feed {
  readonly db: Db;
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | null = null;
  #version: unknown = null;
  #offBell: (() => void) | null = null;

  constructor(path: string) {
    this.db = connectAgain(path);
  }

  /** Calls `listener` when something may have been committed. @returns ends it */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (this.#timer === null) this.#begin();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#end();
    };
  }

  #begin(): void {
    this.#version = this.#readVersion();
    this.#timer = setInterval(() => {
      const version = this.#readVersion();
      if (version === this.#version) return;
      this.#version = version;
      this.#tell();
    }, POLL_MS);
    this.#timer.unref();
    this.#offBell = onBell(() => this.#tell());
  }

  /** null when the database can't be read: its readers then meet the error, where they can tell of it. */
  #readVersion(): unknown {
    try {
      return this.db.$client.pragma("data_version", { simple: true });
    } catch {
      return null;
    }
  }

  #end(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.#offBell?.();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The feed of this process on a database. */
export function feedOn(path: string): Feed {
  return processWide(`feed ${path}`, () => new Feed(path));
}

/** The newest cursor. */
export function feedCursor(feed: Feed): number {
  return currentCursor(feed.db);
}

/**
 * Gives what changes after a cursor, as it is committed, until `signal` is aborted. A reader that is too far behind
 * gets one "resync" event with the cursor to go on from.
 */
export async function* followFeed(
  feed: Feed,
  { after, scope, signal }: { after: number; scope: FeedScope; signal: AbortSignal },
): AsyncGenerator<FeedEvent> {
  let cursor = after;
  let rung = true;
  let wake: (() => void) | null = null;
  const ring = () => {
    rung = true;
    wake?.();
  };
  const unsubscribe = feed.subscribe(ring);
  signal.addEventListener("abort", ring);
  try {
    while (!signal.aborted) {
      if (!rung) await new Promise<void>((resolve) => (wake = resolve));
      rung = false;
      if (signal.aborted) return;
      const batch = readChanges(feed.db, cursor, scope === "live" ? null : scope.thread);
      cursor = batch.cursor;
      const event = toEvent(batch);
      if (event) yield event;
      if (batch.more) rung = true;
      await new Promise((resolve) => setTimeout(resolve, EVENT_MS));
    }
  } finally {
    unsubscribe();
    signal.removeEventListener("abort", ring);
  }
}

function toEvent(batch: ChangeBatch): FeedEvent | null {
  if (batch.resync) return { type: "resync", cursor: batch.cursor };
  return batch.changes.length > 0 ? { type: "changes", cursor: batch.cursor, changes: batch.changes } : null;
}
