import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "./db.ts";
import { whenFree } from "./patience.ts";
import { type PlacedDocument, writeDocuments } from "./search-index.ts";

/** So long a group holds the database, in milliseconds, and so much text it has at most. */
const GROUP_MS = 180;
const GROUP_CHARACTERS = 8_000_000;
/** After each group other writers have so long to get in between, in milliseconds. */
const PAUSE_MS = 6;

/**
 * Many small writes in few transactions, for imports: each commit writes what it adds to the search index as a part of
 * its own, which are merged later, so two thousand small ones take a third longer. What the writes of a group give to
 * the index is written at its end: FTS5 also writes a part whenever a statement between needs a savepoint.
 */
export class WriteGroup {
  readonly #db: Db;
  #documents: PlacedDocument[] = [];
  /** Of so many documents the characters are counted. */
  #counted = 0;
  #characters = 0;
  #isOpen = false;
  #begunAt = 0;
  #freeAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #failure: unknown = null;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Does a write, alone or with others; it is committed a moment later.
   * @param work is given the list that takes what the search index has to know
   * @throws SwitchboardError database-busy, disk-full; then, as after any other error, nothing of the group is written
   */
  async write<T>(work: (documents: PlacedDocument[]) => T): Promise<T> {
    for (
      let left = this.#freeAt - performance.now();
      !this.#isOpen && left > 0;
      left = this.#freeAt - performance.now()
    ) {
      await sleep(left);
    }
    return whenFree(() => {
      if (this.#failure !== null) throw this.#failure;
      this.#begin();
      let written: T;
      try {
        written = work(this.#documents);
      } catch (error) {
        this.#undo();
        throw error;
      }
      for (const { document } of this.#documents.slice(this.#counted)) this.#characters += document.text.length;
      this.#counted = this.#documents.length;
      if (performance.now() - this.#begunAt > GROUP_MS || this.#characters > GROUP_CHARACTERS) this.commit();
      return written;
    });
  }

  /** Commits what was written. */
  commit(): void {
    clearTimeout(this.#timer);
    if (!this.#isOpen) return;
    try {
      writeDocuments(this.#db, this.#documents);
      this.#db.$client.exec("COMMIT");
    } catch (error) {
      this.#undo();
      throw error;
    }
    this.#forget();
    this.#freeAt = performance.now() + PAUSE_MS;
  }

  #begin(): void {
    if (this.#isOpen) return;
    this.#db.$client.exec("BEGIN IMMEDIATE");
    this.#isOpen = true;
    this.#begunAt = performance.now();
    // No later write may come.
    this.#timer = setTimeout(() => {
      try {
        this.commit();
      } catch (error) {
        this.#failure = error;
      }
    }, GROUP_MS);
  }

  #forget(): void {
    this.#documents = [];
    [this.#counted, this.#characters] = [0, 0];
    this.#isOpen = false;
  }

  #undo(): void {
    clearTimeout(this.#timer);
    this.#forget();
    // A full disk has rolled it back already.
    if (this.#db.$client.inTransaction) this.#db.$client.exec("ROLLBACK");
  }
}
