import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "../db/db.ts";
import { readFileStamps, sizeStamp } from "../db/history-stamps.ts";
import { type FileSummary, readNewLines } from "./read-transcript.ts";
import { foldersOf, isTranscript, transcriptsIn } from "./transcript-files.ts";
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
  /** Size and time of each transcript when it was read last. */
  readonly #stamps = new Map<string, string>();
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
    this.#stamps.clear();
    this.#knowsStamps = false;
    this.#sweptAt = Number.NEGATIVE_INFINITY;
  }

  async #round(signal: AbortSignal): Promise<void> {
    const every = this.#watch.isWhole ? this.#times.sweepMs : this.#times.unwatchedSweepMs;
    if (performance.now() - this.#sweptAt >= every) this.#sweep();
    else if (!this.#watch.isWhole) this.#glance();
    for (const [file, at] of this.#open) if (performance.now() >= at) this.#due.add(file);
    for (const file of [...this.#due]) {
      if (signal.aborted || !this.#options.mayRead()) return;
      this.#due.delete(file);
      await this.#read(file);
    }
  }

  /** Looks at all transcripts, and watches the directories that hold them. */
  #sweep(): void {
    const { db, root } = this.#options;
    this.#sweptAt = performance.now();
    if (!this.#knowsStamps) for (const { path, stamp } of readFileStamps(db, root)) this.#stamps.set(path, stamp);
    this.#knowsStamps = true;
    const folders = new Set(foldersOf(root));
    for (const folder of folders) this.#watch.add(folder);
    for (const file of transcriptsIn(root)) {
      if (this.#hasChanged(file)) this.#due.add(file);
      if (this.#isHot(file)) for (const folder of besides(file)) if (this.#add(folder)) folders.add(folder);
    }
    this.#watch.keepOnly(folders);
  }

  #add(folder: string): boolean {
    if (!fs.existsSync(folder)) return false;
    this.#watch.add(folder);
    return true;
  }

  /** Looks at what was written lately, where nobody tells of it. */
  #glance(): void {
    for (const file of this.#stamps.keys()) if (this.#isHot(file) && this.#hasChanged(file)) this.#due.add(file);
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

  #hasChanged(file: string): boolean {
    return stampOf(file) !== (this.#stamps.get(file) ?? null);
  }

  #isHot(file: string): boolean {
    const changedAt = Number(this.#stamps.get(file)?.split(" ")[1] ?? Number.POSITIVE_INFINITY);
    return Date.now() - changedAt < HOT_MS || this.#open.has(file);
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

function stampOf(file: string): string | null {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat ? sizeStamp(stat.size, stat.mtimeMs) : null;
}
