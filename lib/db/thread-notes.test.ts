import { expect, test } from "vitest";
import { plainConnection, scratchQuery, scratchStore } from "../../testing/store.ts";
import { MOST_TAGS, TAG_LENGTH } from "../core/tag.ts";
import { currentCursor, readChanges } from "./changes.ts";
import { archiveThreads, pinThreads, tagsInUse, tagThreads, untagThreads } from "./thread-notes.ts";

test("a thread is pinned, tagged and put back, and tells so wherever it is read", async () => {
  const { store } = await scratchStore();
  const { threadId } = await store.createThread();
  await store.pinThread(threadId);
  expect(await store.tagThread(threadId, "  two \n words ")).toBe("two words");
  await store.tagThread(threadId, "a");
  const noted = { threadId, pinned: true, archived: false, tags: ["a", "two words"] };
  expect(await store.getThread(threadId)).toMatchObject(noted);
  expect(await store.listThreads({ pinned: true, tag: "a" })).toMatchObject([noted]);
  await store.untagThread(threadId, "a");
  await store.untagThread(threadId, "never had");
  await store.pinThread(threadId, false);
  expect(await store.getThread(threadId)).toMatchObject({ pinned: false, tags: ["two words"] });
});

test("readers of the feed hear of a pin, a tag and an archiving, and of what was so already they hear nothing", async () => {
  const { store, db } = await scratchStore();
  const { threadId } = await store.createThread();
  const heard = async (change: () => Promise<unknown>) => {
    const from = currentCursor(db);
    await change();
    return readChanges(db, from, null).changes.map((change) => ("thread" in change ? change.thread : change));
  };
  expect(await heard(() => store.pinThread(threadId))).toMatchObject([{ threadId, pinned: true }]);
  expect(await heard(() => store.pinThread(threadId))).toEqual([]);
  expect(await heard(() => store.tagThread(threadId, "a"))).toMatchObject([{ tags: ["a"], pinned: true }]);
  expect(await heard(() => store.tagThread(threadId, "a"))).toEqual([]);
  expect(await heard(() => store.archiveThread(threadId))).toMatchObject([{ archived: true }]);
  expect(await heard(() => store.untagThread(threadId, "a"))).toMatchObject([{ tags: [] }]);
  expect(await heard(() => store.untagThread(threadId, "a"))).toEqual([]);
  expect(await heard(() => store.archiveThread(threadId, false))).toMatchObject([{ archived: false }]);
  expect(await heard(() => store.archiveThread(threadId, false))).toEqual([]);
});

test("what is done to several threads is done to all of them or to none", async () => {
  const { store, db } = await scratchStore();
  const ids = (await Promise.all([store.createThread(), store.createThread()])).map(({ threadId }) => threadId);
  for (const change of [
    (all: string[]) => pinThreads(db, all, true),
    (all: string[]) => archiveThreads(db, all, true),
    (all: string[]) => tagThreads(db, all, "a"),
  ]) {
    expect(() => change([...ids, "nowhere"])).toThrow(expect.objectContaining({ code: "thread-unknown" }));
    for (const id of ids) {
      expect(await store.getThread(id)).toMatchObject({ pinned: false, archived: false, tags: [] });
    }
  }
  tagThreads(db, ids, "a");
  expect(tagsInUse(db)).toEqual([{ name: "a", threads: 2 }]);
  untagThreads(db, ids, "a");
  expect(tagsInUse(db)).toEqual([]);
});

test("a tag that is in use but for capital letters keeps its spelling; what is no tag is refused", async () => {
  const { store } = await scratchStore();
  const { threadId } = await store.createThread();
  const other = await store.createThread();
  await store.tagThread(other.threadId, "Übersicht");
  expect(await store.tagThread(threadId, "übersicht")).toBe("Übersicht");
  for (const tag of ["", " \t ", "\0", "x".repeat(TAG_LENGTH + 1)]) {
    await expect(store.tagThread(threadId, tag)).rejects.toMatchObject({ code: "input-invalid", field: "tag" });
  }
  for (let at = 1; at < MOST_TAGS; at++) await store.tagThread(threadId, `t${at}`);
  await expect(store.tagThread(threadId, "one more")).rejects.toMatchObject({ code: "input-invalid" });
  await store.tagThread(threadId, "T1");
  expect((await store.getThread(threadId))?.tags).toHaveLength(MOST_TAGS);
});

test("threads are counted by module, tag and state, without those that are archived", async () => {
  const { store, db, file } = await scratchStore();
  const live = scratchQuery(db, { module: "a" });
  const failed = scratchQuery(db, { module: "a" });
  await store.updateMessage(failed.messageId, { status: "failed" });
  const stopped = scratchQuery(db, { module: "b" });
  await store.updateMessage(stopped.messageId, { status: "failed" });
  plainConnection(file)
    .prepare("UPDATE runs SET failure = ? WHERE run_id = ?")
    .run('{"code":"stopped-by-user"}', stopped.runId);
  const away = scratchQuery(db, { module: "b" });
  await store.archiveThread(away.threadId);
  await store.pinThread(live.threadId);
  await store.tagThread(live.threadId, "x");
  expect(await store.countThreads()).toEqual({
    modules: [
      { name: "a", threads: 2 },
      { name: "b", threads: 1 },
    ],
    tags: [{ name: "x", threads: 1 }],
    ...{ all: 3, live: 1, failed: 1, pinned: 1, archived: 1, cursor: currentCursor(db) },
  });
});
