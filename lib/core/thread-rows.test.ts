import fc from "fast-check";
import { expect, test } from "vitest";
import type { ThreadSummary } from "./message.ts";
import { THREAD_SORTS, type ThreadSort } from "./thread-filter.ts";
import { compareThreads, rowsOf, shownThreads, type ThreadRows, withPage, withRead } from "./thread-rows.ts";

function thread(threadId: string, at: number, more: Partial<ThreadSummary> = {}): ThreadSummary {
  return {
    ...{ threadId, title: `title ${at}`, modules: [], createdAt: at, updatedAt: at, metadata: null, archived: false },
    ...{ pinned: false, tags: [], messageCount: 0, processingCount: 0, queuedCount: 0, failedCount: 0 },
    ...{ lastQuestion: null, lastActivityAt: at, ...more },
  };
}

/** A server: threads by their ids, pages of two. */
class List {
  readonly #threads = new Map<string, ThreadSummary>();
  cursor = 0;

  put(given: ThreadSummary | string): void {
    this.cursor += 1;
    if (typeof given === "string") this.#threads.delete(given);
    else this.#threads.set(given.threadId, given);
  }

  all(sort: ThreadSort): ThreadSummary[] {
    return [...this.#threads.values()].sort((a, b) => compareThreads(a, b, sort));
  }

  page(sort: ThreadSort, after: string | null) {
    const last = after === null ? null : (JSON.parse(after) as ThreadSummary);
    const rest = this.all(sort).filter((other) => !other.pinned && (!last || compareThreads(other, last, sort) > 0));
    const threads = rest.slice(0, 2);
    return { threads, next: rest.length > 2 ? JSON.stringify(threads[1]) : null, cursor: this.cursor };
  }

  first(sort: ThreadSort) {
    const page = this.page(sort, null);
    return { ...page, threads: [...this.all(sort).filter(({ pinned }) => pinned), ...page.threads] };
  }

  these(ids: readonly string[]) {
    return {
      threads: this.all("activity").filter(({ threadId }) => ids.includes(threadId)),
      next: null,
      cursor: this.cursor,
    };
  }
}

const ids = (threads: readonly ThreadSummary[]) => threads.map(({ threadId }) => threadId);

const change = fc.record({
  id: fc.constantFrom(..."abcdefghij"),
  at: fc.integer({ min: 1, max: 9 }),
  pinned: fc.constantFrom(false, false, false, true),
  gone: fc.constantFrom(false, false, false, true),
});
const step = fc.oneof(change, fc.constant("more" as const), fc.constant("late page" as const));

test("whatever changes while pages are read, what is shown is what the list has, as far down as the pages go", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...THREAD_SORTS),
      fc.array(change, { minLength: 8 }),
      fc.array(step),
      (sort, before, steps) => {
        const list = new List();
        const put = ({ id, at, pinned, gone }: { id: string; at: number; pinned: boolean; gone: boolean }) => {
          list.put(gone ? id : thread(id, at, { pinned }));
          return id;
        };
        for (const each of before) put(each);
        let rows: ThreadRows = rowsOf(list.first(sort), sort, true);
        for (const each of steps) {
          if (typeof each !== "string") {
            const id = put(each);
            rows = withRead(rows, list.these([id]), [id]);
          } else if (rows.next !== null) {
            const after = rows.next;
            const page = list.page(sort, after);
            if (each === "late page") {
              // It was read before a change that is heard of first.
              const id = put({ id: "a", at: 5, pinned: false, gone: false });
              rows = withRead(rows, list.these([id]), [id]);
            }
            rows = withPage(rows, page, after, sort);
          }
        }
        const { pinned, others } = shownThreads(rows, sort, true);
        const all = list.all(sort);
        expect(ids(pinned)).toEqual(ids(all.filter((other) => other.pinned)));
        const listed = all.filter((other) => !other.pinned);
        const reached =
          rows.end === null ? listed : listed.filter((other) => rows.end && compareThreads(other, rows.end, sort) <= 0);
        expect(ids(others)).toEqual(ids(reached));
      },
    ),
    { numRuns: 500 },
  );
});

test("a page that was asked for from another place than the list has reached is left out", () => {
  const list = new List();
  for (let at = 0; at < 6; at++) list.put(thread(`t${at}`, at));
  const rows = rowsOf(list.first("activity"), "activity", true);
  const page = list.page("activity", rows.next);
  const once = withPage(rows, page, rows.next ?? "", "activity");
  expect(withPage(once, page, rows.next ?? "", "activity")).toBe(once);
});

test("titles are ordered without the case of letters, and threads without a title come last", () => {
  const titles = ["b", null, "A", "", "a b", "Zoë", "émile"];
  const threads = titles.map((title, at) => thread(`t${at}`, at, { title }));
  const sorted = threads.sort((a, b) => compareThreads(a, b, "title")).map(({ title }) => title);
  expect(sorted).toEqual(["", "A", "a b", "b", "Zoë", "émile", null]);
});
