import { expect, onTestFinished, test, vi } from "vitest";
import type { FeedEvent } from "../core/change.ts";
import { closeAllStreams, sseResponse } from "./sse.ts";

/** Events that a test gives one by one. */
function source() {
  const waiting: FeedEvent[] = [];
  let wake = () => {};
  const state = { ended: false, taken: 0 };
  async function* events(signal: AbortSignal): AsyncGenerator<FeedEvent> {
    signal.addEventListener("abort", () => wake());
    try {
      while (!signal.aborted) {
        const next = waiting.shift();
        if (next) {
          state.taken += 1;
          yield next;
        } else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      state.ended = true;
    }
  }
  const give = (event: FeedEvent) => {
    waiting.push(event);
    wake();
  };
  return { events, give, state };
}

const request = (signal?: AbortSignal) => new Request("http://127.0.0.1/feed", signal ? { signal } : {});

function readerOf(response: Response): ReadableStreamDefaultReader<Uint8Array> {
  if (!response.body) throw new Error("The response has a body.");
  return response.body.getReader();
}

async function nextText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | null> {
  const { done, value } = await reader.read();
  return done ? null : new TextDecoder().decode(value);
}

test("a stream gives each event with its cursor as id, and nothing may hold it back", async () => {
  const { events, give } = source();
  const response = sseResponse(request(), events);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
  });
  const reader = readerOf(response);
  expect(await nextText(reader)).toBe("retry: 1000\n\n");
  const event: FeedEvent = {
    type: "changes",
    cursor: 7,
    changes: [{ seq: 7, type: "text", threadId: "t", messageId: "m", position: 0, text: "two\nlines\r\u2028" }],
  };
  give(event);
  const text = await nextText(reader);
  expect(text).toBe(`id: 7\ndata: ${JSON.stringify(event)}\n\n`);
  expect(text?.trimEnd().split(/\r\n|\r|\n/)).toHaveLength(2);
  await reader.cancel();
});

test("a reader that leaves ends its source", async () => {
  const { events, state } = source();
  const reader = readerOf(sseResponse(request(), events));
  await nextText(reader);
  await reader.cancel();
  await expect.poll(() => state.ended).toBe(true);
});

test("a request that is aborted ends its source, and the stream with it", async () => {
  const { events, state } = source();
  const ending = new AbortController();
  const reader = readerOf(sseResponse(request(ending.signal), events));
  await nextText(reader);
  ending.abort();
  expect(await nextText(reader)).toBeNull();
  expect(state.ended).toBe(true);
});

test("a request that was aborted before leaves nothing open", async () => {
  const { events } = source();
  const reader = readerOf(sseResponse(request(AbortSignal.abort()), events));
  await nextText(reader);
  expect(await nextText(reader)).toBeNull();
});

test("a server that shuts down closes every stream", async () => {
  const sources = [source(), source()];
  const readers = sources.map(({ events }) => readerOf(sseResponse(request(), events)));
  for (const reader of readers) await nextText(reader);
  closeAllStreams();
  for (const reader of readers) expect(await nextText(reader)).toBeNull();
});

test("a reader that takes nothing is given nothing more", async () => {
  const { events, give, state } = source();
  const response = sseResponse(request(), events);
  for (let cursor = 0; cursor < 100; cursor += 1) give({ type: "resync", cursor });
  const other = source();
  const reader = readerOf(sseResponse(request(), other.events));
  await nextText(reader);
  for (let cursor = 0; cursor < 100; cursor += 1) other.give({ type: "resync", cursor });
  for (let cursor = 0; cursor < 100; cursor += 1) expect(await nextText(reader)).toContain(`id: ${cursor}\n`);
  expect(state.taken).toBeLessThan(3);
  await response.body?.cancel();
  await reader.cancel();
});

test("an idle stream is kept alive, and no longer than it is open", async () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const { events } = source();
  const reader = readerOf(sseResponse(request(), events));
  await nextText(reader);
  const next = nextText(reader);
  vi.advanceTimersByTime(15_000);
  expect(await next).toBe(": still here\n\n");
  await reader.cancel();
  expect(vi.getTimerCount()).toBe(0);
});

test("an error of the source ends the stream and is told", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => told.mockRestore());
  const broken = {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error("The disk is gone.")) }),
  };
  const reader = readerOf(sseResponse(request(), () => broken));
  await nextText(reader).catch(() => null);
  await expect(reader.read()).rejects.toThrow("The disk is gone.");
  expect(told).toHaveBeenCalledTimes(1);
});
