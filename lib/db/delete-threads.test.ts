import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { plainConnection, scratchQuery, scratchStore } from "../../testing/store.ts";
import { faultsOf } from "../../testing/store-faults.ts";
import type { Db } from "./db.ts";
import { deleteThreads } from "./delete-threads.ts";
import { indexStep } from "./search-index.ts";

/** What tells of the past, and of what is set: rows here may name a thread that is gone. */
const RECORDS = ["changes", "history_files", "imports"];

/** Every table with every row that has one of these texts in any column. */
function rowsWith(db: Db, texts: readonly string[]): string[] {
  const tables = db.$client
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all()
    .map(String);
  return tables
    .filter((table) => !RECORDS.includes(table) && !/_(data|idx|docsize|config|content)$/.test(table))
    .flatMap((table) =>
      db.$client
        .prepare(`SELECT * FROM ${table}`)
        .all()
        .map((row) => JSON.stringify(row))
        .filter((row) => texts.some((text) => row.includes(text)))
        .map((row) => `${table}: ${row}`),
    );
}

const INDEX = "SELECT rowid FROM search_index WHERE search_index MATCH 'billing OR needle'";
const TITLES = "SELECT rowid FROM title_index WHERE title_index MATCH 'question'";

test("of a deleted thread nothing is left in any table, and nothing in the index", async () => {
  const { store, db } = await scratchStore();
  const { threadId, messageId, questionId, runId } = scratchQuery(db, { prompt: "needle" });
  const block = { messageId, position: 0, kind: "text", state: "settled", isError: 0, text: "needle" };
  db.$client
    .prepare("INSERT INTO blocks VALUES (@messageId, @position, @kind, @state, NULL, NULL, NULL, @isError, @text)")
    .run(block);
  await store.archiveThread(threadId);
  await store.pinThread(threadId);
  await store.tagThread(threadId, "bug");
  await store.updateMessage(messageId, { status: "complete", content: "needle" });
  db.$client.prepare("UPDATE runs SET state = 'ended'").run();
  while (indexStep(db));
  expect(db.$client.prepare(INDEX).all()).toHaveLength(2);
  expect(db.$client.prepare(TITLES).all()).toHaveLength(1);
  expect(rowsWith(db, [threadId]).length).toBeGreaterThan(7);
  await store.deleteThread(threadId);
  while (indexStep(db));
  expect(rowsWith(db, [threadId, messageId, questionId, runId])).toEqual([]);
  expect(db.$client.prepare(INDEX).all()).toEqual([]);
  expect(db.$client.prepare(TITLES).all()).toEqual([]);
  for (const table of ["message_order", "thread_order", "search_pending", "title_pending"]) {
    expect(db.$client.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
  }
});

test("that transcripts of a deleted thread were read stays known, whoever deletes it; what was odd in them doesn't", async () => {
  const { store, db, file } = await scratchStore();
  const other = plainConnection(file);
  for (const [deleteIt, at] of [
    [(id: string) => store.deleteThread(id), 1],
    [async (id: string) => other.prepare("DELETE FROM threads WHERE thread_id = ?").run(id), 2],
  ] as const) {
    const { threadId } = await store.createThread();
    const path = `/home/${at}.jsonl`;
    other
      .prepare("INSERT INTO history_files VALUES (?, '/', 's', ?, 90, 5, 80, 7, 3, 1, '{}', NULL, 1)")
      .run(path, threadId);
    other.prepare("INSERT INTO import_problems (path, line, kind, detail) VALUES (?, 1, 'x', 'y')").run(path);
    await deleteIt(threadId);
    expect(db.$client.prepare("SELECT * FROM history_files WHERE path = ?").get(path)).toMatchObject({
      ...{
        path,
        session_id: "s",
        size: 90,
        offset: 80,
        thread_id: null,
        skipped: "its thread was deleted",
        state: null,
      },
    });
    expect(db.$client.prepare("SELECT count(*) FROM import_problems").pluck().get()).toBe(0);
  }
  expect(faultsOf(db.$client)).toEqual([]);
});

test("a thread of many messages is deleted in short steps, others are served meanwhile, and several go at once", async () => {
  const { store, db, file } = await scratchStore();
  const threads = await Promise.all([1, 2, 3].map(() => store.createThread()));
  const [first, second, kept] = threads.map(({ threadId }) => threadId) as [string, string, string];
  const insert = plainConnection(file).prepare("INSERT INTO messages VALUES (?, ?, 'm', '', 'note', 1, NULL, NULL)");
  for (let at = 0; at < 450; at++) insert.run(`a${at}`, first);
  for (const [id, thread] of Object.entries({ b: second, c: kept })) insert.run(id, thread);
  const left = db.$client.prepare("SELECT count(*) FROM messages").pluck();
  const seen: unknown[] = [];
  let ended = false;
  const deleting = deleteThreads(db, [first, second]).finally(() => {
    ended = true;
  });
  while (!ended) {
    seen.push(left.get());
    await nextTurn();
  }
  await deleting;
  expect(new Set(seen)).toContain(252);
  expect(db.$client.prepare("SELECT message_id FROM messages").pluck().all()).toEqual(["c"]);
  expect((await store.listThreads()).map(({ threadId }) => threadId)).toEqual([kept]);
});

test("when one of several threads is unknown, none is deleted", async () => {
  const { store, db } = await scratchStore();
  const { threadId } = await store.createThread();
  await expect(deleteThreads(db, [threadId, "nowhere"])).rejects.toMatchObject({ code: "thread-unknown" });
  expect(await store.listThreads()).toHaveLength(1);
});
