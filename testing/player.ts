import { initialFold } from "../lib/core/claude/fold.ts";
import { foldLines } from "../lib/core/claude/fold-lines.ts";
import type { Db } from "../lib/db/db.ts";
import { applyBatch, finishRun } from "../lib/db/run-writer.ts";
import { ringBell } from "../lib/live/bell.ts";
import { linesOf, recording } from "./recordings/replay.ts";
import { FOLLOWER, scratchQuery } from "./store.ts";

/** A run that a test plays from a recording, some lines at a time, and that other processes watch. */
export class Player {
  readonly #db: Db;
  readonly #lines: { text: string; end: number }[];
  readonly query: ReturnType<typeof scratchQuery>;
  #state = initialFold();
  #offset = 0;

  constructor(db: Db, name: string) {
    this.#db = db;
    this.#lines = linesOf([recording(name)]);
    this.query = scratchQuery(db);
  }

  /** Plays the next lines. @returns whether there are more */
  play(count: number): boolean {
    const lines = this.#lines.splice(0, count);
    const from = this.#offset;
    this.#offset = lines.at(-1)?.end ?? from;
    const { state, changes } = foldLines(
      this.#state,
      lines.map((line) => line.text),
    );
    this.#state = state;
    const place = { follower: FOLLOWER, from, to: this.#offset, fold: "{}" };
    applyBatch(this.#db, { ...this.query, ...place, changes, growContent: false });
    ringBell();
    return this.#lines.length > 0;
  }

  end(): void {
    finishRun(this.#db, { ...this.query, follower: FOLLOWER, result: null, failure: null });
    ringBell();
  }
}
