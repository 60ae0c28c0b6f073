import { expect, test } from "vitest";
import { FOLLOWER, scratchQueued, scratchStore } from "../../testing/store.ts";
import { readChanges } from "./changes.ts";
import { claimQueued, nextInLine } from "./queue.ts";
import { listThreads } from "./thread-list.ts";
import { readHomeView } from "./views.ts";

test("home has all that is being answered, however many wait, then the first ones in line, and counts the rest", async () => {
  const { store } = await scratchStore();
  const { db } = store;
  const asked = Array.from({ length: 84 }, () => scratchQueued(db));
  for (let at = 0; at < 4; at++) {
    const next = nextInLine(db);
    if (next) claimQueued(db, next, FOLLOWER, { runs: 4, starts: 4 });
  }
  const { live, moreQueued } = readHomeView(db);
  const states = live.map(({ message }) => message.run?.state);
  expect(states).toEqual([...Array(4).fill("starting"), ...Array(50).fill("queued")]);
  expect(live.map(({ message }) => message.messageId)).toEqual(asked.slice(0, 54).map(({ messageId }) => messageId));
  expect(live.slice(4).map(({ message }) => message.run?.queuePosition)).toEqual(
    Array.from({ length: 50 }, (_, at) => at + 1),
  );
  expect(moreQueued).toBe(30);
});

test("messages that a dead program left processing hide neither our runs nor what waits", async () => {
  const { store } = await scratchStore();
  const ours = scratchQueued(store.db);
  const next = nextInLine(store.db);
  if (next) claimQueued(store.db, next, FOLLOWER, { runs: 1, starts: 1 });
  const waiting = scratchQueued(store.db);
  const { threadId } = await store.createThread();
  for (let at = 0; at < 60; at++) await store.addMessage({ threadId, module: "m", content: "", status: "processing" });
  const ids = readHomeView(store.db).live.map(({ message }) => message.messageId);
  expect(ids).toHaveLength(52);
  expect(ids[0]).toBe(ours.messageId);
  expect(ids.at(-1)).toBe(waiting.messageId);
});

test("a thread tells how many of its answers wait, and the feed tells when the last one is taken out of the line", async () => {
  const { store } = await scratchStore();
  const { db } = store;
  const { threadId } = scratchQueued(db);
  expect(listThreads(db)).toMatchObject([{ threadId, processingCount: 1, queuedCount: 1 }]);
  const { cursor } = readHomeView(db);
  const next = nextInLine(db);
  if (next) claimQueued(db, next, FOLLOWER, { runs: 1, starts: 1 });
  expect(listThreads(db)).toMatchObject([{ threadId, processingCount: 1, queuedCount: 0 }]);
  expect(readChanges(db, cursor, null).changes).toMatchObject([{ type: "run" }, { type: "queue", order: [] }]);
});
