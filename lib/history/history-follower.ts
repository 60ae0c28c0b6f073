import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "../db/db.ts";
import { readSizes } from "../db/history-files.ts";
import { findTranscripts } from "./find-transcripts.ts";
import { type FileSummary, readNewLines } from "./read-transcript.ts";
import { foldersOf, isTranscript } from "./transcript-files.ts";
import { TranscriptWatch } from "./transcript-watch.ts";

/** How often what, in milliseconds. */
export interface FollowTimes {
  /** From a first word of a change to the reading of it: a line comes in several writes. */
  settleMs: number;
  /** From one look at what can't be watched, or is due again, to the next. */
  lookMs: number;
  /** From one look at all transcripts to the next, while everything is watched. */
  sweepMs: number;
  /** The same where not everything can be watched. */
  unwatchedSweepMs: number;
  /** A session whose answer is being written is looked at so often, though its file doesn't grow. */
  openMs: number;
}

export const FOLLOW_TIMES: FollowTimes = {
  settleMs: 40,
  lookMs: 1_000,
  sweepMs: 5 * 60_000,
  unwatchedSweepMs: 15_000,
  openMs: 5_000,
};

/** A file as it is at a time: one that is still so has nothing new. */
interface Stamp {
  size: number;
  mtimeMs: number;
}

/** A file that changed so lately is looked at each time, where it can't be watched; and what it has beside it is watched. */
const HOT_MS = 15 * 60_000;

export interface FollowerOptions {
  db: Db;
  /** The directory that holds `projects`. */
  root: string;
  /** Whether it is this follower's turn to read: the office is its own, and no import runs. */
  mayRead: () => boolean;
  /** What went wrong with one file; it is tried again when it changes. */
  failed: (file: string, error: unknown) => void;
  read?: (db: Db, file: string, root: string) => Promise<FileSummary>;
  times?: Partial<FollowTimes>;
}

/**
 * Reads transcripts while they are written, so that a session that goes on in any terminal is shown live. Between two
 * writes it does nothing but wait.
 */
export class HistoryFollower {
  readonly #options: FollowerOptions;
  readonly #times: FollowTimes;
  readonly #watch = new TranscriptWatch((file) => this.#touched(file));
  /** Each transcript as it was when it was read last. */
  readonly #stamps = new Map<string, Stamp>();
  /** What may have grown, in the order in which it was told. */
  readonly #due = new Set<string>();
  /** Transcripts whose session seems to go on, and when they are to be looked at again. */
  readonly #open = new Map<string, number>();
  #sweptAt = Number.NEGATIVE_INFINITY;
  #knowsStamps = false;
  #wake: () => void = () => {};

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#times = { ...FOLLOW_TIMES, ...options.times };
  }

  /** Follows until the signal comes; then what is being read is read to its end. */
  async follow(signal: AbortSignal): Promise<void> {
    signal.addEventListener("abort", () => this.#wake(), { once: true });
    try {
      while (!signal.aborted) {
        if (this.#options.mayRead()) await this.#round(signal);
        else this.#rest();
        if (!signal.aborted) await this.#pause();
      }
    } finally {
      this.#watch.close();
    }
  }

  /** Someone else reads now. What is read meanwhile is found by the next sweep. */
  #rest(): void {
    this.#watch.close();
    this.#due.clear();
    this.#open.clear();
    this.#stamps.clear();
    this.#knowsStamps = false;
    this.#sweptAt = Number.NEGATIVE_INFINITY;
  }

  async #round(signal: AbortSignal): Promise<void> {
    const every = this.#watch.isWhole ? this.#times.sweepMs : this.#times.unwatchedSweepMs;
    if (performance.now() - this.#sweptAt >= every) await this.#sweep();
    else if (!this.#watch.isWhole) this.#glance();
    for (const [file, at] of this.#open) if (performance.now() >= at) this.#due.add(file);
    for (const file of [...this.#due]) {
      if (signal.aborted || !this.#options.mayRead()) return;
      this.#due.delete(file);
      await this.#read(file);
    }
  }

  /** Looks at all transcripts, and watches the directories that hold them. */
  async #sweep(): Promise<void> {
    const { db, root } = this.#options;
    this.#sweptAt = performance.now();
    if (!this.#knowsStamps) this.#recall(readSizes(db, root));
    const folders = new Set(foldersOf(root));
    // First the watches: what is written while the files are looked at is told by them.
    for (const folder of folders) this.#watch.add(folder);
    const { sessions, strays } = await findTranscripts(root);
    for (const found of [...sessions.flatMap(({ main, agents }) => [...(main ? [main] : []), ...agents]), ...strays]) {
      if (this.#hasChanged(found.path, found)) this.#due.add(found.path);
      if (!this.#isHot(found.path, found)) continue;
      for (const folder of besides(found.path)) if (this.#add(folder)) folders.add(folder);
    }
    this.#watch.keepOnly(folders);
  }

  /** What earlier processes have read, and which sessions they have left open. */
  #recall(sizes: ReturnType<typeof readSizes>): void {
    this.#knowsStamps = true;
    for (const [file, { isOpen, ...stamp }] of sizes) {
      this.#stamps.set(file, stamp);
      if (isOpen) this.#open.set(file, 0);
    }
  }

  #add(folder: string): boolean {
    if (!fs.existsSync(folder)) return false;
    this.#watch.add(folder);
    return true;
  }

  /** Looks at what was written lately, where nobody tells of it. */
  #glance(): void {
    for (const [file, known] of this.#stamps) {
      if (this.#isHot(file, known) && this.#hasChanged(file, stampOf(file))) this.#due.add(file);
    }
  }

  /** Something happened to a file or a directory. */
  #touched(file: string): void {
    if (isTranscript(file)) {
      this.#due.add(file);
      for (const folder of besides(file)) this.#add(folder);
    } else if (path.extname(file) === "") {
      // Perhaps a new directory; what is in it by now was told to nobody.
      if (fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() !== true) return;
      this.#sweptAt = Number.NEGATIVE_INFINITY;
    } else {
      return;
    }
    this.#wake();
  }

  async #read(file: string): Promise<void> {
    const stamp = stampOf(file);
    try {
      const { open } = await (this.#options.read ?? readNewLines)(this.#options.db, file, this.#options.root);
      if (open) this.#open.set(file, performance.now() + this.#times.openMs);
      else this.#open.delete(file);
      if (stamp === null) this.#stamps.delete(file);
      else this.#stamps.set(file, stamp);
    } catch (error) {
      this.#options.failed(file, error);
      // Later: the database may be free then, or the file may have changed.
      this.#open.set(file, performance.now() + this.#times.openMs);
    }
  }

  #hasChanged(file: string, now: Stamp | null): boolean {
    const known = this.#stamps.get(file);
    return now?.size !== known?.size || now?.mtimeMs !== known?.mtimeMs;
  }

  #isHot(file: string, { mtimeMs }: Stamp): boolean {
    return Date.now() - mtimeMs < HOT_MS || this.#open.has(file);
  }

  /** Waits for a change, or until the next look. What was told while others were read need not be waited for. */
  async #pause(): Promise<void> {
    const { lookMs, settleMs } = this.#times;
    const isDue = this.#due.size > 0 || this.#sweptAt === Number.NEGATIVE_INFINITY;
    if (isDue && this.#options.mayRead()) return sleep(settleMs);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lookMs);
      this.#wake = () => {
        clearTimeout(timer);
        setTimeout(resolve, settleMs);
        this.#wake = () => {};
      };
    });
  }
}

/** Where the transcripts of a session's sub-agents stand, and what that is in. */
function besides(file: string): string[] {
  const session = file.replace(/\.jsonl$/, "");
  return [session, path.join(session, "subagents")];
}

function stampOf(file: string): Stamp | null {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat ? { size: stat.size, mtimeMs: stat.mtimeMs } : null;
}
