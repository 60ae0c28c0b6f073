import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { expectSound, foundBy, plainConnection, scratchQuery, scratchStore } from "../../testing/store.ts";
import { applyBatch } from "./run-writer.ts";

/** Runs statements in another program. */
type OtherProgram = (file: string, statements: string[]) => void;

const PYTHON = `
import json, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=5)
for statement in json.load(sys.stdin):
    connection.execute(statement)
connection.commit()
connection.close()
`;
const hasPython = spawnSync("python3", ["-c", "import sqlite3"]).status === 0;

const programs: [string, OtherProgram, boolean][] = [
  ["a plain connection", (file, statements) => runPlain(file, statements, []), true],
  [
    "a connection with foreign keys, recursive triggers and without trust in the schema",
    (file, statements) =>
      runPlain(file, statements, ["foreign_keys = ON", "recursive_triggers = ON", "trusted_schema = OFF"]),
    true,
  ],
  [
    "Python's sqlite3",
    (file, statements) => {
      execFileSync("python3", ["-c", PYTHON, file], { input: JSON.stringify(statements) });
    },
    hasPython,
  ],
];

function runPlain(file: string, statements: string[], pragmas: string[]): void {
  const connection = plainConnection(file);
  for (const pragma of pragmas) connection.pragma(pragma);
  connection.transaction(() => {
    for (const statement of statements) connection.exec(statement);
  })();
}

const COLUMNS = "(message_id, thread_id, module, content, type, timestamp, status)";
const row = (id: string, content: string, status: string) =>
  `VALUES ('${id}', 't1', 'billing', '${content}', 'response', 1000, ${status === "NULL" ? "NULL" : `'${status}'`})`;

/** Each is a whole story that another program may write, and the words and ids that must be found afterwards. */
const STORIES: [string, string[], Record<string, string[]>][] = [
  ["INSERT", [`INSERT INTO messages ${COLUMNS} ${row("m1", "alpha beta", "complete")}`], { alpha: ["m1"] }],
  ["INSERT of a message that is being written", [insert("m1", "alpha", "processing")], { alpha: ["m1"] }],
  ["INSERT without a status", [insert("m1", "alpha", "NULL")], { alpha: ["m1"] }],
  [
    "INSERT OR REPLACE",
    [
      insert("m1", "alpha alpha", "complete"),
      `INSERT OR REPLACE INTO messages ${COLUMNS} ${row("m1", "beta", "complete")}`,
    ],
    { alpha: [], beta: ["m1"] },
  ],
  [
    "INSERT OR REPLACE of a message that is being written, until it is complete",
    [
      insert("m1", "alpha", "processing"),
      `REPLACE INTO messages ${COLUMNS} ${row("m1", "alpha beta", "processing")}`,
      `REPLACE INTO messages ${COLUMNS} ${row("m1", "alpha beta gamma", "complete")}`,
    ],
    { alpha: ["m1"], gamma: ["m1"] },
  ],
  [
    "INSERT OR IGNORE",
    [
      insert("m1", "alpha", "complete"),
      `INSERT OR IGNORE INTO messages ${COLUMNS} ${row("m1", "beta", "complete")}`,
      `INSERT OR IGNORE INTO messages ${COLUMNS} ${row("m2", "gamma", "complete")}`,
    ],
    { alpha: ["m1"], beta: [], gamma: ["m2"] },
  ],
  [
    "INSERT OR IGNORE, then DELETE, then INSERT of the same id",
    [
      insert("m1", "alpha", "complete"),
      `INSERT OR IGNORE INTO messages ${COLUMNS} ${row("m1", "beta", "complete")}`,
      "DELETE FROM messages WHERE message_id = 'm1'",
      insert("m1", "gamma", "complete"),
    ],
    { alpha: [], beta: [], gamma: ["m1"] },
  ],
  [
    "UPSERT",
    [
      insert("m1", "alpha", "processing"),
      ...["alpha beta", "beta gamma"].map(
        (content, index) =>
          `INSERT INTO messages ${COLUMNS} ${row("m1", content, index === 0 ? "processing" : "complete")}
           ON CONFLICT (message_id) DO UPDATE SET content = excluded.content, status = excluded.status`,
      ),
    ],
    { alpha: [], beta: ["m1"], gamma: ["m1"] },
  ],
  [
    "UPDATE of content and status",
    [
      insert("m1", "alpha", "processing"),
      "UPDATE messages SET content = 'alpha beta' WHERE message_id = 'm1'",
      "UPDATE messages SET status = 'complete' WHERE message_id = 'm1'",
      "UPDATE messages SET content = 'gamma' WHERE message_id = 'm1'",
    ],
    { alpha: [], beta: [], gamma: ["m1"] },
  ],
  [
    "UPDATE from a word of its own to processing and on",
    [
      insert("m1", "alpha", "queued"),
      "UPDATE messages SET status = 'processing', content = 'beta' WHERE message_id = 'm1'",
      "UPDATE messages SET status = 'failed' WHERE message_id = 'm1'",
    ],
    { alpha: [], beta: ["m1"] },
  ],
  [
    "UPDATE of message_id",
    [
      insert("m1", "alpha", "complete"),
      "UPDATE messages SET message_id = 'm9', content = 'beta' WHERE message_id = 'm1'",
    ],
    { alpha: [], beta: ["m9"] },
  ],
  [
    "DELETE of a message",
    [
      insert("m1", "alpha", "complete"),
      insert("m2", "alpha", "processing"),
      "DELETE FROM messages WHERE message_id = 'm1'",
      "DELETE FROM messages WHERE message_id = 'm2'",
    ],
    { alpha: [] },
  ],
  [
    "DELETE of a thread",
    [insert("m1", "alpha", "complete"), "DELETE FROM threads WHERE thread_id = 't1'"],
    { alpha: [] },
  ],
  [
    "INSERT OR REPLACE of a thread",
    [
      "INSERT OR REPLACE INTO threads (thread_id, title, created_at) VALUES ('t1', 'Again', 5)",
      insert("m1", "alpha", "failed"),
    ],
    { alpha: ["m1"] },
  ],
  [
    "NUL characters and bytes that are no text",
    [
      ...["m1", "m2", "m3"].map((id) => insert(id, "alpha", "complete")),
      "UPDATE messages SET content = 'alpha' || char(0) || 'beta' WHERE message_id IN ('m1', 'm2')",
      "UPDATE messages SET content = X'616C70686100FF20C320626574610000' WHERE message_id = 'm3'",
      "UPDATE messages SET content = 'gamma' WHERE message_id = 'm1'",
      `REPLACE INTO messages ${COLUMNS} ${row("m2", "gamma", "complete")}`,
    ],
    { alpha: ["m3"], gamma: ["m1", "m2"] },
  ],
  ["DELETE of all", [insert("m1", "alpha", "complete"), "DELETE FROM messages", "DELETE FROM threads"], { alpha: [] }],
];

function insert(id: string, content: string, status: string): string {
  return `INSERT INTO messages ${COLUMNS} ${row(id, content, status)}`;
}

const BEGINNING = [
  "INSERT INTO threads (thread_id, title, created_at) VALUES ('t1', 'Thread', 1)",
  "INSERT INTO threads (thread_id, title, created_at) VALUES ('t2', 'Other', 1)",
  "INSERT INTO messages (message_id, thread_id, module, content, type, timestamp) VALUES ('old', 't2', 'm', 'word', 'note', 1)",
];

describe.each(programs)("written by %s", (_name, program, isThere) => {
  test.skipIf(!isThere).each(STORIES)(
    "%s is found as it stands, and leaves nothing behind",
    async (_story, statements, found) => {
      const { db, file } = await scratchStore();
      program(file, [...BEGINNING, ...statements]);
      for (const [word, ids] of Object.entries(found)) expect(foundBy(db, word), word).toEqual(ids);
      expectSound(db);
      expect(db.$client.prepare("SELECT count(*) FROM replaced_messages WHERE message_id = 'old'").pluck().get()).toBe(
        0,
      );
    },
  );

  test.skipIf(!isThere)("the blocks, the run and the place in the spool go with their message", async () => {
    const { db, file } = await scratchStore();
    const kept = scratchQuery(db);
    const gone = scratchQuery(db);
    const moved = scratchQuery(db);
    for (const query of [kept, gone, moved]) openBlock(db, query, "alpha");
    program(file, [
      `DELETE FROM messages WHERE message_id = '${gone.messageId}'`,
      `UPDATE messages SET message_id = 'moved' WHERE message_id = '${moved.messageId}'`,
    ]);
    expectSound(db);
    const left = db.$client.prepare("SELECT message_id FROM blocks JOIN runs USING (message_id)").pluck().all();
    expect(left.sort()).toEqual([kept.messageId, "moved"].sort());
    expect(db.$client.prepare("SELECT count(*) FROM run_positions").pluck().get()).toBe(2);
    program(file, [`DELETE FROM threads WHERE thread_id IN ('${kept.threadId}', '${moved.threadId}')`]);
    expectSound(db);
    for (const table of ["blocks", "runs", "run_positions"]) {
      expect(db.$client.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
    }
  });
});

function openBlock(db: Parameters<typeof applyBatch>[0], query: ReturnType<typeof scratchQuery>, text: string): void {
  const block = { position: 0, kind: "text", name: null, toolUseId: null, parentToolUseId: null } as const;
  const follower = String(
    db.$client.prepare("SELECT follower FROM run_positions WHERE run_id = ?").pluck().get(query.runId),
  );
  const written = applyBatch(db, {
    ...query,
    follower,
    from: 0,
    to: 1,
    fold: "{}",
    changes: [
      { type: "open", ...block },
      { type: "append", position: 0, text },
    ],
    growContent: true,
  });
  expect(written).toBe(true);
}

test("another program's UPDATE OR REPLACE can't put one message in the place of another", async () => {
  const { db, file } = await scratchStore();
  const other = plainConnection(file);
  for (const statement of [...BEGINNING, insert("m1", "alpha", "complete")]) other.exec(statement);
  expect(() => other.exec("UPDATE OR REPLACE messages SET message_id = 'old' WHERE message_id = 'm1'")).toThrow(
    "UNIQUE",
  );
  expectSound(db);
  expect(foundBy(db, "word")).toEqual(["old"]);
});

test("the triggers name no function but SQLite's own", async () => {
  const { db } = await scratchStore();
  const sql = db.$client
    .prepare("SELECT group_concat(sql, ' ') FROM sqlite_master WHERE type IN ('trigger', 'view')")
    .pluck()
    .get();
  const functions = [...String(sql).matchAll(/\b([a-z_]+)\(/g)].map(([, name]) => name);
  expect([...new Set(functions)].sort()).toEqual([
    "coalesce",
    "json_array",
    "json_each",
    "json_extract",
    "json_type",
    "json_valid",
    "julianday",
    "max",
    "round",
    "typeof",
  ]);
});
