import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { counts, exportedText, importInto } from "../../testing/moving.ts";
import { makeOldDatabase } from "../../testing/old-database.ts";
import { scratch } from "../../testing/scratch.ts";
import { plainConnection, scratchStore } from "../../testing/store.ts";
import { faultsOf } from "../../testing/store-faults.ts";

const ORIGIN = `CREATE TABLE threads (thread_id TEXT PRIMARY KEY, title TEXT, modules TEXT, created_at REAL, updated_at REAL, metadata TEXT);
  CREATE TABLE messages (message_id TEXT PRIMARY KEY, thread_id TEXT NOT NULL, module TEXT NOT NULL, content TEXT NOT NULL,
    type TEXT NOT NULL, timestamp REAL NOT NULL, status TEXT DEFAULT "complete", metadata TEXT,
    FOREIGN KEY (thread_id) REFERENCES threads (thread_id) ON DELETE CASCADE);`;

/** Another program's database, made by its own statements; closed. */
function foreign(sql: string): string {
  const file = path.join(scratch(), "theirs.db");
  const db = new Database(file);
  db.pragma("foreign_keys = OFF");
  db.exec(sql);
  db.close();
  return file;
}

const hashOf = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

test("statuses, times and modules of another program are translated, and what stood there is kept", async () => {
  const { db, store } = await scratchStore();
  const file = foreign(`CREATE TABLE threads (thread_id TEXT, modules TEXT, created_at TEXT, mood TEXT);
    CREATE TABLE messages (message_id INTEGER, thread_id TEXT, module TEXT, content TEXT, type TEXT, timestamp, status TEXT, tokens INTEGER, metadata TEXT);
    INSERT INTO threads VALUES ('t', 'a, b', '2024-05-06 07:08:09', 'good');
    INSERT INTO messages VALUES (1, 't', 'a', 'one', 'question', 1714979289123, 'completed', 7, '{"k":1}'),
      (9007199254740993, 't', 'a', 'two', 'response', '2024-05-06T07:08:10.5', 'error', NULL, NULL),
      (3, 't', 'b', 'three', 'response', 1714979291, 'in_progress', NULL, '[1]'),
      (4, 't', 'b', NULL, 'note', 'soon', 'odd', NULL, NULL), (5, 'u', 'b', 'five', 'note', '1714979300.25', NULL, NULL, NULL)`);
  const { report } = await importInto(db, file);
  expect([counts(report, "threads"), counts(report), report.tally.made]).toEqual([[1, 0, 0, 0], [5, 0, 0, 0], 1]);
  expect(report.mappings).toContainEqual({ what: "status in_progress becomes failed", count: 1 });
  const thread = await store.getThread("t");
  expect(thread).toMatchObject({ title: null, modules: ["a", "b"], createdAt: 1714979289, updatedAt: 1714979291 });
  expect(thread?.metadata).toEqual({
    imported: { columns: { mood: "good" }, created_at: "2024-05-06 07:08:09", modules: "a, b" },
  });
  expect(
    thread?.messages.map(({ messageId, status, timestamp, metadata }) => [messageId, status, timestamp, metadata]),
  ).toEqual([
    [
      "1",
      "complete",
      1714979289.123,
      { k: 1, imported: { columns: { tokens: 7 }, timestamp: 1714979289123, status: "completed" } },
    ],
    ["9007199254740993", "failed", 1714979290.5, { imported: { timestamp: "2024-05-06T07:08:10.5", status: "error" } }],
    ["3", "failed", 1714979291, { raw: "[1]", imported: { status: "in_progress" } }],
    ["4", "odd", 1714979291, { imported: { timestamp: "soon", content: null } }],
  ]);
  expect(await store.getThread("u")).toMatchObject({ createdAt: 1714979300.25, updatedAt: 1714979300.25 });
  expect(report.problems.map(({ kind, line }) => [kind, line])).toEqual([
    ["thread-made", 1],
    ["time-guessed", 4],
  ]);
  const again = await importInto(db, file);
  expect([counts(again.report, "threads"), counts(again.report), again.report.tally.made]).toEqual([
    [0, 1, 0, 0],
    [0, 5, 0, 0],
    0,
  ]);
  expect(faultsOf(plainConnection(db.$client.name))).toEqual([]);
});

test("a table of messages alone is enough, without ids, types and times", async () => {
  const { db, store } = await scratchStore();
  const file = foreign(`CREATE TABLE Messages (Thread_ID TEXT, Content TEXT);
    INSERT INTO Messages VALUES ('t', 'same'), ('t', 'same'), (NULL, 'alone')`);
  const { report } = await importInto(db, file);
  expect([counts(report), report.tally.made]).toEqual([[3, 0, 0, 0], 2]);
  expect((await store.getThread("t"))?.messages).toMatchObject([
    { module: "module", type: "response" },
    { content: "same" },
  ]);
  expect(counts((await importInto(db, file)).report)).toEqual([0, 3, 0, 0]);
});

test("every row of any such database is accounted for, and a second import adds nothing", async () => {
  const { db } = await scratchStore();
  const value = fc.oneof(
    ...[
      fc.string({ maxLength: 8 }),
      fc.double(),
      fc.integer(),
      fc.constant(null),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    ],
    ...[
      fc.constantFrom(
        "processing",
        "pending",
        "SUCCESS",
        "2024-01-01",
        "[",
        '["a"]',
        "a,b",
        '{"imported":1}',
        Infinity,
      ),
    ],
    fc.uint8Array({ maxLength: 5 }).map((bytes) => Buffer.from(bytes)),
  );
  const id = fc.oneof({ weight: 3, arbitrary: fc.constantFrom("a", "b", "c", 1, null) }, value);
  const names = ["message_id", "thread_id", "module", "content", "type", "timestamp", "status", "metadata", "extra"];
  const messages = fc.array(fc.tuple(id, id, ...Array.from({ length: 7 }, () => value)), { maxLength: 12 });
  const threads = fc.array(fc.tuple(id, ...Array.from({ length: 5 }, () => value)), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(messages, threads, async (rows, heads) => {
      db.$client.exec("DELETE FROM threads; DELETE FROM imports; DELETE FROM import_problems");
      const file = foreign(`CREATE TABLE messages (${names.join(", ")});
        CREATE TABLE threads (thread_id, title, modules, created_at, updated_at, metadata)`);
      const theirs = new Database(file);
      for (const row of rows)
        theirs.prepare(`INSERT INTO messages VALUES (${names.map(() => "?").join(", ")})`).run(...row);
      for (const row of heads) theirs.prepare("INSERT INTO threads VALUES (?, ?, ?, ?, ?, ?)").run(...row);
      theirs.close();
      const { report, state } = await importInto(db, file);
      expect(state).toBe("complete");
      expect([report.tally.messages.read, report.tally.threads.read]).toEqual([rows.length, heads.length]);
      const stored = db.$client.prepare("SELECT count(*) FROM messages").pluck().get();
      expect(stored).toBe(report.tally.messages.added);
      const first = await exportedText(db);
      const again = await importInto(db, file);
      expect([counts(again.report)[0], counts(again.report, "threads")[0], again.report.tally.made]).toEqual([0, 0, 0]);
      expect(await exportedText(db)).toBe(first);
      expect(first).not.toContain('"status":"processing"');
    }),
    { numRuns: 80 },
  );
}, 120_000);

test("a database with a write-ahead log is read whole, and it and its companions stay as they were", async () => {
  const { db, file: ours } = await scratchStore();
  const file = foreign(ORIGIN);
  const theirs = new Database(file);
  onTestFinished(() => void theirs.close());
  theirs.pragma("journal_mode = WAL");
  theirs.pragma("wal_autocheckpoint = 0");
  theirs.exec(
    "INSERT INTO threads VALUES ('t', 'T', '[]', 1, 1, NULL); INSERT INTO messages VALUES ('m', 't', 'a', 'in the log', 'note', 2, 'success', NULL)",
  );
  const files = [file, `${file}-wal`, `${file}-shm`];
  const before = files.map(hashOf);
  const { report } = await importInto(db, file);
  expect(counts(report)).toEqual([1, 0, 0, 0]);
  expect(files.map(hashOf)).toEqual(before);
  expect(existsSync(ours)).toBe(true);
  expect(readdirSync(path.join(path.dirname(file), "imports"))).toEqual([]);
});

test("a database of Switchboard itself comes in whole, also one of an earlier version", async () => {
  const { db } = await scratchStore();
  const file = path.join(scratch(), "old.db");
  makeOldDatabase(file, 3);
  const before = hashOf(file);
  const { report } = await importInto(db, file);
  expect([report.what, counts(report, "threads"), counts(report)]).toEqual([
    ...["a database of Switchboard", [2, 0, 0, 0], [40, 0, 0, 0]],
  ]);
  expect(hashOf(file)).toBe(before);
  const other = await scratchStore();
  await importInto(other.db, db.$client.name);
  expect(await exportedText(other.db)).toBe(await exportedText(db));
});

test("a database of a later version of Switchboard is refused by name, and left as it was", async () => {
  const { db } = await scratchStore();
  const file = path.join(scratch(), "later.db");
  makeOldDatabase(file, 3);
  const later = new Database(file);
  later.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9e15)");
  later.close();
  const before = hashOf(file);
  await expect(importInto(db, file)).rejects.toMatchObject({
    code: "export-newer",
    message: expect.stringContaining("later.db was"),
  });
  expect(hashOf(file)).toBe(before);
});

test("a database without messages, and a damaged one, are refused or told; what was read before stays", async () => {
  const { db } = await scratchStore();
  await expect(importInto(db, foreign("CREATE TABLE notes (a)"))).rejects.toMatchObject({
    code: "file-not-importable",
  });
  await expect(importInto(db, foreign("CREATE TABLE messages (content TEXT)"))).rejects.toThrow(/no column thread_id/);
  await expect(
    importInto(db, foreign("CREATE VIEW messages AS SELECT 1 AS thread_id, 2 AS content")),
  ).rejects.toMatchObject({
    code: "file-not-importable",
  });
  const file = foreign(`${ORIGIN} INSERT INTO threads VALUES ('t', 'T', '[]', 1, 1, NULL);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
      INSERT INTO messages SELECT i, 't', 'm', 'said ' || i || hex(randomblob(100)), 'note', i, 'complete', NULL FROM n`);
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xff, Math.floor(bytes.length * 0.7), Math.floor(bytes.length * 0.9)));
  await expect(importInto(db, file)).rejects.toMatchObject({
    code: expect.stringMatching(/^(file-damaged|import-incomplete)$/),
  });
  expect(readdirSync(path.join(path.dirname(file), "imports"))).toEqual([]);
});
