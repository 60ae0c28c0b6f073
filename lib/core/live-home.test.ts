import { describe, expect, it } from "vitest";
import { OPEN_TEXT } from "../../testing/blocks.ts";
import type { Change } from "./change.ts";
import { altersLists, applyToHome, LIVE_BLOCKS, LIVE_CHARACTERS } from "./live-home.ts";
import type { HomeView, LiveAnswer, Message, Thread } from "./message.ts";

function message(messageId: string, status = "processing"): Message {
  return {
    messageId,
    threadId: "t1",
    module: "billing",
    content: "",
    type: "response",
    timestamp: 1,
    status,
    metadata: null,
  };
}

function answer(messageId: string): LiveAnswer {
  return { message: { ...message(messageId), blocks: [], run: null }, threadTitle: "Old title", question: "Why?" };
}

const home: HomeView = {
  live: [answer("a"), answer("b")],
  moreQueued: 0,
  settled: [],
  recent: [],
  modules: [],
  cursor: 10,
};
const thread: Thread = {
  threadId: "t1",
  title: "New title",
  modules: [],
  createdAt: 1,
  updatedAt: null,
  metadata: null,
  archived: false,
  pinned: false,
  tags: [],
};

describe("applyToHome", () => {
  it("writes arriving text into the answer it belongs to and leaves the other one alone", () => {
    const changes: Change[] = [
      { seq: 11, type: "block", threadId: "t1", block: { ...OPEN_TEXT, messageId: "b", position: 0 } },
      { seq: 12, type: "text", threadId: "t1", messageId: "b", position: 0, text: "Be" },
      { seq: 13, type: "text", threadId: "t1", messageId: "b", position: 0, text: "cause" },
    ];
    const next = applyToHome(home, changes, 13);
    expect(next.live[1]?.message.blocks[0]?.text).toBe("Because");
    expect(next.live[0]).toBe(home.live[0]);
    expect(next.cursor).toBe(13);
  });

  it("leaves out what the view held already, so that no text is written twice", () => {
    const change: Change = {
      seq: 10,
      type: "message",
      threadId: "t1",
      message: message("a", "complete"),
      hasRun: true,
    };
    expect(applyToHome(home, [change], 10)).toBe(home);
  });

  it("keeps an answer that has ended, with its status, until the lists are read anew", () => {
    const change: Change = {
      seq: 11,
      type: "message",
      threadId: "t1",
      message: message("a", "complete"),
      hasRun: true,
    };
    expect(applyToHome(home, [change], 11).live[0]?.message.status).toBe("complete");
  });

  it("passes over the text of an answer that it doesn't show yet, and counts it as read", () => {
    const change: Change = { seq: 11, type: "text", threadId: "t1", messageId: "new", position: 0, text: "x" };
    const next = applyToHome(home, [change], 11);
    expect(next.live).toBe(home.live);
    expect(next.cursor).toBe(11);
  });

  it("drops a deleted answer and the answers of a deleted thread", () => {
    const one: Change = { seq: 11, type: "message-deleted", threadId: "t1", messageId: "a" };
    const all: Change = { seq: 12, type: "thread-deleted", threadId: "t1" };
    expect(applyToHome(home, [one], 11).live.map((live) => live.message.messageId)).toEqual(["b"]);
    expect(applyToHome(home, [one, all], 12).live).toEqual([]);
  });

  it("holds the end of a long answer and its last blocks, however much is written", () => {
    let held = home;
    let seq = 10;
    const apply = (change: (seq: number) => Change) => {
      seq += 1;
      held = applyToHome(held, [change(seq)], seq);
    };
    for (let position = 0; position < 50; position += 1) {
      apply((at) => ({ seq: at, type: "block", threadId: "t1", block: { ...OPEN_TEXT, messageId: "a", position } }));
      for (let piece = 0; piece < 30; piece += 1) {
        const text = `${piece} ${"word ".repeat(200)}`;
        apply((at) => ({ seq: at, type: "text", threadId: "t1", messageId: "a", position, text }));
      }
    }
    const blocks = held.live[0]?.message.blocks ?? [];
    expect(blocks.at(-1)).toMatchObject({ position: 49, text: expect.stringMatching(/29 (word ){200}$/) });
    expect(blocks.length).toBeGreaterThanOrEqual(LIVE_BLOCKS);
    expect(blocks.length).toBeLessThanOrEqual(2 * LIVE_BLOCKS);
    for (const { text } of blocks) expect(text.length).toBeLessThanOrEqual(2 * LIVE_CHARACTERS);
  });

  it("shows a thread's new title", () => {
    const next = applyToHome(home, [{ seq: 11, type: "thread", threadId: "t1", thread }], 11);
    expect(next.live.map((live) => live.threadTitle)).toEqual(["New title", "New title"]);
  });
});

describe("altersLists", () => {
  it("is true for changes of threads, messages and the line, and false for text, blocks and runs", () => {
    expect(altersLists([{ seq: 1, type: "queue", threadId: "", order: [] }])).toBe(true);
    expect(altersLists([{ seq: 1, type: "thread", threadId: "t1", thread }])).toBe(true);
    expect(altersLists([{ seq: 1, type: "message", threadId: "t1", message: message("a"), hasRun: true }])).toBe(true);
    expect(altersLists([{ seq: 1, type: "text", threadId: "t1", messageId: "a", position: 0, text: "x" }])).toBe(false);
  });
});
