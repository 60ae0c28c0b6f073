import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { testEnvironment } from "../../testing/environment.ts";
import { Player } from "../../testing/player.ts";
import { plainConnection, scratchStore } from "../../testing/store.ts";
import type { Block } from "../core/message.ts";
import { arrivedContent, messageBlocks } from "../db/arriving.ts";
import { trimChanges } from "../db/changes.ts";
import { findRunOf } from "../db/runs.ts";
import type { AnswerEvent } from "./answer-teller.ts";
import { createEngine, type Engine } from "./engine.ts";
import { watchAnswer } from "./watch-answer.ts";

/** One who watches an answer and keeps what it is told. */
class Watcher {
  readonly events: AnswerEvent[] = [];
  readonly done: Promise<void>;
  /** All text, without what was withdrawn. */
  text = "";
  /** How much of it is final. */
  settled = 0;
  #paused = false;
  #resume: (() => void) | null = null;

  constructor(engine: Engine, messageId: string, signal?: AbortSignal) {
    this.done = this.#watch(watchAnswer(engine, messageId, signal));
    this.done.catch(() => {}); // a test that expects it looks at `done`
  }

  async #watch(events: AsyncGenerator<AnswerEvent>): Promise<void> {
    for await (const event of events) {
      this.events.push(event);
      if (event.type === "text") this.text += event.text;
      if (event.type === "settled") this.settled = this.text.length;
      if (event.type === "withdrawn") {
        expect(this.text.endsWith(event.text)).toBe(true);
        this.text = this.text.slice(0, this.text.length - event.text.length);
        expect(this.text.length, "what is final is never withdrawn").toBeGreaterThanOrEqual(this.settled);
      }
      if (this.#paused) await new Promise<void>((resolve) => (this.#resume = resolve));
    }
  }

  /** Reads nothing more after the next event, until it goes on. */
  pause(): void {
    this.#paused = true;
  }

  goOn(): void {
    this.#paused = false;
    this.#resume?.();
  }

  get outcome() {
    const last = this.events.at(-1);
    return last?.type === "ended" ? last.outcome : null;
  }

  /** The parts that are settled, as they were told. */
  get blocks(): Block[] {
    return this.events.flatMap((event) => (event.type === "block" && event.block.state !== "open" ? event.block : []));
  }

  of(type: AnswerEvent["type"]): AnswerEvent[] {
    return this.events.filter((event) => event.type === type);
  }
}

async function scratchEngine() {
  const { store, db, file } = await scratchStore();
  const engine = createEngine(store, testEnvironment(path.dirname(file), "/nowhere"));
  const other = plainConnection(file);
  return { engine, db, file, other };
}

const RECORDINGS = readdirSync(path.join(import.meta.dirname, "../../testing/recordings"))
  .filter((name) => /^(plain|thinking|tool|drop|err-529-twice|trunc)[\w-]*-partial\.ndjson$/.test(name))
  .map((name) => name.slice(0, -".ndjson".length));

test.each(RECORDINGS)(
  "%s: all who watch, from whenever on, have the text as it is stored, at any time",
  async (name) => {
    const { engine, db } = await scratchEngine();
    const player = new Player(db, name);
    const { messageId } = player.query;
    const watchers = [new Watcher(engine, messageId)];
    for (let more = true; more; ) {
      more = player.play(4);
      const now = arrivedContent(db, messageId);
      for (const watcher of watchers) await expect.poll(() => watcher.text).toBe(now);
      if (watchers.length < 6) watchers.push(new Watcher(engine, messageId));
    }
    player.end();
    watchers.push(new Watcher(engine, messageId));
    const content = arrivedContent(db, messageId);
    const parts = messageBlocks(db, messageId).filter(
      (block) => block.kind !== "text" || block.parentToolUseId !== null,
    );
    for (const watcher of watchers) {
      await watcher.done;
      expect(watcher.text).toBe(content);
      expect(watcher.settled).toBe(content.length);
      expect(watcher.outcome).toEqual({ status: "complete", content, failure: null });
      expect(watcher.blocks.toSorted((a, b) => a.position - b.position)).toEqual(parts);
      expect(watcher.of("run").at(-1)).toMatchObject({ run: { state: "ended" } });
    }
    expect(content).not.toBe("");
  },
);

test("what an attempt said that broke off is withdrawn, and only the last attempt's text is final", async () => {
  const { engine, db } = await scratchEngine();
  const player = new Player(db, "drop-once-partial");
  const watcher = new Watcher(engine, player.query.messageId);
  while (player.play(1) && watcher.of("withdrawn").length === 0) {
    await expect.poll(() => watcher.text).toBe(arrivedContent(db, player.query.messageId));
  }
  while (player.play(10));
  player.end();
  await watcher.done;
  const told = watcher.events.findIndex(({ type }) => type === "withdrawn");
  expect(told).toBeGreaterThan(0);
  expect(watcher.events.slice(0, told).some(({ type }) => type === "settled")).toBe(false);
  expect(watcher.text).toBe(arrivedContent(db, player.query.messageId));
});

test("a watcher that fell behind, until the changes it missed were forgotten, is told all the same", async () => {
  const { engine, db } = await scratchEngine();
  const player = new Player(db, "tool-parallel-partial");
  const { messageId } = player.query;
  const watcher = new Watcher(engine, messageId);
  player.play(8);
  await expect.poll(() => watcher.text).toBe(arrivedContent(db, messageId));
  watcher.pause();
  player.play(12);
  while (player.play(50));
  trimChanges(db, -1);
  watcher.goOn();
  player.end();
  await watcher.done;
  expect(watcher.text).toBe(arrivedContent(db, messageId));
  const parts = messageBlocks(db, messageId).filter((block) => block.kind !== "text");
  expect(watcher.blocks.map((block) => block.position).sort()).toEqual(parts.map((block) => block.position));
  expect(watcher.blocks.filter((block) => block.kind === "tool_use").every((block) => block.text !== "")).toBe(true);
});

test("a message that another program writes with plain SQL is told piece by piece, and what it takes back too", async () => {
  const { engine, other } = await scratchEngine();
  other.exec("INSERT INTO threads (thread_id, created_at) VALUES ('t', 1)");
  other.exec("INSERT INTO messages VALUES ('m', 't', 'script', '', 'response', 1, 'processing', NULL)");
  const watcher = new Watcher(engine, "m");
  const write = other.prepare("UPDATE messages SET content = ? WHERE message_id = 'm'");
  const steps = ["One", "One 😀 two", "One 😂 three", "Another", "Another one"];
  for (const text of steps) {
    write.run(text);
    await expect.poll(() => watcher.text).toBe(text);
  }
  expect(watcher.of("withdrawn")).toEqual([
    { type: "withdrawn", text: "😀 two" },
    { type: "withdrawn", text: "One 😂 three" },
  ]);
  expect(watcher.of("settled")).toEqual([]);
  other.exec("UPDATE messages SET status = 'failed', content = 'Another one, cut' WHERE message_id = 'm'");
  await watcher.done;
  expect(watcher.text).toBe("Another one, cut");
  expect(watcher.outcome).toEqual({ status: "failed", content: "Another one, cut", failure: null });
});

test("an answer that another program ends with other words is told as it is stored", async () => {
  const { engine, db, other } = await scratchEngine();
  const player = new Player(db, "plain-partial");
  const { messageId } = player.query;
  player.play(8);
  const watcher = new Watcher(engine, messageId);
  await expect.poll(() => watcher.text).not.toBe("");
  other
    .prepare("UPDATE messages SET status = 'complete', content = 'Something else' WHERE message_id = ?")
    .run(messageId);
  await watcher.done;
  expect(watcher.text).toBe("Something else");
});

test.each([
  ["the message", "DELETE FROM messages WHERE message_id = ?"],
  ["its thread", "DELETE FROM threads WHERE thread_id = (SELECT thread_id FROM messages WHERE message_id = ?)"],
])("whoever watches is told when %s is deleted, instead of waiting for ever", async (_what, sql) => {
  const { engine, db, other } = await scratchEngine();
  const { messageId } = new Player(db, "plain-partial").query;
  const watcher = new Watcher(engine, messageId);
  await expect.poll(() => watcher.events.length).toBeGreaterThan(0);
  other.pragma("foreign_keys = ON");
  other.prepare(sql).run(messageId);
  await expect(watcher.done).rejects.toMatchObject({ code: "message-unknown" });
});

test("a message that is replaced, or moved to another thread, is watched on", async () => {
  const { engine, other } = await scratchEngine();
  other.exec("INSERT INTO threads (thread_id, created_at) VALUES ('t', 1), ('u', 1)");
  const replace = other.prepare("INSERT OR REPLACE INTO messages VALUES ('m', ?, 'script', ?, 'note', 1, ?, NULL)");
  replace.run("t", "One", "processing");
  const watcher = new Watcher(engine, "m");
  await expect.poll(() => watcher.text).toBe("One");
  replace.run("t", "One two", "processing");
  await expect.poll(() => watcher.text).toBe("One two");
  other.exec("UPDATE messages SET thread_id = 'u' WHERE message_id = 'm'");
  other.exec("UPDATE messages SET content = 'One two three' WHERE message_id = 'm'");
  await expect.poll(() => watcher.text).toBe("One two three");
  replace.run("u", "The end", "complete");
  await watcher.done;
  expect(watcher.text).toBe("The end");
});

test("the place in line is told as it changes, and a stopped watcher ends without a word", async () => {
  const { engine, db } = await scratchEngine();
  const [first, second] = [new Player(db, "plain-partial"), new Player(db, "plain-partial")];
  for (const { query } of [first, second]) {
    db.$client.prepare("UPDATE runs SET state = 'queued' WHERE run_id = ?").run(query.runId);
    db.$client.prepare("INSERT INTO queued_questions (run_id, prompt) VALUES (?, 'x')").run(query.runId);
  }
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const watcher = new Watcher(engine, second.query.messageId, ending.signal);
  const places = () => watcher.events.map((event) => (event.type === "run" ? event.run.queuePosition : null));
  await expect.poll(places).toEqual([2]);
  first.end();
  db.$client.exec("INSERT INTO changes (type, thread_id, at) VALUES ('queue', '', 1e10)");
  await expect.poll(places).toEqual([2, 1]);
  ending.abort();
  await watcher.done;
  expect(watcher.outcome).toBeNull();
  expect(findRunOf(db, second.query.messageId)?.state).toBe("queued");
});

test("a message that isn't there can't be watched", async () => {
  const { engine } = await scratchEngine();
  await expect(new Watcher(engine, "no-such-message").done).rejects.toMatchObject({ code: "message-unknown" });
});
