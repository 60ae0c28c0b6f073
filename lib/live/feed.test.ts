import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { FOLLOWER, plainConnection, scratchQuery, scratchStore } from "../../testing/store.ts";
import type { FeedEvent } from "../core/change.ts";
import { finishRun } from "../db/run-writer.ts";
import { onBell, ringBell } from "./bell.ts";
import { feedCursor, feedOn, followFeed } from "./feed.ts";
import type { FeedScope } from "./scope.ts";

/** Follows the feed and keeps what comes, until the test ends. */
function follow(file: string, scope: FeedScope, after?: number) {
  const feed = feedOn(file);
  const ending = new AbortController();
  const events: FeedEvent[] = [];
  const ended = (async () => {
    const given = followFeed(feed, { after: after ?? feedCursor(feed), scope, signal: ending.signal });
    for await (const event of given) events.push(event);
  })();
  onTestFinished(() => ending.abort());
  return { feed, events, ending, ended };
}

const typesOf = (events: FeedEvent[]) =>
  events.flatMap((event) => (event.type === "changes" ? event.changes.map((change) => change.type) : [event.type]));

test("a reader is woken by the bell for what this process commits, without waiting for the next look", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const { store, db, file } = await scratchStore();
  const { threadId } = await store.createThread();
  const { events } = follow(file, { thread: threadId });
  scratchQuery(db, { threadId });
  ringBell();
  await expect.poll(() => new Set(typesOf(events))).toEqual(new Set(["thread", "message", "run"]));
});

test("a reader is woken by what another program commits, without a bell", async () => {
  const { store, file } = await scratchStore();
  const { threadId } = await store.createThread();
  const { events } = follow(file, { thread: threadId });
  const other = plainConnection(file);
  const insert = other.prepare("INSERT INTO messages VALUES (?, ?, 'm', 'x', 'note', 1, NULL, NULL)");
  insert.run("first", threadId);
  await expect.poll(() => typesOf(events)).toEqual(["message"]);
  insert.run("second", threadId);
  await expect.poll(() => typesOf(events)).toEqual(["message", "message"]);
});

test("each reader gets what it asked for, once, with the cursor to go on from", async () => {
  const { store, file } = await scratchStore();
  const [one, two] = [await store.createThread(), await store.createThread()];
  const start = feedCursor(feedOn(file));
  const ofOne = follow(file, { thread: one.threadId });
  const ofAll = follow(file, "live");
  const ofThePast = follow(file, "live", 0);
  await store.renameThread(one.threadId, "One");
  await store.renameThread(two.threadId, "Two");
  ringBell();
  const titles = (events: FeedEvent[]) =>
    events
      .flatMap((event) => (event.type === "changes" ? event.changes : []))
      .map((change) => change.type === "thread" && change.thread.title);
  await expect.poll(() => titles(ofAll.events)).toEqual(["One", "Two"]);
  await expect.poll(() => titles(ofOne.events)).toEqual(["One"]);
  await expect.poll(() => ofThePast.events.at(-1)?.cursor).toBe(start + 2);
  expect(ofAll.events.at(-1)?.cursor).toBe(start + 2);
});

test("a reader whose cursor is not of this database is told to read anew, once", async () => {
  const { store, file } = await scratchStore();
  const { threadId } = await store.createThread();
  const { events, feed } = follow(file, "live", 99_999);
  await expect.poll(() => events).toEqual([{ type: "resync", cursor: feedCursor(feed) }]);
  await store.renameThread(threadId, "Later");
  ringBell();
  await expect.poll(() => typesOf(events)).toEqual(["resync", "thread"]);
});

test("nothing comes before it is committed", async () => {
  const { store, file } = await scratchStore();
  const { threadId } = await store.createThread();
  const { events } = follow(file, { thread: threadId });
  const other = plainConnection(file);
  other.exec("BEGIN IMMEDIATE; UPDATE threads SET title = 'half'");
  ringBell();
  const { events: control } = follow(file, "live", 0);
  await expect.poll(() => control.length).toBe(1);
  expect(events).toEqual([]);
  other.exec("COMMIT");
  await expect.poll(() => typesOf(events)).toEqual(["thread"]);
});

test("a reader that is aborted ends, and the last one leaves no timer and no listener", async () => {
  const { file } = await scratchStore();
  const started = vi.spyOn(globalThis, "setInterval");
  const cleared = vi.spyOn(globalThis, "clearInterval");
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  const readers = [follow(file, "live"), follow(file, "live"), follow(file, "live", 0)];
  await expect.poll(() => readers[2]?.events.length).toBeGreaterThanOrEqual(0);
  const intervals = started.mock.calls.filter(([, time]) => time === 100);
  expect(intervals).toHaveLength(1);
  for (const reader of readers) reader.ending.abort();
  await Promise.all(readers.map((reader) => reader.ended));
  const timer = started.mock.results[started.mock.calls.findIndex(([, time]) => time === 100)]?.value;
  expect(cleared.mock.calls.map(([cleared]) => cleared)).toContain(timer);
  const again = follow(file, "live");
  again.ending.abort();
  await again.ended;
  expect(again.events).toEqual([]);
});

test("a reader that waits for the next change ends when it is aborted", async () => {
  const { file } = await scratchStore();
  const feed = feedOn(file);
  const ending = new AbortController();
  const events = followFeed(feed, { after: feedCursor(feed), scope: "live", signal: ending.signal });
  const next = events.next();
  expect(feed.listenerCount).toBe(1);
  ending.abort();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(feed.listenerCount).toBe(0);
});

test("a reader that was aborted before it began ends at once", async () => {
  const { file } = await scratchStore();
  const feed = feedOn(file);
  const events = followFeed(feed, { after: 0, scope: "live", signal: AbortSignal.abort() });
  expect(await events.next()).toEqual({ done: true, value: undefined });
});

test("a database that can't be read any more ends its readers, not the process", async () => {
  const { file } = await scratchStore();
  const { feed, ended } = follow(file, "live");
  const refused = expect(ended).rejects.toThrow("not open");
  feed.db.$client.close();
  await refused;
});

test("one feed serves all readers of a database, and every database has its own", async () => {
  const [first, second] = [await scratchStore(), await scratchStore()];
  expect(feedOn(first.file)).toBe(feedOn(first.file));
  expect(feedOn(first.file)).not.toBe(feedOn(second.file));
  expect(path.resolve(feedOn(first.file).db.$client.name)).toBe(first.file);
});

test("the end of a run is told as its message and its run", async () => {
  const { db, file } = await scratchStore();
  const query = scratchQuery(db);
  const { events } = follow(file, { thread: query.threadId });
  finishRun(db, { ...query, follower: FOLLOWER, result: null, failure: null });
  ringBell();
  await expect.poll(() => typesOf(events).sort()).toEqual(["message", "run", "thread"]);
});

test("the bell is heard until its listener leaves", () => {
  const heard = vi.fn();
  const leave = onBell(heard);
  ringBell();
  leave();
  ringBell();
  expect(heard).toHaveBeenCalledTimes(1);
});
