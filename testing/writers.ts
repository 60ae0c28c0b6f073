import type Database from "better-sqlite3";
import fc from "fast-check";
import { expect } from "vitest";
import { initialFold } from "../lib/core/claude/fold.ts";
import { foldLines } from "../lib/core/claude/fold-lines.ts";
import type { Db } from "../lib/db/db.ts";
import { requestStop } from "../lib/db/run-state.ts";
import { applyBatch, finishRun } from "../lib/db/run-writer.ts";
import { archiveThreads, pinThreads, tagThreads, untagThreads } from "../lib/db/thread-notes.ts";
import { renameThread } from "../lib/db/threads.ts";
import { linesOf, recording } from "./recordings/replay.ts";
import { FOLLOWER, scratchQuery } from "./store.ts";

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

/** Something that any program may do to the tables of a conversation. */
export type Write =
  | { kind: "play"; run: number; lines: number; grow: boolean }
  | { kind: "stop" | "end"; run: number }
  | { kind: "rename"; title: string }
  | { kind: "archive"; archived: boolean }
  | { kind: "pin"; pinned: boolean }
  | { kind: "tag"; tag: string; on: boolean }
  | { kind: "write"; sql: string; values: unknown[] };

const run = fc.nat(2);
const id = fc.constantFrom("a", "b", "c");
const word = fc.constantFrom("one", "two", "three", "");
const status = fc.constantFrom("processing", "complete", "failed", null);
/** Any write; the lines of runs most often. */
export const anyWrite: fc.Arbitrary<Write> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("play" as const), run, lines: fc.nat(25), grow: fc.boolean() }),
  },
  fc.record({ kind: fc.constantFrom("stop" as const, "end" as const), run }),
  fc.record({ kind: fc.constant("rename" as const), title: word }),
  fc.record({ kind: fc.constant("archive" as const), archived: fc.boolean() }),
  fc.record({ kind: fc.constant("pin" as const), pinned: fc.boolean() }),
  fc.record({ kind: fc.constant("tag" as const), tag: fc.constantFrom("a", "b"), on: fc.boolean() }),
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
    (write as fc.Arbitrary<[string, ...unknown[]]>).map(([sql, ...values]): Write => ({ kind: "write", sql, values })),
  ),
);

const RECORDINGS = ["tool-parallel-partial", "drop-once-partial", "plain-partial"];

/** Threads "t" and "u", three runs in "t" that play recordings, and another program. */
export class Writers {
  readonly #db: Db;
  readonly #other: Database.Database;
  readonly #players: Player[];

  /** Empties the database. */
  constructor(db: Db, other: Database.Database) {
    this.#db = db;
    this.#other = other;
    db.$client.exec("DELETE FROM threads; INSERT INTO threads (thread_id, created_at) VALUES ('t', 1), ('u', 1)");
    this.#players = RECORDINGS.map((name) => new Player(db, "t", name, name));
  }

  perform(write: Write): void {
    switch (write.kind) {
      case "play":
        this.#players[write.run]?.play(write.lines, write.grow);
        break;
      case "stop":
      case "end":
        this.#players[write.run]?.[write.kind]();
        break;
      case "rename":
        renameThread(this.#db, "t", write.title);
        break;
      case "archive":
        archiveThreads(this.#db, ["t"], write.archived);
        break;
      case "pin":
        pinThreads(this.#db, ["t"], write.pinned);
        break;
      case "tag":
        if (write.on) tagThreads(this.#db, ["t"], write.tag);
        else untagThreads(this.#db, ["t"], write.tag);
        break;
      case "write":
        try {
          this.#other.prepare(write.sql).run(...write.values);
        } catch (error) {
          expect(String(error)).toMatch(/has ended|UNIQUE/);
        }
    }
  }
}
