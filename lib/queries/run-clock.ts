/** After how long without a word a run is said to be silent, in milliseconds. */
export const SILENT_AFTER_MS = 10_000;

/** What a run may take. In milliseconds; 0 sets no limit. */
export interface ClockLimits {
  silenceMs: number;
  totalMs: number;
}

/**
 * Measures how long a run has said nothing and how long it takes in all, by the monotonic clock: setting the
 * machine's clock ends no run. Whoever adopts a run begins anew to measure the silence, so that it ends late rather
 * than too early.
 */
export class RunClock {
  readonly #limits: ClockLimits;
  readonly #now: () => number;
  readonly #began: number;
  #heardAt: number;

  /**
   * @param ageMs how long the run had been going on
   * @param now milliseconds of a monotonic clock
   */
  constructor(limits: ClockLimits, ageMs: number, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
    this.#heardAt = now();
    this.#began = this.#heardAt - ageMs;
  }

  /** The process said something. */
  heard(): void {
    this.#heardAt = this.#now();
  }

  /** For how long the process has said nothing, in milliseconds; null while that is nothing to tell. */
  silentMs(): number | null {
    const silent = this.#now() - this.#heardAt;
    return silent < SILENT_AFTER_MS ? null : silent;
  }

  /** The limit that the run has reached. */
  reached(): { by: "silence" | "total"; limitMs: number } | null {
    const { silenceMs, totalMs } = this.#limits;
    const now = this.#now();
    if (silenceMs > 0 && now - this.#heardAt >= silenceMs) return { by: "silence", limitMs: silenceMs };
    if (totalMs > 0 && now - this.#began >= totalMs) return { by: "total", limitMs: totalMs };
    return null;
  }
}
