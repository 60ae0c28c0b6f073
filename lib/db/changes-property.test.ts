import type Database from "better-sqlite3";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Page, shownOf, snapshot } from "../../testing/page.ts";
import { linesOf, recording } from "../../testing/recordings/replay.ts";
import { FOLLOWER, plainConnection, scratchQuery, scratchStore } from "../../testing/store.ts";
import { initialFold } from "../core/claude/fold.ts";
import { foldLines } from "../core/claude/fold-lines.ts";
import type { Db } from "./db.ts";
import { requestStop } from "./run-state.ts";
import { applyBatch, finishRun } from "./run-writer.ts";
import { archiveThread, renameThread } from "./threads.ts";

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
    const { state, changes } = foldLines(
      this.#state,
      lines.map((line) => line.text),
    );
    this.#state = state;
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
