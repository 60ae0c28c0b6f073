import { endClaude, interruptClaude, type RunningClaude } from "../claude/end-claude.ts";
import type { StopReason } from "../core/claude/run-failure.ts";

/** A stop waits this long for a question that the CLI has not taken yet, in milliseconds. */
const ASKED_LIMIT_MS = 1_000;

/** What a stopper needs to know of its run. */
export interface Stoppable {
  claude: RunningClaude;
  /** Settles when the question was written to stdin; nothing else may be written before. */
  asked: Promise<unknown>;
  /** Whether the result has been read. */
  hasResult(): boolean;
  /** Called when the process was ended; the rest of its output can be read. */
  ended(): void;
  report(error: unknown): void;
}

/**
 * Stops a run, once: the CLI is interrupted, so that its partial answer and a result are printed and it ends its own
 * tools; one that does not answer is ended with all that it started. Under 6 s in all (see end-claude.ts).
 */
export class RunStopper {
  readonly #run: Stoppable;
  /** Why it was stopped; "hopeless" is a reason that the run's own output told. */
  reason: StopReason | "hopeless" | null = null;
  /** Settles when stopping is over; never rejects. */
  done: Promise<void> = Promise.resolve();

  constructor(run: Stoppable) {
    this.#run = run;
  }

  /** Begins to stop; whoever reads the output goes on meanwhile. Only the first reason counts. */
  stop(reason: StopReason | "hopeless"): void {
    if (this.reason !== null) return;
    this.reason = reason;
    this.done = this.#stop().catch((error: unknown) => this.#run.report(error));
  }

  async #stop(): Promise<void> {
    const { claude, asked, hasResult } = this.#run;
    await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, ASKED_LIMIT_MS))]);
    await interruptClaude(claude, hasResult);
    if (!hasResult()) await endClaude(claude, "deaf");
    this.#run.ended();
  }
}
