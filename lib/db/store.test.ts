import { expect, test } from "vitest";
import { plainConnection, scratchStore } from "../../testing/store.ts";

const UNKNOWN = "11111111-2222-4333-8444-555555555555";

test("messages and threads have exactly the columns that other programs know", async () => {
  const { file } = await scratchStore();
  const columns = (table: string) =>
    (
      plainConnection(file).pragma(`table_info(${table})`) as {
        name: string;
        type: string;
        notnull: number;
        pk: number;
      }[]
    ).map(({ name, type, notnull, pk }) => `${name} ${type}${notnull ? " not null" : ""}${pk ? " key" : ""}`);
  expect(columns("messages")).toEqual([
    "message_id TEXT not null key",
    "thread_id TEXT not null",
    "module TEXT not null",
    "content TEXT not null",
    "type TEXT not null",
    "timestamp REAL not null",
    "status TEXT",
    "metadata TEXT",
  ]);
  expect(columns("threads")).toEqual([
    "thread_id TEXT not null key",
    "title TEXT",
    "modules TEXT",
    "created_at REAL not null",
    "updated_at REAL",
    "metadata TEXT",
  ]);
});

test("a message that another program wrote without a status is complete", async () => {
  const { store, file } = await scratchStore();
  const { threadId } = await store.createThread();
  plainConnection(file)
    .prepare(
      "INSERT INTO messages (message_id, thread_id, module, content, type, timestamp) VALUES ('m', ?, 'a', 'b', 'c', 1)",
    )
    .run(threadId);
  expect(await store.getMessage("m")).toEqual({
    messageId: "m",
    threadId,
    module: "a",
    content: "b",
    type: "c",
    timestamp: 1,
    status: "complete",
    metadata: null,
  });
});

test("a thread is given back as it was created, with its messages oldest first", async () => {
  const { store } = await scratchStore();
  const thread = await store.createThread({ title: "Invoices", modules: ["billing", "café"], metadata: { a: [1] } });
  const question = await store.addMessage({
    threadId: thread.threadId,
    module: "billing",
    content: "Why?",
    type: "question",
  });
  const answer = await store.addMessage({
    threadId: thread.threadId,
    module: "billing",
    content: "Because.",
    metadata: { b: null },
  });
  const read = await store.getThread(thread.threadId);
  expect(read).toMatchObject({
    title: "Invoices",
    modules: ["billing", "café"],
    metadata: { a: [1] },
    archived: false,
  });
  expect(read?.messages).toEqual([question, answer]);
  expect(answer).toMatchObject({ type: "response", status: "complete", metadata: { b: null } });
  expect(await store.getMessage(answer.messageId)).toEqual(answer);
});

test("messages of one and the same time keep the order in which they came", async () => {
  const { store, file } = await scratchStore();
  const { threadId } = await store.createThread();
  const other = plainConnection(file);
  for (const id of ["c", "a", "b"]) {
    other.prepare("INSERT INTO messages VALUES (?, ?, 'm', 'x', 'note', 5, 'complete', NULL)").run(id, threadId);
  }
  other.prepare("REPLACE INTO messages VALUES ('c', ?, 'm', 'y', 'note', 5, 'complete', NULL)").run(threadId);
  expect((await store.getThread(threadId))?.messages.map((message) => message.messageId)).toEqual(["c", "a", "b"]);
});

test("what is unknown is null to read, and refused with its code to change", async () => {
  const { store } = await scratchStore();
  expect(await store.getThread(UNKNOWN)).toBeNull();
  expect(await store.getMessage(UNKNOWN)).toBeNull();
  const refusals = [
    [store.addMessage({ threadId: UNKNOWN, module: "m", content: "x" }), "thread-unknown"],
    [store.renameThread(UNKNOWN, "x"), "thread-unknown"],
    [store.archiveThread(UNKNOWN), "thread-unknown"],
    [store.deleteThread(UNKNOWN), "thread-unknown"],
    [store.updateMessage(UNKNOWN, { content: "x" }), "message-unknown"],
    [store.updateMessage(UNKNOWN, { status: "complete" }), "message-unknown"],
    [store.updateMessage(UNKNOWN, {}), "message-unknown"],
  ] as const;
  for (const [promise, code] of refusals) {
    await expect(promise).rejects.toMatchObject({ name: "SwitchboardError", code, hint: expect.stringMatching(/\w/) });
  }
});

test("an update changes what it names and leaves the rest", async () => {
  const { store } = await scratchStore();
  const { threadId } = await store.createThread();
  const message = await store.addMessage({
    threadId,
    module: "m",
    content: "",
    status: "processing",
    metadata: { a: 1 },
  });
  expect(await store.getProcessingMessages()).toEqual([message]);
  expect(await store.updateMessage(message.messageId, {})).toEqual(message);
  expect(await store.updateMessage(message.messageId, { content: "half" })).toEqual({ ...message, content: "half" });
  expect(await store.updateMessage(message.messageId, { metadata: { b: 2 } })).toMatchObject({ metadata: { b: 2 } });
  expect(await store.updateMessage(message.messageId, { metadata: null })).toMatchObject({ metadata: null });
  const whole = await store.updateMessage(message.messageId, { content: "whole", status: "complete" });
  expect(whole).toEqual({ ...message, content: "whole", status: "complete", metadata: null });
  expect(await store.getMessage(message.messageId)).toEqual(whole);
  expect(await store.getProcessingMessages()).toEqual([]);
});

test.each(["complete", "failed"])("a status of %s never changes, whoever tries", async (status) => {
  const { store, file } = await scratchStore();
  const { threadId } = await store.createThread();
  const { messageId } = await store.addMessage({ threadId, module: "m", content: "kept", status });
  const other = plainConnection(file);
  for (const next of ["processing", "complete", "failed", "queued"].filter((word) => word !== status)) {
    await expect(store.updateMessage(messageId, { status: next, content: "lost" })).rejects.toMatchObject({
      code: "message-ended",
    });
    expect(() => other.prepare("UPDATE messages SET status = ?, content = 'lost'").run(next)).toThrow("has ended");
    expect(() => other.prepare("UPDATE OR IGNORE messages SET status = ?").run(next)).toThrow("has ended");
    expect(() =>
      other
        .prepare("INSERT OR REPLACE INTO messages VALUES (?, ?, 'm', 'lost', 'response', 1, ?, NULL)")
        .run(messageId, threadId, next),
    ).toThrow("has ended");
    expect(() =>
      other
        .prepare(
          `INSERT INTO messages VALUES (?, ?, 'm', 'lost', 'response', 1, ?, NULL)
           ON CONFLICT DO UPDATE SET status = excluded.status`,
        )
        .run(messageId, threadId, next),
    ).toThrow("has ended");
  }
  expect(await store.getMessage(messageId)).toMatchObject({ status, content: "kept" });
  expect(await store.updateMessage(messageId, { status, content: "mended" })).toMatchObject({ content: "mended" });
});

test("what leaves a status as it is goes through", async () => {
  const { store, file } = await scratchStore();
  const { threadId } = await store.createThread();
  const { messageId } = await store.addMessage({ threadId, module: "m", content: "first" });
  const other = plainConnection(file);
  const values = "VALUES (?, ?, 'm', 'second', 'response', 1, ?, NULL)";
  other.prepare(`INSERT OR IGNORE INTO messages ${values}`).run(messageId, threadId, "processing");
  expect(await store.getMessage(messageId)).toMatchObject({ content: "first", status: "complete" });
  other
    .prepare(`INSERT INTO messages ${values} ON CONFLICT DO UPDATE SET content = excluded.content`)
    .run(messageId, threadId, "processing");
  expect(await store.getMessage(messageId)).toMatchObject({ content: "second", status: "complete" });
  other.prepare("DELETE FROM messages").run();
  other.prepare(`INSERT INTO messages ${values}`).run(messageId, threadId, "processing");
  expect(await store.getMessage(messageId)).toMatchObject({ content: "second", status: "processing" });
});

test("of two writers that end a message one wins", async () => {
  const { store, file } = await scratchStore();
  const { threadId } = await store.createThread();
  const { messageId } = await store.addMessage({ threadId, module: "m", content: "", status: "processing" });
  const end = "UPDATE messages SET status = ?, content = ? WHERE message_id = ? AND status = 'processing'";
  const first = plainConnection(file).prepare(end).run("failed", "one", messageId).changes;
  const second = plainConnection(file).prepare(end).run("complete", "two", messageId).changes;
  expect([first, second]).toEqual([1, 0]);
  await expect(store.updateMessage(messageId, { status: "complete" })).rejects.toMatchObject({ code: "message-ended" });
  expect(await store.getMessage(messageId)).toMatchObject({ status: "failed", content: "one" });
});

test("threads are listed newest activity first, with what a line of the list shows", async () => {
  const { store } = await scratchStore();
  const old = await store.createThread({ title: "Old" });
  const young = await store.createThread({ title: "Young" });
  await store.addMessage({ threadId: old.threadId, module: "m", content: "One?", type: "question" });
  await store.addMessage({ threadId: old.threadId, module: "m", content: "x".repeat(300), type: "question" });
  await store.addMessage({ threadId: old.threadId, module: "m", content: "", status: "processing" });
  await store.addMessage({ threadId: old.threadId, module: "m", content: "", status: "failed" });
  store.db.$client.exec("UPDATE threads SET updated_at = CASE title WHEN 'Old' THEN 2e9 ELSE 1e9 END");
  const listed = await store.listThreads();
  expect(listed.map((thread) => thread.threadId)).toEqual([old.threadId, young.threadId]);
  expect(listed[0]).toMatchObject({ messageCount: 4, processingCount: 1, failedCount: 1, lastActivityAt: 2e9 });
  expect(listed[0]?.lastQuestion).toBe("x".repeat(200));
  expect(listed[1]).toMatchObject({ messageCount: 0, lastQuestion: null });
});

test("a new message brings its thread to the top; one of an earlier time doesn't", async () => {
  const { store, file } = await scratchStore();
  const first = await store.createThread();
  const second = await store.createThread();
  store.db.$client.exec("UPDATE threads SET updated_at = 1000 + rowid, created_at = 1000 + rowid");
  const top = async () => (await store.listThreads())[0]?.threadId;
  expect(await top()).toBe(second.threadId);
  const insert = plainConnection(file).prepare("INSERT INTO messages VALUES (?, ?, 'm', 'x', 'note', ?, NULL, NULL)");
  insert.run("early", first.threadId, 5);
  expect(await top()).toBe(second.threadId);
  insert.run("late", first.threadId, 5000);
  expect(await top()).toBe(first.threadId);
});

test("pages of threads miss none and repeat none, though many have one and the same time", async () => {
  const { store } = await scratchStore();
  for (let number = 0; number < 25; number += 1) await store.createThread({ title: String(number) });
  store.db.$client.exec("UPDATE threads SET updated_at = 1000 + (rowid / 10)");
  const seen: string[] = [];
  let page = await store.listThreads({ limit: 4 });
  while (page.length > 0) {
    seen.push(...page.map((thread) => thread.threadId));
    const last = page.at(-1);
    page = await store.listThreads({ limit: 4, before: last?.lastActivityAt, beforeThread: last?.threadId });
  }
  expect(seen).toEqual((await store.listThreads({ limit: 1000 })).map((thread) => thread.threadId));
  expect(new Set(seen).size).toBe(25);
});

test("a page that begins before a time has nothing of that time", async () => {
  const { store } = await scratchStore();
  await store.createThread();
  store.db.$client.exec("UPDATE threads SET updated_at = 1000");
  expect(await store.listThreads({ before: 1000 })).toEqual([]);
  expect(await store.listThreads({ before: 1000.001 })).toHaveLength(1);
});

test("a limit that is no whole number of the range is brought into it", async () => {
  const { store } = await scratchStore();
  await store.createThread();
  await store.createThread();
  for (const limit of [Number.NaN, 0, -5, 1.5, 1e12, Number.POSITIVE_INFINITY]) {
    const expected = limit >= 1e12 || Number.isNaN(limit) ? 2 : 1;
    expect(await store.listThreads({ limit }), String(limit)).toHaveLength(expected);
    expect(await store.searchMessages({ query: "word", limit })).toMatchObject({ hits: [] });
  }
});

test("threads are filtered by a module that is named, asked, or written by another program", async () => {
  const { store, file } = await scratchStore();
  const named = await store.createThread({ modules: ['we "ird"', "café"] });
  const asked = await store.createThread();
  await store.addMessage({ threadId: asked.threadId, module: "billing", content: "x" });
  const other = plainConnection(file).prepare("INSERT INTO threads VALUES (?, NULL, ?, 1, NULL, NULL)");
  other.run("escaped", '["caf\\u00e9"]');
  other.run("bare", "billing");
  other.run("broken", '["billing');
  const ids = async (module: string) => (await store.listThreads({ module })).map((thread) => thread.threadId).sort();
  expect(await ids('we "ird"')).toEqual([named.threadId]);
  expect(await ids("café")).toEqual([named.threadId, "escaped"].sort());
  expect(await ids("billing")).toEqual([asked.threadId, "bare"].sort());
  expect(await ids("bill")).toEqual([]);
});

test("a thread is renamed, archived, put back and deleted", async () => {
  const { store, db } = await scratchStore();
  const { threadId } = await store.createThread({ title: "Before" });
  await store.addMessage({ threadId, module: "m", content: "needle" });
  expect(await store.renameThread(threadId, "After")).toMatchObject({ title: "After" });
  await store.archiveThread(threadId);
  await store.archiveThread(threadId);
  expect(await store.listThreads()).toEqual([]);
  expect(await store.listThreads({ archived: true })).toMatchObject([{ threadId, title: "After", archived: true }]);
  expect(await store.getThread(threadId)).toMatchObject({ archived: true });
  await store.archiveThread(threadId, false);
  expect(await store.listThreads()).toMatchObject([{ threadId, archived: false }]);
  await store.deleteThread(threadId);
  expect(await store.getThread(threadId)).toBeNull();
  expect((await store.searchMessages("needle")).hits).toEqual([]);
  expect(db.$client.prepare("SELECT count(*) FROM messages").pluck().get()).toBe(0);
});

test("a NULL or JSON null that another program wrote as metadata or modules is nothing", async () => {
  const { store, file } = await scratchStore();
  const insert = plainConnection(file).prepare("INSERT INTO threads VALUES (?, NULL, ?, 1, NULL, ?)");
  insert.run("null", "null", "null");
  insert.run("odd", '[1, {"toString": 1}, null, "a"]', "[1]");
  expect(await store.getThread("null")).toMatchObject({ modules: [], metadata: null });
  expect(await store.getThread("odd")).toMatchObject({
    modules: ["1", '{"toString":1}', "null", "a"],
    metadata: { raw: "[1]" },
  });
});
