import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { counts, exportedText, importInto, importText, linesOf } from "../../testing/moving.ts";
import { scratch } from "../../testing/scratch.ts";
import { scratchStore } from "../../testing/store.ts";
import { currentCursor, readChanges } from "../db/changes.ts";
import type { Db } from "../db/db.ts";

/** A database with some threads of three messages each. */
async function conversations(threads: number, begun = 1000) {
  const { db, store, file } = await scratchStore();
  const thread = db.$client.prepare("INSERT INTO threads VALUES (?, ?, '[\"m\"]', ?, ?, NULL)");
  const message = db.$client.prepare("INSERT INTO messages VALUES (?, ?, 'm', ?, 'note', ?, 'complete', NULL)");
  for (let at = 0; at < threads; at += 1) {
    thread.run(`t${at}`, `Thread ${at}`, begun, begun + at);
    for (const place of [0, 1, 2]) message.run(`t${at}-m${place}`, `t${at}`, `said ${at} ${place}`, begun + place);
  }
  return { db, store, file };
}

const count = (db: Db, table: string) => Number(db.$client.prepare(`SELECT count(*) FROM ${table}`).pluck().get());

test("a preview says what an import will do, and changes nothing", async () => {
  const from = await conversations(4);
  const to = await conversations(2);
  to.db.$client.exec("UPDATE messages SET content = 'other' WHERE message_id = 't0-m0'");
  const text = await exportedText(from.db);
  const before = await exportedText(to.db);
  const preview = await importText(to.db, text, { preview: true });
  expect(await exportedText(to.db)).toBe(before);
  expect(count(to.db, "imports")).toBe(0);
  expect(preview.report).toMatchObject({
    modules: [{ name: "m", count: 12 }],
    statuses: [{ name: "complete", count: 12 }],
    ...{ firstAt: 1000, lastAt: 1002, samples: [{ title: "Thread 0" }, {}, {}, {}] },
  });
  const { report } = await importText(to.db, text);
  expect(preview.report.tally).toEqual(report.tally);
  expect([counts(report, "threads"), counts(report)]).toEqual([
    [2, 2, 0, 0],
    [6, 5, 1, 0],
  ]);
});

test("what is there stays: another message or thread of the same id is told as a conflict and kept out", async () => {
  const from = await conversations(3);
  const to = await conversations(3);
  to.db.$client.exec(`UPDATE messages SET content = 'ours' WHERE message_id = 't0-m0';
    UPDATE threads SET created_at = 5, title = 'Another' WHERE thread_id = 't1';
    DELETE FROM messages WHERE message_id IN ('t1-m0', 't2-m2'); UPDATE threads SET title = 'Renamed' WHERE thread_id = 't2'`);
  const before = await exportedText(to.db);
  const { report } = await importText(to.db, await exportedText(from.db));
  expect([counts(report, "threads"), counts(report)]).toEqual([
    [0, 1, 2, 0],
    [1, 4, 4, 0],
  ]);
  expect(report.problemCounts).toEqual({ "conflict-message": 4, "conflict-thread": 1, "thread-differs": 1 });
  expect(
    linesOf(await exportedText(to.db))
      .filter(({ message_id }) => message_id !== "t2-m2")
      .slice(0, -1),
  ).toEqual(linesOf(before).slice(0, -1));
  const kept = to.db.$client.prepare("SELECT line, kind FROM import_problems ORDER BY problem_id LIMIT 2").all();
  expect(kept).toEqual([
    { line: 3, kind: "conflict-message" },
    { line: 6, kind: "conflict-thread" },
  ]);
});

test("as copies, what is kept out comes in under ids of its own, and once only", async () => {
  const from = await conversations(2);
  const to = await conversations(2, 7);
  const text = await exportedText(from.db);
  const { report } = await importText(to.db, text, { asCopies: true });
  expect([counts(report, "threads"), counts(report)]).toEqual([
    [2, 0, 0, 0],
    [6, 0, 0, 0],
  ]);
  const first = await exportedText(to.db);
  const again = await importText(to.db, text, { asCopies: true });
  expect([counts(again.report, "threads"), counts(again.report)]).toEqual([
    [0, 2, 0, 0],
    [0, 6, 0, 0],
  ]);
  expect(await exportedText(to.db)).toBe(first);
  expect((await to.store.listThreads()).map(({ title }) => title).sort()).toEqual([
    "Thread 0",
    "Thread 0",
    "Thread 1",
    "Thread 1",
  ]);
});

test("broken lines are told by their number, and every good line comes in", async () => {
  const from = await conversations(2);
  const { db } = await scratchStore();
  const lines = (await exportedText(from.db)).split("\n");
  const [header = "", thread = "", message = "", ...rest] = lines;
  const later = { ...JSON.parse(message), message_id: "new", later: true };
  const broken = ["not json", '{"line":"what"}', JSON.stringify(later), "[]", message.slice(0, 40), ""];
  const { report } = await importText(db, [header, ...broken, thread, message, ...rest].join("\n"));
  expect(counts(report)).toEqual([6, 0, 0, 1]);
  expect(report.tally.unknown).toBe(4);
  expect(report.problems.map(({ line, kind }) => [line, kind])).toEqual([
    ...[
      [2, "line-unknown"],
      [3, "line-unknown"],
      [4, "line-broken"],
      [5, "line-unknown"],
      [6, "line-unknown"],
    ],
  ]);
  expect(report.problems[2]?.detail).toContain('"new"');
});

test("a message whose thread is missing gets one, and a file that was cut off is told so", async () => {
  const from = await conversations(1);
  const { db, store } = await scratchStore();
  const lines = (await exportedText(from.db)).split("\n");
  const { report } = await importText(db, [lines[0], ...lines.slice(2, -2)].join("\n"));
  expect([report.tally.made, counts(report)[0]]).toEqual([1, 3]);
  expect(report.problems.map(({ kind }) => kind)).toEqual(["thread-made", "cut-off"]);
  expect(await store.getThread("t0")).toMatchObject({ title: null, createdAt: 1000, updatedAt: 1002 });
});

test("a cancelled import keeps what it has, the same again goes on, and the result is the same", async () => {
  const from = await conversations(60);
  const to = await scratchStore();
  const text = await exportedText(from.db);
  const stop = new AbortController();
  let steps = 0;
  const onProgress = () => {
    steps += 1;
    if (steps === 20) stop.abort();
  };
  const first = await importText(to.db, text, { sliceMs: 0, signal: stop.signal, onProgress });
  expect([first.state, first.report.tally.messages.added + first.report.tally.threads.added]).toEqual([
    "cancelled",
    20,
  ]);
  const states = to.db.$client.prepare("SELECT state, threads + messages AS n FROM imports").all();
  expect(states).toEqual([{ state: "cancelled", n: 20 }]);
  const second = await importText(to.db, text);
  expect(second.report.tally.messages.added + second.report.tally.threads.added).toBe(220);
  expect(await exportedText(to.db)).toBe(text);
});

test("another process can cancel an import through the table of imports", async () => {
  const from = await conversations(40);
  const { db } = await scratchStore();
  const onBegun = (id: string) =>
    db.$client.prepare("UPDATE imports SET cancel_requested_at = 1 WHERE import_id = ?").run(id);
  const { state } = await importText(db, await exportedText(from.db), { sliceMs: 0, onBegun });
  expect(state).toBe("cancelled");
});

test("readers are told one change for each thread in a step, and to read anew when the import is done", async () => {
  const from = await conversations(3);
  const { db } = await scratchStore();
  const cursor = currentCursor(db);
  await importText(db, await exportedText(from.db), { sliceMs: 10_000 });
  expect(count(db, "changes")).toBe(6); // each thread as it was made, and with its messages
  expect(readChanges(db, cursor, null).resync).toBe(true);
});

test("what a hostile export says of processes, files and statuses is not believed", async () => {
  const { db } = await scratchStore();
  const from = await conversations(1);
  const run = { state: "running", process: '{"pid":1}', spool_dir: "/etc" };
  const lines = linesOf(await exportedText(from.db));
  const forged = lines.map((line) => (line.line === "message" ? { ...line, runs: [run] } : line));
  const { report } = await importText(db, forged.map((line) => JSON.stringify(line)).join("\n"));
  expect(counts(report)).toEqual([0, 0, 0, 3]);
  expect(count(db, "runs")).toBe(0);
});

test("a file that is no export, a later version, and what isn't there are refused with what to do", async () => {
  const { db, file } = await scratchStore();
  const dir = scratch();
  const cases: [string, string | null, string][] = [
    ["words.txt", "hello\n", "file-not-importable"],
    ["empty", "", "file-not-importable"],
    ["thread.json", '{"format":"switchboard-thread","version":1}', "file-not-importable"],
    ["later.jsonl", '{"line":"switchboard-export","version":2,"of":{}}\n', "export-newer"],
    ["other.jsonl", '{"line":"switchboard-export","version":1,"more":1}\n', "export-newer"],
    ["nowhere.db", null, "file-missing"],
    ["database.db", "SQLite format 3\0 and no more", "file-damaged"],
  ];
  for (const [name, content, code] of cases) {
    const at = path.join(dir, name);
    if (content !== null) writeFileSync(at, content);
    await expect(importInto(db, at), name).rejects.toMatchObject({ code, field: "file" });
  }
  await expect(importInto(db, dir)).rejects.toMatchObject({ code: "file-not-importable" });
  await expect(importInto(db, file)).rejects.toMatchObject({ code: "file-not-importable" });
  expect(count(db, "imports")).toBe(0);
});
