import http from "node:http";
import net from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { FeedClient, feedServer } from "../../testing/feed-server.ts";
import { plainConnection, scratchStore } from "../../testing/store.ts";
import { trimChanges } from "../db/changes.ts";
import { ringBell } from "./bell.ts";
import { feedCursor, feedOn } from "./feed.ts";
import { closeAllStreams, type FeedStreamOptions } from "./feed-stream.ts";

/** A database with a thread, the server of its feed, and another program that writes messages. */
async function setUp(limits: Pick<FeedStreamOptions, "beatMs" | "stallMs"> = {}) {
  const { store, file, db } = await scratchStore();
  const { threadId } = await store.createThread();
  const feed = feedOn(file);
  const insert = plainConnection(file).prepare("INSERT INTO messages VALUES (?, ?, 'm', ?, 'note', 1, NULL, NULL)");
  const write = (id: string, content = id, thread = threadId) => {
    insert.run(id, thread, content);
    ringBell();
  };
  return { store, db, feed, threadId, write, ...(await feedServer(feed, limits)) };
}

const idsOf = (client: FeedClient) =>
  client.changes.flatMap((change) => (change.type === "message" ? [change.message.messageId] : []));

function answerTo(port: number, path: string, method = "GET"): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port, path, method }, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on("error", reject).end();
  });
}

test("each event has its cursor as id and stands on one line, and nothing may hold it back", async () => {
  const { port, write, feed } = await setUp();
  const client = new FeedClient(port);
  await expect.poll(() => client.blocks).toEqual(["retry: 1000"]);
  expect(client.head).toMatch(/^HTTP\/1\.1 200 /);
  expect(client.head).toContain("content-type: text/event-stream; charset=utf-8");
  expect(client.head).toContain("cache-control: no-cache, no-transform");
  write("one", "two\nlines\r\u2028");
  await expect.poll(() => idsOf(client)).toEqual(["one"]);
  const lines = client.blocks.at(-1)?.split(/\r\n|\r|\n/);
  expect(lines).toEqual([`id: ${feedCursor(feed)}`, `data: ${JSON.stringify(client.events[0])}`]);
});

test("a scope that isn't one, and a method other than GET, are refused with words", async () => {
  const { port, feed } = await setUp();
  for (const scope of ["all", "", "thread:", "thread"]) {
    const { status, text } = await answerTo(port, `/api/feed?scope=${scope}`);
    expect([status, JSON.parse(text)]).toEqual([
      400,
      { code: "input-invalid", message: expect.stringContaining("scope"), hint: expect.any(String) },
    ]);
  }
  for (const method of ["POST", "DELETE", "OPTIONS"]) {
    expect((await answerTo(port, "/api/feed", method)).status).toBe(405);
  }
  expect(feed.listenerCount).toBe(0);
});

test("a reader without a cursor hears what comes from now on; one with a cursor what came after it", async () => {
  const { port, write, feed } = await setUp();
  write("before");
  const cursor = feedCursor(feed);
  const fresh = new FeedClient(port);
  await expect.poll(() => fresh.blocks.length).toBe(1);
  write("after");
  const resumed = new FeedClient(port, `?after=${cursor}`);
  const early = new FeedClient(port, "?after=0");
  for (const client of [fresh, resumed]) await expect.poll(() => idsOf(client)).toEqual(["after"]);
  await expect.poll(() => idsOf(early)).toEqual(["before", "after"]);
});

test("Last-Event-ID wins over the address; old, future and unreadable ones lead to one resync, then it goes on", async () => {
  const { port, write, feed, db } = await setUp();
  write("one");
  const cursor = feedCursor(feed);
  write("two");
  const valid = new FeedClient(port, "?after=0", { "Last-Event-ID": String(cursor) });
  await expect.poll(() => idsOf(valid)).toEqual(["two"]);
  db.$client.exec("UPDATE changes SET at = at - 1000");
  trimChanges(db);
  const newest = feedCursor(feed);
  const clients = ["0", String(newest + 1), "x", "-1", "1e3", "9".repeat(40), "NaN"].map(
    (id) => new FeedClient(port, `?after=${newest}`, { "Last-Event-ID": id }),
  );
  for (const client of clients) await expect.poll(() => client.events).toEqual([{ type: "resync", cursor: newest }]);
  write("three");
  for (const client of [valid, ...clients]) await expect.poll(() => idsOf(client).at(-1)).toBe("three");
  for (const client of clients) expect(client.events).toHaveLength(2);
});

test("a reader of one thread hears of that thread alone, and of what is of no thread", async () => {
  const { port, write, store, threadId, db } = await setUp();
  const { threadId: other } = await store.createThread();
  const client = new FeedClient(port, `?scope=thread:${threadId}`);
  await expect.poll(() => client.blocks.length).toBe(1);
  write("not mine", "x", other);
  db.$client.exec("INSERT INTO changes (type, thread_id, message_id, at) VALUES ('thread-deleted', '', NULL, 1)");
  write("mine");
  await expect.poll(() => idsOf(client)).toEqual(["mine"]);
  expect(client.changes.map((change) => change.threadId)).toContain("");
  const late = new FeedClient(port, `?scope=thread:${threadId}&after=0`);
  await expect.poll(() => idsOf(late)).toEqual(["mine"]);
  expect(late.changes.map((change) => change.threadId)).toContain("");
});

test("an idle connection beats, with no id, so that the browser hears that it lives and keeps its place", async () => {
  const { port, write } = await setUp({ beatMs: 20 });
  const client = new FeedClient(port);
  write("one");
  await expect.poll(() => client.blocks.filter((block) => block === "event: beat\ndata: {}").length).toBeGreaterThan(1);
});

test("an event of several megabytes arrives whole, and a reader that takes it slowly is not dropped", async () => {
  const { port, write, feed } = await setUp({ stallMs: 1_000 });
  const client = new FeedClient(port);
  await expect.poll(() => client.blocks.length).toBe(1);
  client.socket.pause();
  write("large", "0123456789".repeat(1_500_000));
  await expect.poll(() => feed.recent.after(0)).toBeUndefined();
  client.socket.resume();
  await expect
    .poll(() => client.changes.map((change) => change.type === "message" && change.message.content.length))
    .toContain(15_000_000);
  expect(client.closed).toBe(false);
});

test("a reader that takes nothing is dropped, holds up nobody, and goes on exactly when it connects again", async () => {
  const { port, write, feed } = await setUp({ stallMs: 1_000 });
  const other = new FeedClient(port);
  const stalled = new FeedClient(port);
  await expect.poll(() => [other, stalled].map((client) => client.blocks.length)).toEqual([1, 1]);
  write("first");
  await expect.poll(() => idsOf(stalled)).toEqual(["first"]);
  stalled.socket.pause();
  const written = ["first"];
  while (feed.listenerCount > 1) {
    const id = `m${written.length}`;
    written.push(id);
    write(id, "x".repeat(500_000));
    await expect.poll(() => idsOf(other).at(-1)).toBe(id);
  }
  expect(idsOf(other)).toEqual(written);
  stalled.socket.resume();
  await expect.poll(() => stalled.closed).toBe(true);
  expect(idsOf(stalled).length).toBeLessThan(written.length);
  const again = new FeedClient(port, "", { "Last-Event-ID": stalled.lastEventId ?? "" });
  await expect.poll(() => [...idsOf(stalled), ...idsOf(again)]).toEqual(written);
});

test("a client that leaves at any moment leaves no reader behind", async () => {
  const { port, write, feed } = await setUp();
  const early = net.connect(port, "127.0.0.1");
  early.write("GET /api/feed HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", () => early.destroy());
  const half = net.connect(port, "127.0.0.1");
  half.write("GET /api/feed HTTP/1.1\r\nHo", () => half.destroy());
  const clients = Array.from({ length: 20 }, (_, index) => new FeedClient(port, `?after=${index % 3}`));
  for (const [index, client] of clients.entries()) {
    if (index % 2) client.socket.destroy();
    else client.socket.once("data", () => client.socket.destroy());
  }
  const last = new FeedClient(port);
  await expect.poll(() => last.blocks.length).toBe(1);
  write("one");
  await expect.poll(() => idsOf(last)).toEqual(["one"]);
  await expect.poll(() => feed.listenerCount).toBe(1);
  last.socket.destroy();
  await expect.poll(() => feed.listenerCount).toBe(0);
});

test("a response that is gone before the feed began to answer leaves nothing open", async () => {
  const { feed, server, port } = await setUp();
  const listeners = server.listeners("request") as http.RequestListener[];
  server.removeAllListeners("request");
  const gone = new Promise<void>((resolve) => {
    server.on("request", (request, response) => {
      response.on("close", () => {
        for (const listener of listeners) listener(request, response as Parameters<http.RequestListener>[1]);
        resolve();
      });
    });
  });
  const client = new FeedClient(port);
  await expect.poll(() => client.socket.readyState).toBe("open");
  client.socket.destroy();
  await gone;
  expect(feed.listenerCount).toBe(0);
});

test("a server that shuts down ends fifty streams, stalled ones among them, and leaves no timer", async () => {
  const { port, write, feed, server } = await setUp();
  const clients = Array.from({ length: 50 }, () => new FeedClient(port));
  await expect.poll(() => feed.listenerCount).toBe(50);
  for (const client of clients.slice(0, 10)) client.socket.pause();
  write("large", "x".repeat(5_000_000));
  for (const client of clients.slice(10)) await expect.poll(() => idsOf(client)).toEqual(["large"]);
  closeAllStreams();
  expect(feed.listenerCount).toBe(0);
  server.closeAllConnections();
  for (const client of clients) client.socket.resume();
  await expect.poll(() => clients.every((client) => client.closed)).toBe(true);
});

test("a database that can't be read any more ends its streams, is told, and refuses new ones with words", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => told.mockRestore());
  const { port, feed } = await setUp();
  const client = new FeedClient(port);
  await expect.poll(() => client.blocks.length).toBe(1);
  feed.db.$client.close();
  await expect.poll(() => client.closed).toBe(true);
  expect(told).toHaveBeenCalledTimes(1);
  expect((await answerTo(port, "/api/feed")).status).toBe(500);
  expect(feed.listenerCount).toBe(0);
});
