import type { ThreadListView, ThreadPage, ThreadSummary } from "./message.ts";
import type { ThreadSort } from "./thread-filter.ts";

/**
 * The list of threads as a reader has it: what was read of each thread, and how far down the list goes. Pages, changes and
 * rereads come in any order; of a thread the latest reading counts.
 */
export interface ThreadRows {
  /** How far into the change feed it is. */
  cursor: number;
  rows: ReadonlyMap<string, ThreadRow>;
  /** Asks for the next page; null when all threads are there. */
  next: string | null;
  /** The last thread of the last page, as it stood then: what is after it belongs to the next page. */
  end: ThreadSummary | null;
}

/** null: a thread that isn't in this list any more. */
type ThreadRow = { cursor: number; thread: ThreadSummary | null };

export function rowsOf(view: ThreadListView, sort: ThreadSort, pinnedFirst: boolean): ThreadRows {
  const rows = new Map(view.threads.map((thread) => [thread.threadId, { cursor: view.cursor, thread }]));
  return { cursor: view.cursor, rows, next: view.next, end: endOf(view, sort, pinnedFirst) };
}

/** Adds the next page. A page that was asked for from another place is left out. */
export function withPage(known: ThreadRows, page: ThreadPage, after: string, sort: ThreadSort): ThreadRows {
  if (known.next !== after) return known;
  return { ...withRead(known, page), next: page.next, end: endOf(page, sort, false) };
}

/** Takes what was read of some threads. @param asked those that were asked for: what isn't among the read ones is gone */
export function withRead(known: ThreadRows, page: ThreadPage, asked: readonly string[] = []): ThreadRows {
  const rows = new Map(known.rows);
  const put = (threadId: string, thread: ThreadSummary | null) => {
    if ((rows.get(threadId)?.cursor ?? -1) <= page.cursor) rows.set(threadId, { cursor: page.cursor, thread });
  };
  const read = new Map(page.threads.map((thread) => [thread.threadId, thread]));
  for (const threadId of asked) if (!read.has(threadId)) put(threadId, null);
  for (const [threadId, thread] of read) put(threadId, thread);
  return { ...known, rows };
}

/** What is shown of it, in order: pinned threads, and the others as far down as the pages go. */
export function shownThreads(
  { rows, end }: ThreadRows,
  sort: ThreadSort,
  pinnedFirst: boolean,
): { pinned: ThreadSummary[]; others: ThreadSummary[] } {
  const all = [...rows.values()].flatMap(({ thread }) => thread ?? []).sort((a, b) => compareThreads(a, b, sort));
  const isPinned = (thread: ThreadSummary) => pinnedFirst && thread.pinned;
  return {
    pinned: all.filter(isPinned),
    others: all.filter((thread) => !isPinned(thread) && (end === null || compareThreads(thread, end, sort) <= 0)),
  };
}

function endOf({ threads, next }: ThreadPage, sort: ThreadSort, pinnedFirst: boolean): ThreadSummary | null {
  if (next === null) return null;
  const others = threads.filter((thread) => !(pinnedFirst && thread.pinned));
  return others.reduce<ThreadSummary | null>(
    (last, thread) => (last && compareThreads(last, thread, sort) >= 0 ? last : thread),
    null,
  );
}

/** The order of the database. */
export function compareThreads(a: ThreadSummary, b: ThreadSummary, sort: ThreadSort): number {
  if (sort === "title") return byTitle(a.title, b.title) || byText(a.threadId, b.threadId);
  const time = sort === "created" ? b.createdAt - a.createdAt : b.lastActivityAt - a.lastActivityAt;
  return time || byText(b.threadId, a.threadId);
}

function byTitle(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return byText(withoutCase(a), withoutCase(b));
}

/** SQLite's NOCASE knows the case of ASCII letters only. */
const withoutCase = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** By code points, as the bytes of UTF-8 are ordered. */
function byText(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
