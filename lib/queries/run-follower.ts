import { endClaude, interruptClaude, type RunningClaude } from "../claude/end-claude.ts";
import type { ProcessEnd } from "../claude/launch-claude.ts";
import { isAlive } from "../claude/process-identity.ts";
import { type Spool, stderrTail } from "../claude/spool.ts";
import { foldLines } from "../core/claude/fold-lines.ts";
import type { FoldChange, FoldState, RunResult } from "../core/claude/fold-types.ts";
import { failureOf } from "../core/claude/run-failure.ts";
import type { SpoolLine } from "../core/claude/split-lines.ts";
import { storedFold } from "../core/claude/stored-fold.ts";
import type { Failure } from "../core/failure.ts";
import { untilStored } from "../db/patience.ts";
import { stopRequested } from "../db/run-state.ts";
import { applyBatch, applyLastBatch, finishRun, type RunBatch } from "../db/run-writer.ts";
import { ringBell } from "../live/bell.ts";
import { AnswerText } from "./answer-text.ts";
import { endRunProcess } from "./end-run.ts";
import type { Engine } from "./engine.ts";
import { forgetOldChanges } from "./keep-house.ts";
import { reportRunError } from "./report.ts";
import { SpoolReader } from "./spool-reader.ts";
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
  /** Settles when the question was written to stdin; nothing else may be written before. */
  asked: Promise<unknown>;
  onChunk?: (text: string) => void;
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
/** A stop waits this long for a question that the CLI has not taken yet, in milliseconds. */
const ASKED_LIMIT_MS = 1_000;

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
  #stopping: "user" | "hopeless" | null = null;
  #interrupted: Promise<void> = Promise.resolve();
  /** Settles when the process is gone as well; never rejects. */
  gone: Promise<void> = Promise.resolve();

  constructor(engine: Engine, run: FollowedRun) {
    this.#engine = engine;
    this.#run = run;
    this.#fold = run.fold;
    this.#offset = run.offset;
    this.#reader = new SpoolReader(run.spool.stdout, run.offset);
    this.#wake = new Wake(run.spool.stdout);
    this.#text = new AnswerText(run.contentWritten, openTextPositions(run.fold), run.onChunk);
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
      this.#stopWhenAsked();
      const ended = this.#hasEnded();
      const { lines, atEnd } = this.#reader.read();
      if (lines.length > 0 || this.#text.isDue()) {
        const from = this.#offset;
        if (!(await this.#commit(lines))) return false;
        if (this.#outcome) return true;
        await pause(this.#offset - from > FAST_BYTES ? FAST_COMMIT_MS : COMMIT_MS);
        continue;
      }
      if (!atEnd) {
        await pause(0); // in the middle of a very long line
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
        this.#stop("hopeless");
      }
    }
  }

  #stopWhenAsked(): void {
    if (this.#stopping === null && stopRequested(this.#engine.store.db, this.#run.runId)) this.#stop("user");
  }

  /** Begins to stop the process; the loop goes on reading meanwhile, since the partial answer and a result follow. */
  #stop(reason: "user" | "hopeless"): void {
    if (this.#stopping !== null) return;
    this.#stopping = reason;
    this.#interrupted = this.#interrupt().catch((error: unknown) => reportRunError(this.#run.runId, error));
  }

  async #interrupt(): Promise<void> {
    const { claude, asked } = this.#run;
    await Promise.race([asked, pause(ASKED_LIMIT_MS)]);
    await interruptClaude(claude, () => this.#result !== null);
    if (this.#result === null) await endClaude(claude);
    this.#wake.call();
  }

  async #finish(): Promise<FollowOutcome> {
    const { failure } = this.#outcome ?? { failure: this.#failure() };
    const end = { ...this.#names(), result: null, failure };
    const { db } = this.#engine.store;
    if (!this.#outcome && !(await untilStored(() => finishRun(db, end)))) return { kind: "lost" };
    ringBell();
    forgetOldChanges(this.#engine);
    const { claude } = this.#run;
    this.gone = this.#interrupted.then(() => endRunProcess(this.#engine, claude, failure !== null));
    return { kind: "ended", failure };
  }

  #failure(): Failure | null {
    const failure = failureOf(verdictOf(this.#result, this.#hopeless), {
      exitCode: this.#end?.exitCode ?? null,
      signal: this.#end?.signal ?? null,
      stderrTail: stderrTail(this.#run.spool),
      stoppedByUser: this.#stopping === "user",
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
