import fc from "fast-check";
import { expect, test } from "vitest";
import { plainConnection, scratchQuery, scratchStore } from "../../testing/store.ts";
import { THREAD_SORTS, type ThreadFilter, type ThreadSort } from "../core/thread-filter.ts";
import type { Db } from "./db.ts";
import { indexStep } from "./search-index.ts";
import type { ConversationStore } from "./store.ts";

const ids = (threads: readonly { threadId: string }[]) => threads.map(({ threadId }) => threadId);

/** All pages of a list, as a reader gets them that asks on until there is none. */
async function readPages(store: ConversationStore, filter: ThreadFilter, between = async () => {}): Promise<string[]> {
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.listThreadPage({ ...filter, ...(after !== undefined && { after }) });
    expect(page.threads.length).toBeLessThanOrEqual(filter.limit ?? 50);
    seen.push(...ids(page.threads));
    expect(seen.length, "a list that never ends").toBeLessThan(20_000);
    after = page.next ?? undefined;
    if (after !== undefined) await between();
  } while (after !== undefined);
  return seen;
}

/** The whole list by a plain sort of the table. */
function sorted(db: Db, sort: ThreadSort): string[] {
  const order = {
    activity: "coalesce(updated_at, created_at) DESC, thread_id DESC",
    created: "created_at DESC, thread_id DESC",
    title: "title IS NULL, title COLLATE NOCASE, thread_id",
  };
  const rows = db.$client.prepare(`SELECT thread_id FROM threads NOT INDEXED ORDER BY ${order[sort]}`).pluck().all();
  return rows.map(String);
}

const time = fc.oneof(
  fc.integer({ min: 1, max: 6 }),
  fc.constantFrom(1.5, Number.POSITIVE_INFINITY, "yesterday", Buffer.from("b")),
);
const title = fc.oneof(fc.constantFrom(null, "", "a", "A", "b", "éa", "b c"), fc.constantFrom(7, Buffer.from("b")));
const thread = fc.record({ title, created: time, updated: fc.option(time) });

test("pages by key give the list of a full sort, in every order and of every size, whatever the columns hold", async () => {
  const { store, db } = await scratchStore();
  const insert = db.$client.prepare("INSERT INTO threads VALUES (?, ?, '[]', ?, ?, NULL)");
  await fc.assert(
    fc.asyncProperty(
      fc.array(thread, { maxLength: 20 }),
      fc.constantFrom(...THREAD_SORTS),
      fc.integer({ min: 1, max: 7 }),
      async (threads, sort, limit) => {
        db.$client.exec("DELETE FROM threads");
        for (const [at, { title, created, updated }] of threads.entries()) {
          insert.run(`t${(at * 7) % 20}`, title, created, updated);
        }
        expect(await readPages(store, { sort, limit })).toEqual(sorted(db, sort));
      },
    ),
    { numRuns: 200 },
  );
});

test("threads that come, change and go between two pages hide none of the others, and show none twice", async () => {
  const { store, db, file } = await scratchStore();
  const other = plainConnection(file);
  const insert = other.prepare("INSERT OR REPLACE INTO threads VALUES (?, ?, '[]', ?, ?, NULL)");
  const change = fc.record({
    name: fc.constantFrom("new", "back", "gone"),
    at: fc.integer({ min: 0, max: 29 }),
    value: fc.integer({ min: 1, max: 60 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...THREAD_SORTS),
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 10 }),
      async (sort, limit, rounds) => {
        other.exec("DELETE FROM threads");
        for (let at = 0; at < 30; at++) insert.run(`t${at}`, `title ${at}`, 2 * at, 2 * at);
        const touched = new Set<string>();
        const pending = [...rounds];
        const seen = await readPages(store, { sort, limit }, async () => {
          for (const { name, at, value } of pending.shift() ?? []) {
            const id = name === "new" ? `new ${value}` : `t${at}`;
            touched.add(id);
            if (name === "gone") other.prepare("DELETE FROM threads WHERE thread_id = ?").run(id);
            else insert.run(id, `title ${value}`, value, value);
          }
        });
        const untouched = (list: string[]) => list.filter((id) => !touched.has(id));
        expect(untouched(seen)).toEqual(untouched(sorted(db, sort)));
      },
    ),
    { numRuns: 100 },
  );
});

/** Threads of every kind, more than are looked at in one step when `many` is large. */
function fill(db: Db, many: number): void {
  const { $client } = db;
  $client.exec(`
    UPDATE search_state SET bulk = 1;
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${many} - 1)
    INSERT INTO threads SELECT printf('t%05d', i), CASE WHEN i % 7 > 0 THEN printf('Title %d', i * 7919 % ${many}) END,
      json_array(CASE WHEN i < ${many} / 2 THEN 'old' ELSE 'new' END), i, i + i % 3, NULL FROM n;
    INSERT INTO thread_flags SELECT thread_id, CASE WHEN created_at % 5 = 0 THEN 1 END,
      CASE WHEN created_at % 11 = 0 THEN 1 END FROM threads WHERE created_at % 5 = 0 OR created_at % 11 = 0;
    INSERT INTO thread_tags SELECT thread_id, 'even' FROM threads WHERE created_at % 2 = 0;
    INSERT INTO messages SELECT 'm' || thread_id, thread_id, 'old', '', 'response', 1,
      CASE CAST(created_at AS INTEGER) % 13 WHEN 1 THEN 'processing' WHEN 2 THEN 'failed' ELSE 'complete' END, NULL
      FROM threads WHERE created_at % 3 = 0;
    INSERT INTO runs (run_id, origin, message_id, question_id, thread_id, module, cwd, state, started_at, spool_dir,
        resumed, failure)
      SELECT message_id, CASE WHEN substr(message_id, -1) IN ('3', '6') THEN 'history' END, message_id, '', thread_id,
        module, '', 'ended', 1, '', 0, CASE WHEN substr(message_id, -1) = '2' THEN '{"code":"stopped-by-user"}' END
      FROM messages WHERE substr(message_id, -1) IN ('0', '2', '3', '6');
    INSERT INTO history_files (path, root, thread_id, size, mtime_ms, offset, lines, messages, problems, read_at)
      SELECT thread_id, '/', thread_id, 1, 1, 1, 1, 1, 0, 1 FROM threads WHERE created_at % 17 = 0;
    UPDATE search_state SET bulk = 0; DELETE FROM search_pending;`);
}

const RUN = (origin: string) => `(SELECT 1 FROM runs WHERE runs.thread_id = t.thread_id AND ${origin})`;
const MESSAGE = (status: string) => `(SELECT 1 FROM messages AS m WHERE m.thread_id = t.thread_id AND ${status})`;
const FAILED = MESSAGE(`status = 'failed' AND NOT EXISTS (
  SELECT 1 FROM runs WHERE runs.message_id = m.message_id AND failure LIKE '%stopped-by-user%')`);
const FLAG = (flag: string) => `(SELECT 1 FROM thread_flags AS f WHERE f.thread_id = t.thread_id AND ${flag} = 1)`;
const FILE = "(SELECT 1 FROM history_files WHERE history_files.thread_id = t.thread_id)";

/** What each filter means, said in another way: about a row `t` of `threads`. */
const MEANINGS: [Omit<ThreadFilter, "sort" | "limit">, string][] = [
  [{ module: "old" }, `(modules LIKE '%"old"%' OR EXISTS ${MESSAGE("module = 'old'")})`],
  [{ module: "nobody" }, "0"],
  [{ tag: "even" }, "created_at % 2 = 0"],
  [{ pinned: true }, `EXISTS ${FLAG("pinned_at")}`],
  [{ pinned: false }, `NOT EXISTS ${FLAG("pinned_at")}`],
  [{ status: "live" }, `EXISTS ${MESSAGE("status = 'processing'")}`],
  [{ status: "failed" }, `EXISTS ${FAILED}`],
  [{ status: "complete" }, `NOT EXISTS ${MESSAGE("status = 'processing'")} AND NOT EXISTS ${FAILED}`],
  [{ source: "here" }, `EXISTS ${RUN("origin IS NULL")}`],
  [{ source: "history" }, `(EXISTS ${RUN("origin = 'history'")} OR EXISTS ${FILE})`],
  [{ source: "other" }, `NOT EXISTS ${RUN("1")} AND NOT EXISTS ${FILE}`],
  [{ title: "title 12" }, "title || ' ' LIKE 'Title 12%'"],
  [{ title: "1" }, "title LIKE 'Title 1%'"],
  [{ title: "12 unheard" }, "0"],
  [{ ids: ["t00004", "t00007", "nowhere"] }, "t.thread_id IN ('t00004', 't00007')"],
  [{}, "1"],
];

test.each([300, 9_000])(
  "every filter, alone and with another one, lists what it means, however many of %d threads it holds for",
  async (many) => {
    const { store, db } = await scratchStore();
    fill(db, many);
    while (many < 1000 && indexStep(db));
    const filter = fc.record({
      one: fc.constantFrom(...MEANINGS),
      two: fc.constantFrom(...MEANINGS),
      sort: fc.constantFrom(...THREAD_SORTS),
      archived: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(filter, async ({ one: [one, means], two: [two, meansToo], sort, archived }) => {
        fc.pre(Object.keys(one).every((name) => !(name in two)));
        const hidden = archived ? FLAG("archived_at") : `(SELECT 1 WHERE NOT EXISTS ${FLAG("archived_at")})`;
        const meant = db.$client
          .prepare(`SELECT thread_id FROM threads AS t WHERE ${means} AND ${meansToo} AND EXISTS ${hidden}`)
          .pluck()
          .all();
        const wanted = new Set(meant);
        const expected = sorted(db, sort).filter((id) => wanted.has(id));
        const limit = Math.max(2, Math.ceil(expected.length / 3));
        expect(await readPages(store, { ...one, ...two, sort, archived, limit })).toEqual(expected);
      }),
      { numRuns: many < 1000 ? 150 : 40 },
    );
  },
);

test("a title that is not indexed yet is found, as one that is", async () => {
  const { store, db } = await scratchStore();
  const { threadId } = await store.createThread({ title: "Über useState & naïve caches" });
  for (const indexed of [false, true]) {
    if (indexed) while (indexStep(db));
    for (const found of ["uber", "naive cach", "useSt", "state", "CACHES"]) {
      expect(ids(await store.listThreads({ title: found })), found).toEqual([threadId]);
    }
    for (const not of ["aches", "caches none", "ber"]) expect(await store.listThreads({ title: not }), not).toEqual([]);
    for (const anything of ["", "  ", '"', "%"]) expect(await store.listThreads({ title: anything })).toHaveLength(1);
  }
});

test("a choice that there is not, and a page of another order, are refused with what to do", async () => {
  const { store } = await scratchStore();
  await store.createThread();
  await store.createThread();
  const { next } = await store.listThreadPage({ limit: 1 });
  const refused: ThreadFilter[] = [
    { sort: "size" as ThreadSort },
    { status: "odd" as never },
    { source: "odd" as never },
    { after: "" },
    { after: "[]" },
    { after: '["activity",0,"x","y"]' },
    { after: next ?? "", sort: "title" },
    { before: 5, sort: "created" },
  ];
  for (const filter of refused) {
    await expect(store.listThreads(filter), JSON.stringify(filter)).rejects.toMatchObject({ code: "input-invalid" });
  }
});

test("a line of the list tells modules that only messages name, its counts, and its newest question", async () => {
  const { store, db, file } = await scratchStore();
  const { threadId } = scratchQuery(db, { module: "billing", prompt: "The first?" });
  const write = plainConnection(file).prepare("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, NULL)");
  write.run("f", threadId, "stock", "", "response", 1, "failed");
  write.run("q", threadId, "stock", "x".repeat(300), "question", 9e9, "complete");
  for (let at = 0; at < 99; at++) write.run(`n${at}`, threadId, "stock", "", "note", 9e9 + 1, "complete");
  const line = async () => (await store.listThreads())[0];
  const counts = { messageCount: 103, processingCount: 1, queuedCount: 0, failedCount: 1 };
  expect(await line()).toMatchObject({ ...counts, modules: ["billing", "stock"], lastQuestion: "x".repeat(200) });
  write.run("one more", threadId, "stock", "", "note", 9e9 + 1, "complete");
  expect(await line()).toMatchObject({ lastQuestion: null });
});
