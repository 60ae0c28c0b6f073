import { expect, test } from "vitest";
import { Page, shownOf, snapshot } from "../../testing/page.ts";
import { FOLLOWER, plainConnection, scratchQuery, scratchStore } from "../../testing/store.ts";
import { currentCursor, readChanges, trimChanges } from "./changes.ts";
import { applyBatch } from "./run-writer.ts";

const TEXT = { position: 0, kind: "text", name: null, toolUseId: null, parentToolUseId: null } as const;

test("a message that is deleted and written again under its id is there afterwards", async () => {
  const { store, db, file } = await scratchStore();
  const { threadId } = await store.createThread();
  const other = plainConnection(file);
  const insert = other.prepare("INSERT INTO messages VALUES ('m', ?, 'a', ?, 'note', 1, 'complete', NULL)");
  insert.run(threadId, "first");
  const reader = new Page(db, threadId);
  for (const content of ["second", "third"]) {
    other.exec("UPDATE messages SET module = 'b'; DELETE FROM messages");
    insert.run(threadId, content);
  }
  reader.readAll();
  expect(reader.view.messages).toMatchObject([{ messageId: "m", content: "third" }]);
});

test("text goes to the block it is for, and a replacement takes the place of all before it", async () => {
  const { db } = await scratchStore();
  const query = scratchQuery(db);
  const batch = { ...query, follower: FOLLOWER, fold: "{}", growContent: false };
  const changes = [0, 1].map((position) => ({ type: "open" as const, ...TEXT, position }));
  applyBatch(db, { ...batch, from: 0, to: 1, changes });
  const reader = new Page(db, query.threadId);
  const writes = [
    { type: "append", position: 0, text: "a" },
    { type: "append", position: 1, text: "b" },
    { type: "append", position: 0, text: "c" },
    { type: "append", position: 1, text: "wrong" },
    { type: "replace", position: 1, text: "d" },
    { type: "append", position: 1, text: "e" },
  ] as const;
  writes.forEach((write, index) => {
    applyBatch(db, { ...batch, from: index + 1, to: index + 2, changes: [write] });
  });
  reader.readAll();
  expect(reader.view.messages.at(-1)?.blocks.map((block) => block.text)).toEqual(["ac", "de"]);
  expect(shownOf(reader.view)).toEqual(shownOf(snapshot(db, query.threadId)));
});

test("an answer that another program gives another id or another thread goes there whole", async () => {
  const { store, db, file } = await scratchStore();
  const query = scratchQuery(db);
  const target = await store.createThread();
  const changes = [
    { type: "open" as const, ...TEXT },
    { type: "append" as const, position: 0, text: "half" },
  ];
  applyBatch(db, { ...query, follower: FOLLOWER, fold: "{}", growContent: false, from: 0, to: 1, changes });
  const pages = [new Page(db, query.threadId), new Page(db, target.threadId)];
  const move = plainConnection(file).prepare(
    "UPDATE messages SET message_id = 'moved', thread_id = ? WHERE message_id = ?",
  );
  move.run(target.threadId, query.messageId);
  for (const each of pages) {
    each.readAll();
    expect(shownOf(each.view)).toEqual(shownOf(snapshot(db, each.view.thread.threadId)));
  }
  expect(pages[1]?.view.messages).toMatchObject([
    { messageId: "moved", blocks: [{ text: "half" }], run: { runId: query.runId } },
  ]);
});

test("a query shows its run at once", async () => {
  const { store, db } = await scratchStore();
  const { threadId } = await store.createThread();
  const reader = new Page(db, threadId);
  const { runId } = scratchQuery(db, { threadId });
  reader.readAll();
  expect(reader.view.messages.at(-1)).toMatchObject({ status: "processing", run: { runId, state: "starting" } });
});

test("more changes than one event holds come in several", async () => {
  const { db } = await scratchStore();
  const query = scratchQuery(db);
  const reader = new Page(db, query.threadId);
  const batch = { ...query, follower: FOLLOWER, fold: "{}", growContent: false };
  applyBatch(db, { ...batch, from: 0, to: 1, changes: [{ type: "open", ...TEXT }] });
  for (let number = 1; number < 4_500; number += 1) {
    const changes = [{ type: "append" as const, position: 0, text: `${number} ` }];
    applyBatch(db, { ...batch, from: number, to: number + 1, changes });
  }
  expect([reader.read(), reader.read(), reader.read()]).toEqual([true, true, false]);
  expect(shownOf(reader.view)).toEqual(shownOf(snapshot(db, query.threadId)));
});

test("changes of other threads move the cursor on and tell nothing", async () => {
  const { store, db } = await scratchStore();
  const { threadId } = await store.createThread();
  const cursor = currentCursor(db);
  scratchQuery(db);
  const batch = readChanges(db, cursor, threadId);
  expect(batch).toEqual({ changes: [], cursor: currentCursor(db), resync: false, more: false });
  expect(batch.cursor).toBeGreaterThan(cursor);
  expect(readChanges(db, cursor, null).changes.length).toBeGreaterThan(2);
});

test("a cursor of another database, of the future or of no kind leads to reading everything anew", async () => {
  const { db } = await scratchStore();
  scratchQuery(db);
  const cursor = currentCursor(db);
  for (const after of [-1, cursor + 1, 1e300, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(readChanges(db, after, null), String(after)).toEqual({ changes: [], cursor, resync: true, more: false });
  }
  expect(readChanges(db, 0, null).resync).toBe(false);
  expect(readChanges(db, cursor, null)).toMatchObject({ changes: [], resync: false });
});

test("trimming forgets old changes but not the text of open blocks, and sends readers that are behind to read anew", async () => {
  const { db } = await scratchStore();
  const query = scratchQuery(db);
  const early = new Page(db, query.threadId);
  const batch = { ...query, follower: FOLLOWER, fold: "{}", growContent: false };
  applyBatch(db, {
    ...batch,
    from: 0,
    to: 1,
    changes: [
      { type: "open", ...TEXT },
      { type: "append", position: 0, text: "settled" },
      { type: "settle", position: 0, isError: false },
      { type: "open", ...TEXT, position: 1 },
      { type: "append", position: 1, text: "still " },
    ],
  });
  const late = new Page(db, query.threadId);
  db.$client.exec("UPDATE changes SET at = at - 1000");
  trimChanges(db);
  expect(db.$client.prepare("SELECT text FROM changes").pluck().all()).toEqual(["still "]);
  applyBatch(db, { ...batch, from: 1, to: 2, changes: [{ type: "append", position: 1, text: "open" }] });
  for (const reader of [early, late]) {
    reader.readAll();
    expect(reader.view.messages.at(-1)?.blocks.map((block) => block.text)).toEqual(["settled", "still open"]);
  }
  expect([early.resyncs, late.resyncs]).toEqual([1, 0]);
  applyBatch(db, { ...batch, from: 2, to: 3, changes: [{ type: "settle", position: 1, isError: false }] });
  trimChanges(db, -1);
  expect(db.$client.prepare("SELECT count(*) FROM changes").pluck().get()).toBe(0);
  expect(snapshot(db, query.threadId).messages.at(-1)?.blocks[1]?.text).toBe("still open");
  expect(readChanges(db, currentCursor(db), null).resync).toBe(false);
});

test("trimming a log of nothing old changes nothing", async () => {
  const { db } = await scratchStore();
  scratchQuery(db);
  const before = db.$client.prepare("SELECT * FROM changes").all();
  trimChanges(db);
  expect(db.$client.prepare("SELECT * FROM changes").all()).toEqual(before);
  expect(readChanges(db, 0, null).resync).toBe(false);
});
