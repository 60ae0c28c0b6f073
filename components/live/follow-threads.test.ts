import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Change } from "@/lib/core/change.ts";
import { type FollowThreadsOptions, followThreads } from "./follow-threads.ts";
import type { FeedSubscriber } from "./tab-feed.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ABOUT = (threadId: string, type = "thread") => ({ seq: 1, type, threadId }) as unknown as Change;

/** A list that is followed, with a feed and a server that do as they are told. */
function followed() {
  const feed: FeedSubscriber[] = [];
  const read: (string[] | "all")[] = [];
  const server = { answer: async () => {} };
  const options: FollowThreadsOptions = {
    after: 5,
    readThese: async (ids) => {
      read.push([...ids]);
      await server.answer();
    },
    readAll: async () => {
      read.push("all");
      await server.answer();
      return 90;
    },
    onCounted: vi.fn(),
    subscribe(subscriber) {
      feed.push(subscriber);
      return { close: () => void feed.splice(feed.indexOf(subscriber), 1) };
    },
    whenShown(run, delayMs) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  };
  const follower = followThreads(options);
  const hear = (cursor: number, ...changes: Change[]) => feed.at(-1)?.onChanges({ type: "changes", cursor, changes });
  return { feed, read, server, options, follower, hear };
}

test("threads that changed are read together, only those, and at most so often", async () => {
  const { read, hear, feed } = followed();
  expect(feed[0]?.after).toBe(5);
  hear(6, ABOUT("a"), ABOUT("b", "message"), ABOUT("a", "run"), ABOUT("c", "text"), ABOUT("", "queue"));
  await vi.advanceTimersByTimeAsync(100);
  expect(read).toEqual([["a", "b"]]);
  for (let cursor = 7; cursor < 100; cursor++) hear(cursor, ABOUT("a"));
  await vi.advanceTimersByTimeAsync(200);
  expect(read).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(400);
  expect(read).toEqual([["a", "b"], ["a"]]);
});

test("what changes while threads are being read is read afterwards", async () => {
  const { read, hear, server } = followed();
  let answer = () => {};
  server.answer = () => new Promise((resolve) => (answer = resolve));
  hear(6, ABOUT("a"));
  await vi.advanceTimersByTimeAsync(100);
  hear(7, ABOUT("a"));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(read).toEqual([["a"]]);
  answer();
  await vi.advanceTimersByTimeAsync(500);
  expect(read).toEqual([["a"], ["a"]]);
});

test("a server that isn't reached is asked again for what was not read", async () => {
  const { read, hear, server } = followed();
  server.answer = () => Promise.reject(new Error("away"));
  hear(6, ABOUT("a"));
  await vi.advanceTimersByTimeAsync(100);
  server.answer = async () => {};
  hear(7, ABOUT("b"));
  await vi.advanceTimersByTimeAsync(2_500);
  expect(read).toEqual([["a"], ["a", "b"]]);
});

test("after a resync, and when very many threads changed, the list is read anew and followed from there", async () => {
  const { read, hear, feed, options } = followed();
  hear(6, ...Array.from({ length: 101 }, (_, at) => ABOUT(`t${at}`)));
  await vi.advanceTimersByTimeAsync(100);
  expect(read).toEqual(["all"]);
  expect(feed).toHaveLength(1);
  feed.pop()?.onResync();
  await vi.advanceTimersByTimeAsync(500);
  expect(read).toEqual(["all", "all"]);
  expect(feed.map(({ after }) => after)).toEqual([90]);
  expect(options.onCounted).toHaveBeenCalledTimes(2);
});

test("a list that is opened again goes on from where all that changed had been read", async () => {
  const { follower, hear } = followed();
  hear(8, ABOUT("x", "text"));
  expect(follower.reached()).toBe(8);
  hear(9, ABOUT("a"));
  expect(follower.reached()).toBe(5);
  await vi.advanceTimersByTimeAsync(100);
  expect(follower.reached()).toBe(9);
});

test("a closed list reads nothing more", async () => {
  const { follower, hear, read, feed } = followed();
  hear(6, ABOUT("a"));
  follower.close();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(read).toEqual([]);
  expect(feed).toEqual([]);
});
