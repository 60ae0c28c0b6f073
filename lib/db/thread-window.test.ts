import fc from "fast-check";
import { expect, test } from "vitest";
import { snapshot } from "../../testing/page.ts";
import { plainConnection, scratchStore } from "../../testing/store.ts";
import { expectedOf, messagesOf, WindowPage } from "../../testing/window-page.ts";
import { anyWrite, type Write, Writers } from "../../testing/writers.ts";
import { readThreadWindow, readWholeText } from "./thread-window.ts";

const SMALL = { messages: 4, cost: 1e9 };

/** Times as programs write them: some the same, some no numbers. */
const anyTime = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 6 }) },
  fc.constantFrom<unknown>(0, -5, 1.5, 1e300, "2026-01-02T03:04:05Z", "yesterday", Buffer.from("odd")),
);

test("windows that are read one after the other are the thread, in either direction and from any message", async () => {
  const { db, file } = await scratchStore();
  const other = plainConnection(file);
  const insert = other.prepare("INSERT INTO messages VALUES (?, 't', 'm', ?, 'note', ?, 'complete', NULL)");
  fc.assert(
    fc.property(fc.array(anyTime, { minLength: 1, maxLength: 40 }), fc.nat(), (times, nth) => {
      other.exec("DELETE FROM threads; INSERT INTO threads (thread_id, created_at) VALUES ('t', 1)");
      times.forEach((time, index) => {
        insert.run(`m${index}`, `text ${index}`, time);
      });
      const ids = snapshot(db, "t").messages.map(({ messageId }) => messageId);
      const messageId = ids[nth % ids.length] ?? "";
      for (const place of [{ at: "end" }, { at: "start" }, { at: "around", messageId }] as const) {
        const page = new WindowPage(db, "t", place, SMALL);
        for (let step = 0; step < ids.length; step += 1) {
          const { before, after, messages } = page.window;
          expect(before + messages.length + after).toBe(ids.length);
          expect(messagesOf(page.window)).toEqual(snapshot(db, "t").messages.slice(before, before + messages.length));
          page.grow(step % 2 === 0 ? "before" : "after");
        }
        expect(page.window.messages.map((message) => message.messageId)).toEqual(ids);
      }
    }),
    { numRuns: 60 },
  );
});

type Step = Write | "read" | "before" | "after" | "settle";

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: anyWrite },
  { weight: 2, arbitrary: fc.constantFrom("read" as const, "before" as const, "after" as const, "settle" as const) },
);
const place = fc.constantFrom({ at: "end" as const }, { at: "start" as const });

test("a part of a thread that is followed is what a page that is opened now shows of it, whatever is written", async () => {
  const { db, file } = await scratchStore();
  const other = plainConnection(file);
  const old = other.prepare("INSERT INTO messages VALUES (?, 't', 'm', 'old', 'note', ?, 'complete', NULL)");
  fc.assert(
    fc.property(place, fc.array(step, { minLength: 5, maxLength: 50 }), (from, steps) => {
      const writers = new Writers(db, other);
      for (let at = 0; at < 12; at += 1) old.run(`old${at}`, at >> 1);
      const page = new WindowPage(db, "t", from, SMALL);
      for (const each of steps) {
        if (each === "before" || each === "after") page.grow(each);
        else if (each === "settle" || each === "read") page[each]();
        else writers.perform(each);
      }
      page.settle();
      page.settle();
      const { before, after } = page.window;
      expect({ before, messages: messagesOf(page.window), after }).toEqual(expectedOf(db, page.window));
      expect(page.window.stale).toBeNull();
    }),
    { numRuns: 250 },
  );
});

test("a change of a message outside the window that has the time of its first one doesn't bring it in", async () => {
  const { db, file } = await scratchStore();
  const other = plainConnection(file);
  other.exec("INSERT INTO threads (thread_id, created_at) VALUES ('t', 1)");
  const insert = other.prepare("INSERT INTO messages VALUES (?, 't', 'm', 'x', 'note', 1, 'complete', NULL)");
  for (let at = 0; at < 6; at += 1) insert.run(`m${at}`);
  const page = new WindowPage(db, "t", { at: "end" }, SMALL);
  other.exec("UPDATE messages SET content = 'changed' WHERE message_id = 'm0'");
  page.settle();
  const { before, after } = page.window;
  expect({ before, messages: messagesOf(page.window), after }).toEqual(expectedOf(db, page.window));
});

test("of long texts a window has the beginning and the size, and the rest can be read", async () => {
  const { store, db } = await scratchStore();
  const { threadId } = await store.createThread();
  const content = "é".repeat(100_000);
  const question = await store.addMessage({ threadId, module: "a", content, type: "question" });
  const answer = await store.addMessage({ threadId, module: "a", content: "said" });
  const insert = db.$client.prepare("INSERT INTO blocks VALUES (?, ?, ?, 'settled', NULL, NULL, NULL, 0, ?)");
  insert.run(answer.messageId, 0, "text", "short");
  insert.run(answer.messageId, 1, "tool_result", "x".repeat(5_000_000));
  const window = readThreadWindow(db, threadId, { at: "end" });
  expect(JSON.stringify(window).length).toBeLessThan(70_000);
  expect(window?.messages[0]).toMatchObject({ content: content.slice(0, 48_000), wholeSize: 200_000 });
  expect(window?.messages[1]?.blocks[0]).not.toHaveProperty("wholeSize");
  expect(window?.messages[1]?.blocks[1]).toMatchObject({ text: "x".repeat(12_000), wholeSize: 5_000_000 });
  expect(readWholeText(db, question.messageId, null)).toBe(content);
  expect(readWholeText(db, answer.messageId, 1)).toHaveLength(5_000_000);
  expect(readWholeText(db, answer.messageId, 9)).toBeNull();
});

test("a window ends before the message that would cost too much, and has always one", async () => {
  const { store, db } = await scratchStore();
  const { threadId } = await store.createThread();
  for (const size of [10, 40_000, 10, 10]) {
    await store.addMessage({ threadId, module: "a", content: "x".repeat(size) });
  }
  const sizes = (cost: number) =>
    readThreadWindow(db, threadId, { at: "end" }, { messages: 60, cost })?.messages.map(
      ({ content }) => content.length,
    );
  expect(sizes(10_000)).toEqual([10, 10]);
  expect(sizes(100_000)).toEqual([10, 40_000, 10, 10]);
  expect(sizes(1)).toEqual([10]);
});

test("two messages follow the one that a window is opened around, whatever they cost", async () => {
  const { db, file } = await scratchStore();
  const other = plainConnection(file);
  const insert = other.prepare("INSERT INTO messages VALUES (?, 't', 'm', ?, 'note', ?, 'complete', NULL)");
  other.exec("INSERT INTO threads (thread_id, created_at) VALUES ('t', 1)");
  for (let at = 0; at < 9; at += 1) insert.run(`m${at}`, "long ".repeat(1_000), at);
  const window = readThreadWindow(db, "t", { at: "around", messageId: "m4" }, { messages: 9, cost: 100 });
  expect(window?.messages.map(({ messageId }) => messageId)).toEqual(["m4", "m5", "m6"]);
});

test("a message that isn't in the thread is refused, and a thread that isn't there is null", async () => {
  const { store, db } = await scratchStore();
  const [one, two] = [await store.createThread(), await store.createThread()];
  const { messageId } = await store.addMessage({ threadId: two.threadId, module: "a", content: "x" });
  const elsewhere = { at: "around" as const, messageId };
  expect(() => readThreadWindow(db, one.threadId, elsewhere)).toThrow(/no message .* in this thread/);
  expect(readThreadWindow(db, "nowhere", { at: "end" })).toBeNull();
  expect(readThreadWindow(db, one.threadId, { at: "end" })).toMatchObject({ messages: [], before: 0, after: 0 });
});
