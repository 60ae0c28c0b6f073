import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileSearch } from "../../testing/hostile-search.ts";
import { FOLLOWER, plainConnection, scratchQuery, scratchStore } from "../../testing/store.ts";
import { applyBatch } from "./run-writer.ts";
import type { ConversationStore } from "./store.ts";

async function withMessages(...contents: string[]): Promise<{ store: ConversationStore; ids: string[]; file: string }> {
  const { store, file } = await scratchStore();
  const { threadId } = await store.createThread({ title: "Thread" });
  const ids: string[] = [];
  for (const content of contents) ids.push((await store.addMessage({ threadId, module: "m", content })).messageId);
  return { store, ids, file };
}

const CONTENTS = [
  "Use docker-compose to start it",
  "C++ and C# and i++",
  "Call foo.bar() twice",
  "it's an exact phrase",
  "phrase that is not exact",
  "🙂 漢字 数据库 smile",
  "naïve café",
  "snake_case_name",
  "title:x NEAR(this) ^caret* a AND b",
];

test.each([
  ["docker-compose", [0]],
  ["compose docker", [0]],
  ["dock", [0]],
  ["dock ", []],
  ["c# ", [1]],
  ["字", [5]],
  ["据库", [5]],
  ["库据", []],
  ["🙂 smile", [5]],
  ["C++", [1]],
  ["++", [1]],
  ["foo.bar()", [2]],
  ["FOO", [2]],
  ["it's", [3]],
  [`"exact phrase"`, [3]],
  ["exact phrase", [3, 4]],
  ["phrase -not", [3]],
  ["docker OR smile", [0, 5]],
  ["漢字", [5]],
  ["🙂", [5]],
  ["cafe", [6]],
  ["snake_case", [7]],
  ["snake", [7]],
  ["case", [7]],
  ["case name", [7]],
  ["title:x", [8]],
  ["NEAR(", [8]],
  ["^caret*", [8]],
  ["a AND", [8]],
  ["-docker", [1, 2, 3, 4, 5, 6, 7, 8]],
  ["nothing", []],
  ["", []],
])("a search for %j finds what it should", async (query, expected) => {
  const { store, ids } = await withMessages(...CONTENTS);
  const { hits, total } = await store.searchMessages(query);
  expect(hits.map((hit) => ids.indexOf(hit.messageId)).sort()).toEqual(expected);
  expect(total).toBe(expected.length);
  for (const hit of hits) expect(hit.snippet.some((piece) => piece.marked)).toBe(!query.startsWith("-"));
});

test("nothing that is typed is an error", async () => {
  const { store } = await withMessages(...CONTENTS, "a\0b");
  const { threadId } = await store.createThread();
  await store.addMessage({ threadId, module: "m", content: "still (being) written", status: "processing" });
  await fc.assert(
    fc.asyncProperty(hostileSearch, async (query) => {
      const { hits, total } = await store.searchMessages(query);
      expect(total).toBeGreaterThanOrEqual(hits.length);
    }),
    { numRuns: 2_000 },
  );
  for (const query of ["x".repeat(1_000_000), `"${"a b ".repeat(250_000)}`, "(".repeat(1000), "a OR ".repeat(300)]) {
    expect((await store.searchMessages(query)).hits).toBeInstanceOf(Array);
  }
});

test("the filters narrow the hits, and facets tell how many have which value", async () => {
  const { store, file } = await scratchStore();
  const { threadId } = await store.createThread({ title: "Thread" });
  await store.addMessage({ threadId, module: "billing", content: "needle one", type: "question" });
  await store.addMessage({ threadId, module: "shop", content: "needle two", status: "failed" });
  await store.addMessage({ threadId, module: "shop", content: "needle three", status: "processing" });
  plainConnection(file)
    .prepare("INSERT INTO messages VALUES ('other', ?, 'log', 'needle four', 'note', 1, NULL, NULL)")
    .run(threadId);
  const found = async (filter: object) => {
    const { hits, total } = await store.searchMessages({ query: "needle", ...filter });
    expect(total).toBe(hits.length);
    return hits.map((hit) => hit.snippet.at(-1)?.text.trim()).sort();
  };
  expect(await found({})).toEqual(["four", "one", "three", "two"]);
  expect(await found({ module: "shop" })).toEqual(["three", "two"]);
  expect(await found({ status: "complete" })).toEqual(["four", "one"]);
  expect(await found({ status: "processing" })).toEqual(["three"]);
  expect(await found({ status: "failed" })).toEqual(["two"]);
  expect(await found({ type: "question" })).toEqual(["one"]);
  expect(await found({ type: "note", module: "shop" })).toEqual([]);
  const facets = await store.searchFacets({ query: "needle", module: "shop" });
  expect(facets.module).toEqual([
    { value: "shop", count: 2 },
    { value: "billing", count: 1 },
    { value: "log", count: 1 },
  ]);
  expect(facets.status).toEqual([
    { value: "failed", count: 1 },
    { value: "processing", count: 1 },
  ]);
});

test("a hit says where it is", async () => {
  const { store, ids } = await withMessages("Some words before the needle and after");
  expect((await store.searchMessages("needle")).hits).toEqual([
    {
      messageId: ids[0],
      threadId: (await store.listThreads())[0]?.threadId,
      threadTitle: "Thread",
      module: "m",
      type: "response",
      status: "complete",
      timestamp: expect.any(Number),
      where: "content",
      snippet: [
        { text: "Some words before the ", marked: false },
        { text: "needle", marked: true },
        { text: " and after", marked: false },
      ],
    },
  ]);
});

test("an answer is found while it is being written, by the text that has arrived", async () => {
  const { store, db } = await scratchStore();
  const query = scratchQuery(db);
  const block = { position: 0, kind: "text", name: null, toolUseId: null, parentToolUseId: null } as const;
  const batch = { ...query, follower: FOLLOWER, fold: "{}", growContent: false };
  applyBatch(db, {
    ...batch,
    from: 0,
    to: 5,
    changes: [
      { type: "open", ...block },
      { type: "append", position: 0, text: "half a nee" },
    ],
  });
  expect((await store.searchMessages("needle ")).hits).toEqual([]);
  applyBatch(db, { ...batch, from: 5, to: 9, changes: [{ type: "append", position: 0, text: "dle" }] });
  expect((await store.searchMessages("needle ")).hits).toMatchObject([
    {
      messageId: query.messageId,
      status: "processing",
      snippet: [{ text: "half a " }, { text: "needle", marked: true }],
    },
  ]);
});

test("an answer that another program is writing is found, and found once when it is complete", async () => {
  const { store, file } = await withMessages();
  const { threadId } = await store.createThread();
  const other = plainConnection(file);
  other.prepare("INSERT INTO messages VALUES ('m', ?, 'a', 'half a needle', 'b', 1, 'processing', NULL)").run(threadId);
  expect((await store.searchMessages("needle")).hits).toMatchObject([{ messageId: "m", status: "processing" }]);
  other.exec("UPDATE messages SET status = 'complete'");
  expect((await store.searchMessages("needle")).hits).toMatchObject([{ messageId: "m", status: "complete" }]);
});

test("what fits best comes first however old it is, and the number of matches is counted up to two hundred", async () => {
  const { store, file } = await scratchStore();
  const { threadId } = await store.createThread();
  const other = plainConnection(file);
  const insert = other.prepare("INSERT INTO messages VALUES (?, ?, 'm', ?, 'note', 1, 'complete', NULL)");
  other.transaction(() => {
    insert.run("old", threadId, "needle");
    insert.run("best", threadId, "needle needle needle");
    for (let number = 0; number < 600; number += 1) {
      insert.run(`m${number}`, threadId, `needle stack ${"hay ".repeat(30)}`);
    }
  })();
  const result = await store.searchMessages({ query: "needle", limit: 2 });
  expect(result).toMatchObject({
    hits: [{ messageId: "best" }, { messageId: "old" }],
    total: 200,
    totalIsCapped: true,
  });
  // What it is about is no reason to be found.
  other.exec(
    `INSERT INTO messages SELECT 'about', thread_id, 'm', 'hay stack', 'note', 1, 'complete', NULL FROM threads LIMIT 1`,
  );
  const phrase = await store.searchMessages({ query: '"stack hay"', limit: 200, from: "200" });
  expect(phrase.hits.map((hit) => hit.messageId)).not.toContain("about");
  expect(phrase).toMatchObject({ hits: { length: 200 }, next: "400" });
  expect(await store.searchMessages({ query: "hay", limit: 500 })).toMatchObject({ hits: { length: 200 } });
  other.exec("DELETE FROM messages WHERE message_id LIKE 'm1%'");
  expect(await store.searchMessages("hay")).toMatchObject({ total: 200, totalIsCapped: true });
});

test("of alternatives that only leave out, one that holds is enough", async () => {
  const { store } = await withMessages("alpha", "alpha beta");
  const found = async (query: string) => (await store.searchMessages(query)).hits.length;
  expect(await found("-alpha OR -beta")).toBe(1);
  expect(await found("-alpha -beta")).toBe(0);
  expect(await found("-beta")).toBe(1);
});
