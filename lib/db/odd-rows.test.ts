import fc from "fast-check";
import { expect, test } from "vitest";
import { plainConnection, scratchStore } from "../../testing/store.ts";
import { faultsOf } from "../../testing/store-faults.ts";
import type { Change } from "../core/change.ts";
import { readChanges } from "./changes.ts";
import type { ConversationStore } from "./store.ts";
import { readHomeView, readThreadView } from "./views.ts";

const ODD_VALUES: [string, unknown][] = [
  ["a NUL character", "before\0after"],
  ["nothing but NUL characters", "\0\0\0"],
  ["a lone surrogate", "half \ud83d pair"],
  ["bytes", Buffer.from([0xff, 0xfe, 0, 0x41, 0xc3])],
  ["an empty text", ""],
  ["a number", 12],
  ["a fraction", 1e308],
  ["a number without end", Number.POSITIVE_INFINITY],
  ["JSON that is cut off", '{"a": [1, '],
  ["JSON null", "null"],
  ["JSON of another kind", '[{"toString": 1}, [[]], 5]'],
  ["JSON with names of the prototype", '{"__proto__": {"a": 1}, "constructor": 1}'],
  ["control characters", "\u0001\u0002\u0003\u001b[31m"],
  ["a very long text", "word ".repeat(400_000)],
  ["SQL", `'; DROP TABLE messages; --"`],
];

const MESSAGE_COLUMNS = ["message_id", "module", "content", "type", "timestamp", "status", "metadata"];
const THREAD_COLUMNS = ["thread_id", "title", "modules", "created_at", "updated_at", "metadata"];

/** Reads everything in every way that a page, a program or a stream does. */
async function readAll(store: ConversationStore, threadId: string): Promise<unknown[]> {
  const { db } = store;
  const listed = await store.listThreads();
  const views = listed.map((thread) => readThreadView(db, thread.threadId));
  return [
    await store.getThread(threadId),
    ...listed,
    ...views,
    await store.getMessage("m1"),
    await store.getProcessingMessages(),
    await store.searchMessages("before OR half OR word OR drop"),
    await store.searchMessages("++"),
    await store.listThreads({ module: "billing" }),
    readHomeView(db),
    ...readChanges(db, 0, null).changes.map((change: Change) => change),
  ];
}

/** Finds what JSON would not give back as it is, or what isn't of the kind that is declared. */
function strangersIn(value: unknown, where = ""): string[] {
  if (value === null || typeof value === "boolean" || typeof value === "string" || value === undefined) return [];
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${where}: ${value}`];
  if (Buffer.isBuffer(value) || typeof value === "bigint") return [`${where}: ${typeof value}`];
  return Object.entries(value).flatMap(([name, inner]) => strangersIn(inner, `${where}.${name}`));
}

test.each(ODD_VALUES)("%s in any column of another program's row is read without an error", async (_name, value) => {
  const { store, file } = await scratchStore();
  const other = plainConnection(file);
  const thread = { thread_id: "t1", title: "x", modules: "[]", created_at: 1, updated_at: 2, metadata: null };
  const message = {
    message_id: "m1",
    thread_id: "t1",
    module: "m",
    content: "word",
    type: "question",
    timestamp: 5,
    status: null,
    metadata: null,
  };
  const insert = (table: string, row: Record<string, unknown>) =>
    other
      .prepare(
        `INSERT OR REPLACE INTO ${table} VALUES (${Object.keys(row)
          .map(() => "?")
          .join(", ")})`,
      )
      .run(...Object.values(row));
  for (const [index, column] of THREAD_COLUMNS.entries()) {
    insert("threads", { ...thread, thread_id: `t${index + 1}`, [column]: value });
  }
  for (const [index, column] of MESSAGE_COLUMNS.entries()) {
    insert("messages", { ...message, message_id: `m${index + 1}`, [column]: value });
    insert("messages", { ...message, message_id: `p${index + 1}`, status: "processing", [column]: value });
  }
  other.prepare("UPDATE messages SET content = ? WHERE message_id = 'm2'").run(value);
  insert("threads", thread);
  for (const read of await readAll(store, "t1")) expect(strangersIn(read)).toEqual([]);
  expect(faultsOf(store.db.$client)).toEqual([]);
  other.exec("UPDATE messages SET content = 'mended'");
  expect(faultsOf(store.db.$client)).toEqual([]);
  other.exec("DELETE FROM messages");
  expect(faultsOf(store.db.$client)).toEqual([]);
  expect((await store.searchMessages("word")).total).toBe(0);
});

test("text goes in and comes out as it was, whatever characters it has", async () => {
  const { store } = await scratchStore();
  const { threadId } = await store.createThread();
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), async (content) => {
      const { messageId } = await store.addMessage({ threadId, module: "m", content });
      expect((await store.getMessage(messageId))?.content).toBe(content.toWellFormed());
    }),
    { numRuns: 300 },
  );
  expect(faultsOf(store.db.$client)).toEqual([]);
});

test("a time that another program wrote as a date in words is that time", async () => {
  const { store, file } = await scratchStore();
  const { threadId } = await store.createThread();
  const before = await store.listThreads();
  const insert = plainConnection(file).prepare("INSERT INTO messages VALUES (?, ?, 'm', 'x', 'note', ?, NULL, NULL)");
  insert.run("date", threadId, "2026-01-02T03:04:05Z");
  insert.run("words", threadId, "yesterday");
  expect((await store.getMessage("date"))?.timestamp).toBe(Date.UTC(2026, 0, 2, 3, 4, 5) / 1000);
  expect((await store.getMessage("words"))?.timestamp).toBe(0);
  expect((await store.listThreads())[0]?.lastActivityAt).toBe(before[0]?.lastActivityAt);
});

test("a message whose thread is gone is still found, and does no harm to the pages", async () => {
  const { store, file } = await scratchStore();
  plainConnection(file).exec("INSERT INTO messages VALUES ('m', 'nowhere', 'a', 'needle', 'b', 1, 'processing', NULL)");
  expect(await store.searchMessages("needle")).toMatchObject({ hits: [{ messageId: "m", threadTitle: null }] });
  expect(readHomeView(store.db).live).toMatchObject([{ threadTitle: null, question: null }]);
  expect(await store.getThread("nowhere")).toBeNull();
});
