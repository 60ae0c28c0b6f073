import type { ThreadAbout, ThreadWindow, WindowPlace } from "../core/thread-window.ts";
import { currentCursor } from "./changes.ts";
import type { Db } from "./db.ts";
import { costOf, readMessageHead } from "./message-heads.ts";
import { prepared } from "./prepared.ts";
import { asText } from "./rows.ts";
import { countBefore, countMessages, type PlacedRow, requirePlace, rowsAfter, rowsBefore } from "./thread-places.ts";
import { findThread } from "./threads.ts";

/** How much one window holds at most; always one message. */
export interface WindowBudget {
  messages: number;
  /** What they cost to send and draw, in characters (see costOf). */
  cost: number;
}

/** What a page begins with is sent with it; of that the server draws what is near the place where it opens. */
export const FIRST_WINDOW: WindowBudget = { messages: 60, cost: 120_000 };
export const NEXT_WINDOW: WindowBudget = { messages: 60, cost: 400_000 };

/** So many messages follow the one that is opened, whatever they cost: else it could not be brought to the top of the window. */
const LEAST_AFTER = 2;

/** Where the first question is looked for, and which runs tell what was asked: a bounded number of rows. */
const FIRST_MESSAGES = 40;
const LAST_RUNS = 400;

/**
 * A part of a thread with everything that its page shows of it, and the cursor that belongs to it, read in one
 * snapshot. What it costs doesn't depend on how long the thread is, but for counting what stands before it.
 * @returns null when there is no such thread
 * @throws SwitchboardError message-unknown when the place names a message that isn't in the thread
 */
export function readThreadWindow(
  db: Db,
  threadId: string,
  place: WindowPlace,
  budget: WindowBudget = NEXT_WINDOW,
): ThreadWindow | null {
  return db.$client.transaction((): ThreadWindow | null => {
    const thread = findThread(db, threadId);
    if (!thread) return null;
    const cursor = currentCursor(db);
    const rows = rowsAt(db, threadId, place, budget);
    return {
      thread,
      messages: rows.map(({ rowid }) => readMessageHead(db, rowid, cursor)),
      ...countsAround(db, threadId, rows[0], rows.at(-1), rows.length),
      about: readAbout(db, threadId),
      cursor,
      newer: false,
      stale: null,
    };
  })();
}

/**
 * How many messages stand before and after a part of a thread, and the cursor that belongs to that.
 * @throws SwitchboardError message-unknown when one of its two edges is no longer there
 */
export function readWindowCounts(
  db: Db,
  threadId: string,
  edges: { first: string; last: string },
): { before: number; after: number; cursor: number } {
  return db.$client.transaction(() => {
    const [first, last] = [requirePlace(db, threadId, edges.first), requirePlace(db, threadId, edges.last)];
    return { ...countsAround(db, threadId, first, last), cursor: currentCursor(db) };
  })();
}

/** The whole text of a block, or of a message's content; null when there is none. */
export function readWholeText(db: Db, messageId: string, position: number | null): string | null {
  const found =
    position === null
      ? prepared(db, "SELECT content FROM messages WHERE message_id = ?").pluck().get(messageId)
      : prepared(db, "SELECT text FROM blocks WHERE message_id = ? AND position = ?").pluck().get(messageId, position);
  return found === undefined ? null : asText(found);
}

/** The messages at a place, as many as fit, in their order. */
function rowsAt(db: Db, threadId: string, place: WindowPlace, budget: WindowBudget): PlacedRow[] {
  const fit = new Fitting(db, budget);
  if (!("messageId" in place)) {
    return place.at === "start"
      ? fit.take(rowsAfter(db, threadId, null, budget.messages))
      : fit.take(rowsBefore(db, threadId, null, budget.messages)).reverse();
  }
  const named = requirePlace(db, threadId, place.messageId);
  if (place.at === "before") return fit.take(rowsBefore(db, threadId, named, budget.messages)).reverse();
  if (place.at === "after") return fit.take(rowsAfter(db, threadId, named, budget.messages));
  fit.fits(named);
  // More of what follows: it is read on from there.
  const back = rowsBefore(db, threadId, named, budget.messages >> 2);
  const on = rowsAfter(db, threadId, named, budget.messages - back.length - 1);
  const earlier = fit.take(back, budget.cost / 3);
  return [...earlier.reverse(), named, ...fit.take(on, budget.cost, LEAST_AFTER)];
}

/** Takes messages one by one while they fit. */
class Fitting {
  readonly #db: Db;
  readonly #budget: WindowBudget;
  #cost = 0;
  #count = 0;

  constructor(db: Db, budget: WindowBudget) {
    this.#db = db;
    this.#budget = budget;
  }

  /** @param least so many are taken even if they don't fit */
  take(rows: readonly PlacedRow[], most = this.#budget.cost, least = 0): PlacedRow[] {
    const end = rows.findIndex((row, at) => !this.fits(row, most) && at >= least);
    return end === -1 ? [...rows] : rows.slice(0, end);
  }

  /** Counts a message in, when it fits or is the first one. */
  fits({ rowid }: PlacedRow, most = this.#budget.cost): boolean {
    const cost = costOf(this.#db, rowid);
    if (this.#count > 0 && this.#cost + cost > most) return false;
    this.#cost += cost;
    this.#count += 1;
    return true;
  }
}

/** @param length how many messages are between the two, with them; null when it isn't known */
function countsAround(db: Db, threadId: string, first?: PlacedRow, last?: PlacedRow, length: number | null = null) {
  if (!first || !last) return { before: 0, after: 0 };
  const isFirst = rowsBefore(db, threadId, first, 1).length === 0;
  const isLast = rowsAfter(db, threadId, last, 1).length === 0;
  if (isFirst && isLast) return { before: 0, after: 0 };
  const total = countMessages(db, threadId);
  // Counted only in the middle of a thread: an end knows it by the total.
  if (isLast && length !== null) return { before: Math.max(1, total - length), after: 0 };
  const before = isFirst ? 0 : countBefore(db, threadId, first);
  if (isLast) return { before, after: 0 };
  const upToLast = length === null ? countBefore(db, threadId, last) + 1 : before + length;
  return { before, after: Math.max(1, total - upToLast) };
}

function readAbout(db: Db, threadId: string): ThreadAbout {
  const beginning = prepared(
    db,
    "SELECT substr(CAST(content AS TEXT), 1, 200) FROM messages WHERE rowid = ? AND type = 'question'",
  ).pluck();
  let firstQuestion: string | null = null;
  for (const { rowid } of rowsAfter(db, threadId, null, FIRST_MESSAGES)) {
    const text = beginning.get(rowid);
    if (text === undefined) continue;
    firstQuestion = asText(text);
    break;
  }
  const modules = prepared(db, "SELECT module FROM thread_modules WHERE thread_id = ?").pluck().all(threadId);
  const runs = prepared(
    db,
    `SELECT module AS name, cwd AS path FROM runs WHERE thread_id = ? ORDER BY started_at DESC LIMIT ${LAST_RUNS}`,
  ).all(threadId) as { name: string; path: string }[];
  const newest = new Map(runs.toReversed().map((run) => [run.name, run]));
  const asked = runs.filter((run) => newest.get(run.name) === run);
  return { firstQuestion, modules: modules.map(asText), asked };
}
