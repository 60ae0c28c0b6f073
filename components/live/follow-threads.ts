import type { Change } from "@/lib/core/change.ts";
import type { FeedSubscriber } from "./tab-feed.ts";

export interface FollowThreadsOptions {
  /** The cursor of the list. */
  after: number;
  /** Reads these threads anew and puts them into the list. */
  readThese(ids: readonly string[]): Promise<void>;
  /** Reads the list anew, from its beginning. @returns its cursor */
  readAll(): Promise<number>;
  /** Something changed that is counted. */
  onCounted(): void;
  subscribe(subscriber: FeedSubscriber): { close(): void };
  /** Runs a function after a time, when someone can see what it brings. Returns its undo. */
  whenShown(run: () => void, delayMs: number): () => void;
}

/** Least time between two readings, in milliseconds: what changes many times a second is read twice a second. */
const BETWEEN_MS = 400;
const FIRST_MS = 60;
const AGAIN_MS = 2_000;
/** When more threads than these changed (an import, say), the list is read anew instead. */
const MOST_THREADS = 100;

const LISTED: readonly Change["type"][] = ["thread", "thread-deleted", "message", "message-deleted", "run"];

/** Keeps a list of threads true: threads that changed are read anew, only those, and together. */
export function followThreads(options: FollowThreadsOptions): { close(): void; reached(): number } {
  return new FollowedThreads(options);
}

class FollowedThreads {
  readonly #options: FollowThreadsOptions;
  #changed = new Set<string>();
  #all = false;
  #reading = false;
  #readAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;
  #subscription: { close(): void } | null = null;
  #reached: number;
  #closed = false;

  constructor(options: FollowThreadsOptions) {
    this.#options = options;
    this.#reached = options.after;
    this.#subscribe();
  }

  /** How far the list is true: what changed since and isn't read yet is before it. */
  reached(): number {
    return this.#changed.size > 0 || this.#all || this.#reading ? this.#options.after : this.#reached;
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#subscription?.close();
  }

  #subscribe(): void {
    this.#subscription = this.#options.subscribe({
      after: this.#reached,
      onChanges: ({ cursor, changes }) => {
        this.#reached = Math.max(this.#reached, cursor);
        const listed = changes.filter((change) => LISTED.includes(change.type));
        if (listed.length === 0) return;
        for (const { threadId } of listed) this.#changed.add(threadId);
        this.#options.onCounted();
        this.#readSoon();
      },
      onResync: () => {
        this.#subscription = null;
        this.#all = true;
        this.#options.onCounted();
        this.#readSoon();
      },
      onState: () => {}, // the shell tells it
    });
  }

  #readSoon(delay = Math.max(FIRST_MS, this.#readAt + BETWEEN_MS - performance.now())): void {
    if (this.#closed || this.#reading) return;
    this.#cancel ??= this.#options.whenShown(() => void this.#read(), delay);
  }

  async #read(): Promise<void> {
    this.#cancel = null;
    this.#reading = true;
    this.#readAt = performance.now();
    const ids = [...this.#changed];
    const all = this.#all || ids.length > MOST_THREADS;
    this.#changed.clear();
    this.#all = false;
    let failed = false;
    try {
      if (all) await this.#readAll();
      else await this.#options.readThese(ids);
    } catch {
      // The server was not reached, as the shell tells; what wasn't read is read later.
      failed = true;
      for (const id of ids) this.#changed.add(id);
      this.#all = all;
    }
    this.#reading = false;
    if (failed) this.#readSoon(AGAIN_MS);
    else if (this.#changed.size > 0 || this.#all) this.#readSoon();
  }

  async #readAll(): Promise<void> {
    const cursor = await this.#options.readAll();
    if (this.#subscription || this.#closed) return;
    this.#reached = cursor;
    this.#subscribe();
  }
}
