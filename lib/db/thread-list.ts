import { setImmediate as nextTurn } from "node:timers/promises";
import type { ThreadPage, ThreadSummary } from "../core/message.ts";
import type { ThreadFilter, ThreadSort } from "../core/thread-filter.ts";
import { currentCursor } from "./changes.ts";
import type { Db } from "./db.ts";
import { whenFree } from "./patience.ts";
import { prepared } from "./prepared.ts";
import { asTextOrNull, boundedLimit } from "./rows.ts";
import { type ThreadConditions, type ThreadSet, threadConditions } from "./thread-conditions.ts";
import {
  afterPlace,
  ORDERS,
  orderOf,
  type Phase,
  type Place,
  placeOf,
  placeText,
  type Stored,
} from "./thread-place.ts";
import { threadSummaries } from "./thread-summaries.ts";

/** So many threads are looked at in one step: some milliseconds, whatever is asked for. */
const STEP_THREADS = 4_000;
/** A thread that is looked up by its id costs about as much as so many that are passed in their order. */
const LOOK_UP_COST = 2;

/** Threads in the order of the filter. @throws SwitchboardError input-invalid */
export function listThreads(db: Db, filter: ThreadFilter = {}): ThreadSummary[] {
  const list = new ListReader(db, filter);
  while (!list.step());
  return threadSummaries(db, list.found());
}

/**
 * A page of the list, read in short steps with other work between them. What changes meanwhile is told by the feed after
 * the page's cursor.
 * @throws SwitchboardError input-invalid, database-busy
 */
export async function readThreadPage(db: Db, filter: ThreadFilter = {}): Promise<ThreadPage> {
  const cursor = await whenFree(() => currentCursor(db));
  const list = new ListReader(db, filter);
  while (!(await whenFree(() => list.step()))) await nextTurn();
  const threads = await whenFree(() => threadSummaries(db, list.found()));
  return { threads, next: list.next, cursor };
}

interface Candidate {
  id: Stored;
  key: Stored;
  title?: unknown;
}

/**
 * Finds the threads of a page. Where a condition holds for few threads, those are looked up and sorted; otherwise the
 * list is gone through in its order. Each way looks at no more than so many threads a step.
 */
class ListReader {
  readonly #db: Db;
  readonly #sort: ThreadSort;
  readonly #limit: number;
  readonly #asked: ThreadConditions;
  #place: Place;
  #found: { id: Stored; place: Place }[] = [];
  /** null: no condition holds for few threads. */
  #few: { set: ThreadSet; first: boolean } | null | undefined;

  constructor(db: Db, filter: ThreadFilter) {
    this.#db = db;
    this.#sort = filter.sort ?? "activity";
    this.#limit = boundedLimit(filter.limit, 50, 1000);
    this.#asked = threadConditions(filter);
    this.#place = placeOf(filter) ?? START;
  }

  /** Ids of the threads of the page. */
  found(): Stored[] {
    return this.#found.slice(0, this.#limit).map(({ id }) => id);
  }

  /** Where the next page begins; null when there is none. */
  get next(): string | null {
    const last = this.#found[this.#limit - 1];
    return last && this.#found.length > this.#limit ? placeText(this.#sort, last.place) : null;
  }

  /** @returns whether the page is whole */
  step(): boolean {
    const read = this.#db.$client.transaction(() => {
      if (this.#few === undefined) this.#few = this.#smallSet();
      if (this.#few?.first) return this.#readSet(this.#few.set);
      // What is not found soon in the order of the list is looked up after all.
      if (this.#few) this.#few.first = true;
      return this.#passOn();
    });
    return read() || this.#found.length > this.#limit;
  }

  /** The set that holds the fewest threads, when they are few, and whether to begin with it. */
  #smallSet(): { set: ThreadSet; first: boolean } | null {
    let small: { set: ThreadSet; size: number } | null = null;
    for (const set of this.#asked.sets) {
      if (set.always) return { set, first: true };
      const rows = `SELECT count(*) FROM (SELECT 1 FROM (${set.atMost ?? set.sql}) LIMIT ${STEP_THREADS + 1})`;
      const size = Number(prepared(this.#db, rows).pluck().get(this.#asked.values));
      if (size <= STEP_THREADS && size < (small?.size ?? Number.POSITIVE_INFINITY)) small = { set, size };
    }
    if (!small) return null;
    const all = Number(prepared(this.#db, "SELECT max(seq) FROM thread_order").pluck().get() ?? 0);
    const passed = (this.#limit * all) / Math.max(1, small.size);
    return { set: small.set, first: small.size * LOOK_UP_COST <= passed };
  }

  #readSet(set: ThreadSet): boolean {
    for (const [index, phase] of ORDERS[this.#sort].entries()) {
      if (index < this.#place.phase) continue;
      const rows = prepared(
        this.#db,
        `SELECT t.thread_id AS id, ${phase.key} AS key, title
         FROM (SELECT DISTINCT thread_id FROM (${set.sql})) AS d CROSS JOIN threads AS t ON t.thread_id = d.thread_id
         WHERE ${phase.where} AND ${this.#after(index, phase, "t.thread_id")} AND ${this.#conditions("t.thread_id", set)}
         ORDER BY ${orderOf(phase, "t.thread_id")} LIMIT ${this.#asked.hasTitle ? -1 : "@wanted"}`,
      ).iterate(this.#values()) as IterableIterator<Candidate>;
      this.#take(rows, index);
      this.#place = { phase: index + 1, key: null, id: null };
    }
    return true;
  }

  /** Goes on in the order of the list. The inner query is read row by row, so this ends as soon as the page is full. */
  #passOn(): boolean {
    const index = this.#place.phase;
    const phase = ORDERS[this.#sort][index];
    if (!phase) return true;
    const inOrder = `FROM threads WHERE ${phase.where} AND ${this.#after(index, phase, "thread_id")}
      ORDER BY ${orderOf(phase)} LIMIT`;
    const rows = prepared(
      this.#db,
      `SELECT * FROM (SELECT thread_id AS id, ${phase.key} AS key${this.#asked.hasTitle ? ", title" : ""}
         ${inOrder} ${STEP_THREADS}) AS t
       WHERE ${this.#conditions("t.id")} LIMIT ${this.#asked.hasTitle ? -1 : "@wanted"}`,
    ).iterate(this.#values()) as IterableIterator<Candidate>;
    this.#take(rows, index);
    if (this.#found.length > this.#limit) return true;
    const last = prepared(
      this.#db,
      `SELECT thread_id AS id, ${phase.key} AS key ${inOrder} 1 OFFSET ${STEP_THREADS - 1}`,
    ).get(this.#values()) as Candidate | undefined;
    this.#place = last ? { phase: index, key: last.key, id: last.id } : { phase: index + 1, key: null, id: null };
    return !last && index + 1 >= ORDERS[this.#sort].length;
  }

  /** Takes what fits, until the page is full and one more is there. */
  #take(rows: Iterable<Candidate>, phase: number): void {
    const { hasTitle } = this.#asked;
    for (const { id, key, title } of rows) {
      if (hasTitle && !hasTitle(asTextOrNull(title ?? null) ?? "")) continue;
      this.#found.push({ id, place: { phase, key, id } });
      if (this.#found.length > this.#limit) return;
    }
  }

  #after(index: number, phase: Phase, idColumn: string): string {
    const begins = this.#place.phase !== index || (this.#place.key === null && this.#place.id === null);
    return begins ? "1" : afterPlace(phase, this.#place, idColumn);
  }

  /** @param given what the threads are of already */
  #conditions(id: string, given: ThreadSet | null = null): string {
    const left = this.#asked.conditions.filter(({ set }) => set === null || set !== given);
    return left.map(({ holds }) => holds(id)).join(" AND ") || "1";
  }

  #values(): Record<string, Stored> {
    const wanted = this.#limit + 1 - this.#found.length;
    return { ...this.#asked.values, key: this.#place.key, id: this.#place.id, wanted };
  }
}

const START: Place = { phase: 0, key: null, id: null };
