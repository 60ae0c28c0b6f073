import { setImmediate as nextTurn } from "node:timers/promises";
import type { RunningClaude } from "../claude/end-claude.ts";
import type { ProcessEnd } from "../claude/launch-claude.ts";
import { isAlive } from "../claude/process-identity.ts";
import { boundStderr, type Spool, stderrTail } from "../claude/spool.ts";
import { foldLines } from "../core/claude/fold-lines.ts";
import type { FoldChange, FoldState, RunResult } from "../core/claude/fold-types.ts";
import { failureOf, type StopReason } from "../core/claude/run-failure.ts";
import type { SpoolLine } from "../core/claude/split-lines.ts";
import { storedFold } from "../core/claude/stored-fold.ts";
import type { Failure } from "../core/failure.ts";
import { waitsForAnswer } from "../db/chains.ts";
import { isPassing, untilStored } from "../db/patience.ts";
import { noteSilence, stopRequested } from "../db/run-state.ts";
import { applyBatch, applyLastBatch, finishRun, type RunBatch } from "../db/run-writer.ts";
import { ringBell } from "../live/bell.ts";
import { AnswerText } from "./answer-text.ts";
import { keepOrEnd } from "./end-run.ts";
import type { Engine } from "./engine.ts";
import { forgetOldChanges } from "./keep-house.ts";
import { reportRunError } from "./report.ts";
import { RunClock } from "./run-clock.ts";
import { RunStopper } from "./run-stopper.ts";
import { SpoolReader } from "./spool-reader.ts";
import { stopBelow } from "./stop-below.ts";
import { type Hopeless, verdictOf } from "./verdict.ts";
import { Wake } from "./wake.ts";

/** A run, as its follower needs to know it. */
export interface FollowedRun {
  runId: string;
  messageId: string;
  threadId: string;
  spool: Spool;
  claude: RunningClaude;
  /** Told by the process's parent; null when this process is not its parent. */
  ended: Promise<ProcessEnd> | null;
  offset: number;
  fold: FoldState;
  contentWritten: number;
  /** Position of the newest block of the answer's own text that has any; null when none has. */
  lastText?: number | null;
  /** How long it may take; null or 0 leaves it to the limit of all. */
  maxSeconds?: number | null;
  /** How long the run had been going on when it was taken up, in milliseconds. */
  ageMs: number;
  /** Whether the store says that it is silent. */
  silent?: boolean;
  /** Settles when the question was written to stdin, or can't be (false); nothing else may be written before. */
  asked: Promise<boolean>;
  onChunk?: (text: string) => void;
  /** Called when the store knows that the process has started: there may be room for another start. */
  started?: () => void;
}

/** How following a run ended. "lost": another process follows it now. */
export type FollowOutcome = { kind: "ended"; failure: Failure | null } | { kind: "lost" };

/**
 * Between two commits, in milliseconds: text is shown this late at most. When more than a page of it comes at once,
 * faster than anyone reads, longer pauses let more of it share its pages.
 */
const COMMIT_MS = 30;
const FAST_COMMIT_MS = 100;
const FAST_BYTES = 16_384;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Reads a run's spool line by line into the store until the query has ended, and then ends the process. */
export class RunFollower {
  readonly #engine: Engine;
  readonly #run: FollowedRun;
  readonly #reader: SpoolReader;
  readonly #wake: Wake;
  readonly #text: AnswerText;
  #fold: FoldState;
  #offset: number;
  #result: RunResult | null = null;
  /** Set when the run was ended in the store. */
  #outcome: { failure: Failure | null } | null = null;
  #hopeless: Hopeless | null = null;
  #end: ProcessEnd | null = null;
  readonly #clock: RunClock;
  readonly #stopper: RunStopper;
  /** Whether the store says that the run is silent. */
  #silent: boolean;
  /** Settles when the process is gone as well, or is kept for a follow-up; never rejects. */
  gone: Promise<void> = Promise.resolve();

  constructor(engine: Engine, run: FollowedRun) {
    this.#engine = engine;
    this.#run = run;
    this.#fold = run.fold;
    this.#offset = run.offset;
    this.#reader = new SpoolReader(run.spool.stdout, run.offset);
    this.#wake = new Wake(run.spool.stdout);
    this.#text = new AnswerText(run.contentWritten, openTextPositions(run.fold), run.lastText, run.onChunk);
    this.#silent = run.silent ?? false;
    const { silenceMs, totalMs } = engine.env.limits;
    const own = (run.maxSeconds ?? 0) * 1_000;
    this.#clock = new RunClock({ silenceMs, totalMs: own > 0 ? Math.min(own, totalMs || own) : totalMs }, run.ageMs);
    this.#stopper = new RunStopper({
      ...{ claude: run.claude, asked: run.asked },
      hasResult: () => this.#result !== null,
      ended: () => this.#wake.call(),
      report: (error) => reportRunError(run.runId, error),
    });
    void run.asked.then((taken) => {
      // It would wait for its question until it has been silent for too long.
      if (!taken && isAlive(run.claude.identity)) this.#stopper.stop({ by: "unasked" });
    });
    run.ended?.then((end) => {
      this.#end = end;
      this.#wake.call();
    });
  }

  /** Looks at once whether someone asked for the run to be stopped. */
  wake(): void {
    this.#wake.call();
  }

  /** Follows the run to its end. */
  async follow(): Promise<FollowOutcome> {
    try {
      return (await this.#readAll()) ? await this.#finish() : { kind: "lost" };
    } finally {
      this.#wake.close();
      this.#reader.close();
    }
  }

  /** @returns false when another process follows the run now */
  async #readAll(): Promise<boolean> {
    for (;;) {
      const ended = this.#hasEnded();
      this.#stopWhenDue(ended);
      const { lines, atEnd } = this.#reader.read();
      this.#noteSilence(lines.length > 0 || !atEnd);
      boundStderr(this.#run.spool);
      if (lines.length > 0 || this.#text.isDue()) {
        const from = this.#offset;
        if (!(await this.#commit(lines))) return false;
        if (this.#outcome) return true;
        await pause(this.#offset - from > FAST_BYTES ? FAST_COMMIT_MS : COMMIT_MS);
        continue;
      }
      if (!atEnd) {
        await nextTurn(); // in the middle of a very long line
        continue;
      }
      if (ended) {
        const rest = this.#reader.rest();
        return rest === null || (await this.#commit([rest]));
      }
      await this.#wake.sleep();
    }
  }

  #hasEnded(): boolean {
    return this.#run.ended === null ? !isAlive(this.#run.claude.identity) : this.#end !== null;
  }

  /** Folds lines and writes what they mean; tries again when another writer holds the database. */
  async #commit(lines: SpoolLine[]): Promise<boolean> {
    const { state, changes } = foldLines(
      this.#fold,
      lines.map((line) => line.text),
    );
    const to = lines.at(-1)?.end ?? this.#offset;
    const growContent = this.#text.isDue(changes);
    const batch = { ...this.#names(), from: this.#offset, to, fold: storedFold(state), changes, growContent };
    this.#fold = state;
    this.#actOn(changes);
    if (!(await this.#store(batch))) return false;
    this.#offset = to;
    this.#text.committed(changes, growContent);
    ringBell();
    if (changes.some((change) => change.type === "session")) this.#run.started?.();
    return true;
  }

  /** Writes a batch; the one with the result ends the run as well. */
  async #store(batch: RunBatch): Promise<boolean> {
    const { db } = this.#engine.store;
    if (this.#result === null) return untilStored(() => applyBatch(db, batch));
    const failure = this.#failure();
    const end = { ...this.#names(), result: this.#result, failure };
    const stored = await untilStored(() => applyLastBatch(db, batch, end));
    if (stored) this.#outcome = { failure };
    return stored;
  }

  #names() {
    const { runId, messageId, threadId } = this.#run;
    return { runId, messageId, threadId, follower: this.#engine.self };
  }

  #actOn(changes: FoldChange[]): void {
    for (const change of changes) {
      if (change.type === "result") this.#result ??= change.result;
      if (change.type === "hopeless") {
        this.#hopeless ??= change;
        this.#stopper.stop("hopeless");
      }
    }
  }

  #stopWhenDue(ended: boolean): void {
    if (this.#stopper.reason !== null) return;
    const limit = ended ? null : this.#limitReached(); // one that ended by itself is not to be told as stopped
    if (limit) this.#stopper.stop(limit);
    else if (stopRequested(this.#engine.store.db, this.#run.runId)) this.#stopper.stop({ by: "user" });
  }

  #limitReached(): StopReason | null {
    // Not by how far it was read: one that floods is faster, and its line may have no end.
    const { outputBytes } = this.#engine.env.limits;
    const flood = this.#reader.size() - this.#run.offset > outputBytes;
    return flood ? { by: "output", bytes: outputBytes } : this.#clock.reached();
  }

  /** Tells the store when the run falls silent and when it speaks again; not each time that it speaks. */
  #noteSilence(heard: boolean): void {
    if (heard) this.#clock.heard();
    // It says nothing while it waits for another module, which is no silence of its own.
    else if (this.#clock.silentMs() !== null && waitsForAnswer(this.#engine.store.db, this.#run.runId))
      this.#clock.heard();
    const silentMs = this.#clock.silentMs();
    if ((silentMs !== null) === this.#silent) return;
    try {
      const since = silentMs === null ? null : (Date.now() - silentMs) / 1000;
      noteSilence(this.#engine.store.db, this.#run.runId, since);
      this.#silent = silentMs !== null;
      ringBell();
    } catch (error) {
      if (!isPassing(error)) throw error; // it is noted at the next look
    }
  }

  async #finish(): Promise<FollowOutcome> {
    const { failure } = this.#outcome ?? { failure: this.#failure() };
    const end = { ...this.#names(), result: null, failure };
    const { db } = this.#engine.store;
    if (!this.#outcome && !(await untilStored(() => finishRun(db, end)))) return { kind: "lost" };
    ringBell();
    forgetOldChanges(this.#engine);
    const { claude, runId } = this.#run;
    void stopBelow(this.#engine, runId, failure === null);
    const left = { runId, claude, offset: this.#offset, failed: failure !== null, busy: this.#fold.tasks.length > 0 };
    this.gone = this.#stopper.done.then(() => keepOrEnd(this.#engine, left));
    return { kind: "ended", failure };
  }

  #failure(): Failure | null {
    const failure = failureOf(verdictOf(this.#result, this.#hopeless), {
      exitCode: this.#end?.exitCode ?? null,
      signal: this.#end?.signal ?? null,
      stderrTail: stderrTail(this.#run.spool),
      stopped: this.#stopper.reason === "hopeless" ? null : this.#stopper.reason,
      malformedLines: this.#fold.malformedLines,
    });
    if (failure?.code !== "no-result" || this.#run.ended !== null) return failure;
    const message = "Claude Code ended while no Switchboard process was watching, and left no result.";
    return { ...failure, code: "orphaned", message, hint: "What had arrived is kept. Ask again." };
  }
}

function openTextPositions(fold: FoldState): number[] {
  const streaming = fold.draft?.blocks.filter((block) => block.kind === "text" && !block.settled) ?? [];
  return streaming.map((block) => block.position);
}
