import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { plainConnection, scratchStore } from "../../testing/store.ts";
import { readChanges } from "../db/changes.ts";
import { ringBell } from "./bell.ts";
import { feedCursor, feedOn } from "./feed.ts";
import { FeedReader } from "./feed-reader.ts";
import type { Hub } from "./hub.ts";
import type { FeedScope } from "./scope.ts";

vi.mock("../db/changes.ts", { spy: true });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function setUp() {
  const { store, file } = await scratchStore();
  const { threadId } = await store.createThread();
  const feed = feedOn(file);
  const insert = plainConnection(file).prepare("INSERT INTO messages VALUES (?, ?, 'm', ?, 'note', 1, NULL, NULL)");
  const write = (id: string, content = "") => insert.run(id, threadId, content);
  return { feed, threadId, write };
}

/** A reader, and what it was told: it takes nothing by itself. */
function readerOf(feed: Hub, after: number | null = null, scope: FeedScope = "live") {
  const onNews = vi.fn();
  const reader = new FeedReader(feed, { after, scope, onNews, onFailed: () => {} });
  return { reader, onNews };
}

/** What a reader's own reads of the database need. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("fifty readers cost one read of the database and one serialisation for each event", async () => {
  const { feed, write, threadId } = await setUp();
  const readers = Array.from({ length: 50 }, (_, index) =>
    readerOf(feed, null, index % 2 ? "live" : { thread: threadId }),
  );
  vi.mocked(readChanges).mockClear();
  for (const id of ["a", "b", "c"]) {
    write(id);
    vi.advanceTimersByTime(200);
    const taken = readers.map(({ reader }) => reader.next());
    expect(taken.map((delivery) => delivery?.event.cursor)).toEqual(readers.map(() => feedCursor(feed)));
    expect(new Set(taken.map((delivery) => delivery?.frame)).size).toBe(2);
  }
  expect(readChanges).toHaveBeenCalledTimes(3);
  for (const { reader } of readers) reader.close();
});

test("when nothing was committed nothing is read, however long someone listens", async () => {
  const { feed } = await setUp();
  const { reader, onNews } = readerOf(feed);
  vi.mocked(readChanges).mockClear();
  vi.advanceTimersByTime(60_000);
  expect(readChanges).not.toHaveBeenCalled();
  expect(onNews).not.toHaveBeenCalled();
  reader.close();
});

test("however often it rings, readers get at most one event in sixteen milliseconds", async () => {
  const { feed, write } = await setUp();
  const { reader, onNews } = readerOf(feed);
  for (let time = 0; time < 160; time += 1) {
    write(`m${time}`);
    ringBell();
    vi.advanceTimersByTime(1);
  }
  expect(onNews.mock.calls.length).toBeLessThanOrEqual(11);
  expect(onNews.mock.calls.length).toBeGreaterThan(5);
  reader.close();
});

test("the last reader leaves no timer, no listener and no memory of events", async () => {
  const { feed, write } = await setUp();
  const before = feedCursor(feed);
  const { reader: first } = readerOf(feed);
  const { reader: second } = readerOf(feed);
  write("a");
  vi.advanceTimersByTime(200);
  ringBell();
  expect(vi.getTimerCount()).toBe(2);
  first.close();
  first.close();
  expect(feed.listenerCount).toBe(1);
  second.close();
  expect(feed.listenerCount).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  expect(feed.recent.after(before)).toBeUndefined();
  ringBell();
  expect(vi.getTimerCount()).toBe(0);
});

test("a reader that is slightly behind costs no read; one that is further behind reads by itself", async () => {
  const { feed, write } = await setUp();
  const start = feedCursor(feed);
  const { reader: slow, onNews } = readerOf(feed);
  write("a");
  vi.advanceTimersByTime(200);
  write("b");
  vi.advanceTimersByTime(200);
  vi.mocked(readChanges).mockClear();
  expect([slow.next()?.event.cursor, slow.next()?.event.cursor, slow.next()]).toEqual([start + 1, start + 2, null]);
  expect(readChanges).not.toHaveBeenCalled();
  for (const id of ["c", "d", "e"]) {
    write(id, "x".repeat(600_000));
    vi.advanceTimersByTime(200);
  }
  vi.mocked(readChanges).mockClear();
  onNews.mockClear();
  expect(slow.next()).toBeNull();
  await turn();
  expect(onNews).toHaveBeenCalledTimes(1);
  expect(slow.next()?.event.cursor).toBe(start + 3);
  expect(readChanges).toHaveBeenCalledTimes(1);
  slow.close();
});

test("readers that are far behind take turns, so that none holds up the others", async () => {
  const { feed, write } = await setUp();
  for (let number = 0; number < 5; number += 1) write(`m${number}`, "x".repeat(300_000));
  const readers = Array.from({ length: 3 }, () => readerOf(feed, 0));
  vi.mocked(readChanges).mockClear();
  for (const { reader } of readers) expect(reader.next()).toBeNull();
  await turn();
  expect(readChanges).toHaveBeenCalledTimes(1);
  await turn();
  expect(readChanges).toHaveBeenCalledTimes(2);
  for (const { reader } of readers) reader.close();
});

test("what other programs wrote at length comes in several events, none of them much larger than its largest message", async () => {
  const { feed, write } = await setUp();
  for (let number = 0; number < 6; number += 1) write(`m${number}`, "x".repeat(200_000));
  const { reader } = readerOf(feed, 0);
  const sizes: number[] = [];
  while (sizes.length < 3) {
    const delivery = reader.next();
    if (delivery) sizes.push(delivery.frame.length);
    else await turn();
  }
  expect(reader.next()).toBeNull();
  expect(Math.max(...sizes)).toBeLessThan(500_000);
  reader.close();
});

test("a reader whose snapshot is newer than what the hub has read gets only what came after it", async () => {
  const { feed, write } = await setUp();
  const { reader: first } = readerOf(feed);
  write("a");
  const { reader } = readerOf(feed, feedCursor(feed));
  write("b");
  vi.advanceTimersByTime(200);
  expect(first.next()?.event).toMatchObject({ changes: [{ message: { messageId: "a" } }, {}] });
  expect(reader.next()?.event).toMatchObject({ changes: [{ message: { messageId: "b" } }] });
  expect(reader.next()).toBeNull();
  for (const each of [first, reader]) each.close();
});

test("when the log is lost, a reader that is behind is told so, and not first what was before", async () => {
  const { feed, write } = await setUp();
  const { reader } = readerOf(feed);
  write("a");
  vi.advanceTimersByTime(200);
  write("b");
  feed.db.$client.exec("UPDATE feed_state SET trimmed_to = (SELECT max(seq) FROM changes)");
  ringBell();
  vi.advanceTimersByTime(200);
  expect(reader.next()).toBeNull();
  await turn();
  expect(reader.next()?.event).toEqual({ type: "resync", cursor: feedCursor(feed) });
  expect(reader.next()).toBeNull();
  reader.close();
});

test("when the database was put back to an earlier state, every reader is told to read anew", async () => {
  const { feed, write } = await setUp();
  write("a");
  write("b");
  const atTail = readerOf(feed);
  const behind = readerOf(feed);
  write("c");
  vi.advanceTimersByTime(200);
  atTail.reader.next();
  feed.db.$client.exec("DELETE FROM changes WHERE seq > 1; UPDATE sqlite_sequence SET seq = 1 WHERE name = 'changes'");
  ringBell();
  vi.advanceTimersByTime(200);
  for (const { reader } of [atTail, behind]) {
    expect(reader.next()).toBeNull();
    await turn();
    expect(reader.next()?.event).toEqual({ type: "resync", cursor: 1 });
    reader.close();
  }
});
