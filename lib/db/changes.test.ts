import type Database from "better-sqlite3";
import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf, recording } from "../../testing/recordings/replay.ts";
import { FOLLOWER, plainConnection, scratchQuery, scratchStore } from "../../testing/store.ts";
import { applyChanges } from "../core/change.ts";
import { foldEvent, initialFold } from "../core/claude/fold.ts";
import { parseLine } from "../core/claude/parse-line.ts";
import type { ThreadView } from "../core/message.ts";
import { currentCursor, readChanges, trimChanges } from "./changes.ts";
import type { Db } from "./db.ts";
import { requestStop } from "./run-state.ts";
import { applyBatch, finishRun } from "./run-writer.ts";
import { archiveThread, renameThread } from "./threads.ts";
import { readThreadView } from "./views.ts";

const TEXT = { position: 0, kind: "text", name: null, toolUseId: null, parentToolUseId: null } as const;

/** What a page shows of a thread; the content of an answer of ours is in its blocks. */
function shownOf(view: ThreadView | null): unknown {
  if (view === null) return null;
  const messages = view.messages.map(({ content, ...rest }) => (rest.run === null ? { ...rest, content } : rest));
  return { thread: view.thread, messages };
}

function snapshot(db: Db, threadId: string): ThreadView {
  const view = readThreadView(db, threadId);
  if (!view) throw new Error(`There is no thread ${threadId}.`);
  return view;
}

/** A page that follows a thread: a snapshot, and then only changes. */
class Page {
  readonly #db: Db;
  view: ThreadView;
  resyncs = 0;

  constructor(db: Db, threadId: string) {
    this.#db = db;
    this.view = snapshot(db, threadId);
  }

  /** Reads what one event brings. @returns whether more is waiting */
  read(): boolean {
    const { threadId } = this.view.thread;
    const batch = readChanges(this.#db, this.view.cursor, threadId);
    if (batch.resync) {
      this.resyncs += 1;
      this.view = snapshot(this.#db, threadId);
    } else this.view = applyChanges(this.view, batch.changes, batch.cursor);
    return batch.more;
  }

  readAll(): void {
    while (this.read());
  }
}

/** A run that plays a recording, some lines at a time. */
class Player {
  readonly #db: Db;
  readonly #query: ReturnType<typeof scratchQuery>;
  readonly #lines: { text: string; end: number }[];
  #state = initialFold();
  #offset = 0;

  constructor(db: Db, threadId: string, name: string, module: string) {
    this.#db = db;
    this.#lines = linesOf([recording(name)]);
    this.#query = scratchQuery(db, { threadId, module });
  }

  play(count: number, growContent: boolean): void {
    const lines = this.#lines.splice(0, count);
    const to = lines.at(-1)?.end ?? this.#offset;
    const changes = lines.flatMap((line) => {
      const event = parseLine(line.text);
      if (event === null) return [];
      const folded = foldEvent(this.#state, event);
      this.#state = folded.state;
      return folded.changes;
    });
    applyBatch(this.#db, {
      ...this.#query,
      follower: FOLLOWER,
      from: this.#offset,
      to,
      fold: "{}",
      changes,
      growContent,
    });
    this.#offset = to;
  }

  stop(): void {
    requestStop(this.#db, this.#query.runId);
  }

  end(): void {
    finishRun(this.#db, { ...this.#query, follower: FOLLOWER, result: null, failure: null });
  }
}

type Step =
  | { kind: "play"; run: number; lines: number; grow: boolean }
  | { kind: "stop" | "end"; run: number }
  | { kind: "read" | "open"; page: number }
  | { kind: "rename"; title: string }
  | { kind: "archive"; archived: boolean }
  | { kind: "write"; sql: string; values: unknown[] };

const run = fc.nat(2);
const page = fc.nat(3);
const id = fc.constantFrom("a", "b", "c");
const word = fc.constantFrom("one", "two", "three", "");
const status = fc.constantFrom("processing", "complete", "failed", null);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("play" as const), run, lines: fc.nat(25), grow: fc.boolean() }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom("read" as const, "open" as const), page }) },
  fc.record({ kind: fc.constantFrom("stop" as const, "end" as const), run }),
  fc.record({ kind: fc.constant("rename" as const), title: word }),
  fc.record({ kind: fc.constant("archive" as const), archived: fc.boolean() }),
  ...[
    fc.tuple(
      fc.constant("INSERT OR REPLACE INTO messages VALUES (?, 't', 'm', ?, 'note', 5, ?, NULL)"),
      id,
      word,
      status,
    ),
    fc.tuple(
      fc.constant("INSERT OR IGNORE INTO messages VALUES (?, 't', 'm', ?, 'note', 2e9, ?, '{}')"),
      id,
      word,
      status,
    ),
    fc.tuple(fc.constant("UPDATE messages SET content = ? WHERE message_id = ?"), word, id),
    fc.tuple(fc.constant("UPDATE messages SET metadata = ? WHERE message_id = ?"), word, id),
    fc.tuple(fc.constant("UPDATE messages SET status = ? WHERE message_id = ?"), status, id),
    fc.tuple(fc.constant("UPDATE messages SET metadata = ? WHERE type = 'response'"), word),
    fc.tuple(fc.constant("UPDATE messages SET timestamp = ? WHERE message_id = ?"), fc.constantFrom(3, 5, 2e9), id),
    fc.tuple(fc.constant("UPDATE OR IGNORE messages SET message_id = ? WHERE message_id = ?"), id, id),
    fc.tuple(fc.constant("UPDATE messages SET thread_id = ? WHERE message_id = ?"), fc.constantFrom("t", "u"), id),
    fc.tuple(fc.constant("DELETE FROM messages WHERE message_id = ?"), id),
    fc.tuple(fc.constant("DELETE FROM messages WHERE type = 'question' AND ? = ''"), word),
  ].map((write) =>
    (write as fc.Arbitrary<[string, ...unknown[]]>).map(([sql, ...values]): Step => ({ kind: "write", sql, values })),
  ),
);

const RECORDINGS = ["tool-parallel-partial", "drop-once-partial", "plain-partial"];

function perform(step: Step, db: Db, other: Database.Database, players: Player[], pages: Page[]): void {
  switch (step.kind) {
    case "play":
      players[step.run]?.play(step.lines, step.grow);
      break;
    case "stop":
    case "end":
      players[step.run]?.[step.kind]();
      break;
    case "read":
      pages[step.page]?.read();
      break;
    case "open":
      pages[step.page] = new Page(db, "t");
      break;
    case "rename":
      renameThread(db, "t", step.title);
      break;
    case "archive":
      archiveThread(db, "t", step.archived);
      break;
    case "write":
      try {
        other.prepare(step.sql).run(...step.values);
      } catch (error) {
        expect(String(error)).toMatch(/has ended|UNIQUE/);
      }
  }
}

test("a page that reads changes shows what a page that is opened now shows, whatever is written", async () => {
  const { db, file } = await scratchStore();
  const other = plainConnection(file);
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      db.$client.exec("DELETE FROM threads; INSERT INTO threads (thread_id, created_at) VALUES ('t', 1), ('u', 1)");
      const players = RECORDINGS.map((name) => new Player(db, "t", name, name));
      const pages = Array.from({ length: 4 }, () => new Page(db, "t"));
      for (const each of steps) perform(each, db, other, players, pages);
      const now = snapshot(db, "t");
      for (const each of pages) {
        each.readAll();
        expect(shownOf(each.view)).toEqual(shownOf(now));
        expect(each.view.cursor).toBe(now.cursor);
      }
    }),
    { numRuns: 150 },
  );
});

test("a message that is deleted and written again under its id is there afterwards", async () => {
  const { store, db, file } = await scratchStore();
  const { threadId } = await store.createThread();
  const other = plainConnection(file);
  const insert = other.prepare("INSERT INTO messages VALUES ('m', ?, 'a', ?, 'note', 1, 'complete', NULL)");
  insert.run(threadId, "first");
  const reader = new Page(db, threadId);
  for (const content of ["second", "third"]) {
    other.exec("UPDATE messages SET module = 'b'; DELETE FROM messages");
    insert.run(threadId, content);
  }
  reader.readAll();
  expect(reader.view.messages).toMatchObject([{ messageId: "m", content: "third" }]);
});

test("text goes to the block it is for, and a replacement takes the place of all before it", async () => {
  const { db } = await scratchStore();
  const query = scratchQuery(db);
  const batch = { ...query, follower: FOLLOWER, fold: "{}", growContent: false };
  const changes = [0, 1].map((position) => ({ type: "open" as const, ...TEXT, position }));
  applyBatch(db, { ...batch, from: 0, to: 1, changes });
  const reader = new Page(db, query.threadId);
  const writes = [
    { type: "append", position: 0, text: "a" },
    { type: "append", position: 1, text: "b" },
    { type: "append", position: 0, text: "c" },
    { type: "append", position: 1, text: "wrong" },
    { type: "replace", position: 1, text: "d" },
    { type: "append", position: 1, text: "e" },
  ] as const;
  writes.forEach((write, index) => {
    applyBatch(db, { ...batch, from: index + 1, to: index + 2, changes: [write] });
  });
  reader.readAll();
  expect(reader.view.messages.at(-1)?.blocks.map((block) => block.text)).toEqual(["ac", "de"]);
  expect(shownOf(reader.view)).toEqual(shownOf(snapshot(db, query.threadId)));
});

test("an answer that another program gives another id or another thread goes there whole", async () => {
  const { store, db, file } = await scratchStore();
  const query = scratchQuery(db);
  const target = await store.createThread();
  const changes = [
    { type: "open" as const, ...TEXT },
    { type: "append" as const, position: 0, text: "half" },
  ];
  applyBatch(db, { ...query, follower: FOLLOWER, fold: "{}", growContent: false, from: 0, to: 1, changes });
  const pages = [new Page(db, query.threadId), new Page(db, target.threadId)];
  const move = plainConnection(file).prepare(
    "UPDATE messages SET message_id = 'moved', thread_id = ? WHERE message_id = ?",
  );
  move.run(target.threadId, query.messageId);
  for (const each of pages) {
    each.readAll();
    expect(shownOf(each.view)).toEqual(shownOf(snapshot(db, each.view.thread.threadId)));
  }
  expect(pages[1]?.view.messages).toMatchObject([
    { messageId: "moved", blocks: [{ text: "half" }], run: { runId: query.runId } },
  ]);
});

test("a query shows its run at once", async () => {
  const { store, db } = await scratchStore();
  const { threadId } = await store.createThread();
  const reader = new Page(db, threadId);
  const { runId } = scratchQuery(db, { threadId });
  reader.readAll();
  expect(reader.view.messages.at(-1)).toMatchObject({ status: "processing", run: { runId, state: "starting" } });
});

test("more changes than one event holds come in several", async () => {
  const { db } = await scratchStore();
  const query = scratchQuery(db);
  const reader = new Page(db, query.threadId);
  const batch = { ...query, follower: FOLLOWER, fold: "{}", growContent: false };
  applyBatch(db, { ...batch, from: 0, to: 1, changes: [{ type: "open", ...TEXT }] });
  for (let number = 1; number < 4_500; number += 1) {
    const changes = [{ type: "append" as const, position: 0, text: `${number} ` }];
    applyBatch(db, { ...batch, from: number, to: number + 1, changes });
  }
  expect([reader.read(), reader.read(), reader.read()]).toEqual([true, true, false]);
  expect(shownOf(reader.view)).toEqual(shownOf(snapshot(db, query.threadId)));
});

test("changes of other threads move the cursor on and tell nothing", async () => {
  const { store, db } = await scratchStore();
  const { threadId } = await store.createThread();
  const cursor = currentCursor(db);
  scratchQuery(db);
  const batch = readChanges(db, cursor, threadId);
  expect(batch).toEqual({ changes: [], cursor: currentCursor(db), resync: false, more: false });
  expect(batch.cursor).toBeGreaterThan(cursor);
  expect(readChanges(db, cursor, null).changes.length).toBeGreaterThan(2);
});

test("a cursor of another database, of the future or of no kind leads to reading everything anew", async () => {
  const { db } = await scratchStore();
  scratchQuery(db);
  const cursor = currentCursor(db);
  for (const after of [-1, cursor + 1, 1e300, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(readChanges(db, after, null), String(after)).toEqual({ changes: [], cursor, resync: true, more: false });
  }
  expect(readChanges(db, 0, null).resync).toBe(false);
  expect(readChanges(db, cursor, null)).toMatchObject({ changes: [], resync: false });
});

test("trimming forgets old changes but not the text of open blocks, and sends readers that are behind to read anew", async () => {
  const { db } = await scratchStore();
  const query = scratchQuery(db);
  const early = new Page(db, query.threadId);
  const batch = { ...query, follower: FOLLOWER, fold: "{}", growContent: false };
  applyBatch(db, {
    ...batch,
    from: 0,
    to: 1,
    changes: [
      { type: "open", ...TEXT },
      { type: "append", position: 0, text: "settled" },
      { type: "settle", position: 0, isError: false },
      { type: "open", ...TEXT, position: 1 },
      { type: "append", position: 1, text: "still " },
    ],
  });
  const late = new Page(db, query.threadId);
  db.$client.exec("UPDATE changes SET at = at - 1000");
  trimChanges(db);
  expect(db.$client.prepare("SELECT text FROM changes").pluck().all()).toEqual(["still "]);
  applyBatch(db, { ...batch, from: 1, to: 2, changes: [{ type: "append", position: 1, text: "open" }] });
  for (const reader of [early, late]) {
    reader.readAll();
    expect(reader.view.messages.at(-1)?.blocks.map((block) => block.text)).toEqual(["settled", "still open"]);
  }
  expect([early.resyncs, late.resyncs]).toEqual([1, 0]);
  applyBatch(db, { ...batch, from: 2, to: 3, changes: [{ type: "settle", position: 1, isError: false }] });
  trimChanges(db, -1);
  expect(db.$client.prepare("SELECT count(*) FROM changes").pluck().get()).toBe(0);
  expect(snapshot(db, query.threadId).messages.at(-1)?.blocks[1]?.text).toBe("still open");
  expect(readChanges(db, currentCursor(db), null).resync).toBe(false);
});

test("trimming a log of nothing old changes nothing", async () => {
  const { db } = await scratchStore();
  scratchQuery(db);
  const before = db.$client.prepare("SELECT * FROM changes").all();
  trimChanges(db);
  expect(db.$client.prepare("SELECT * FROM changes").all()).toEqual(before);
  expect(readChanges(db, 0, null).resync).toBe(false);
});
