import fc from "fast-check";
import { expect, test } from "vitest";
import { anyThread, counts, exportedText, importText, linesOf, writeThreads } from "../../testing/moving.ts";
import { plainConnection, scratchQuery, scratchQueued, scratchStore } from "../../testing/store.ts";
import { faultsOf } from "../../testing/store-faults.ts";
import { Writers } from "../../testing/writers.ts";
import { indexStep } from "../db/search-index.ts";

test("what any program wrote comes back equal: export, import and export again are the same bytes", async () => {
  const from = await scratchStore();
  const to = await scratchStore();
  await fc.assert(
    fc.asyncProperty(fc.array(anyThread, { maxLength: 4 }), async (threads) => {
      for (const { db } of [from, to]) db.$client.exec("DELETE FROM threads");
      writeThreads(from.db, threads);
      const first = await exportedText(from.db);
      const { report } = await importText(to.db, first, { sliceMs: 0 });
      const messages = threads.reduce((sum, thread) => sum + thread.messages.length, 0);
      // A status of other bytes that read "processing" can't come of these values, so nothing is changed on its way.
      expect(counts(report)).toEqual([messages, 0, 0, 0]);
      expect(await exportedText(to.db)).toBe(first);
      const again = await importText(to.db, first);
      expect(counts(again.report)).toEqual([0, messages, 0, 0]);
      expect(await exportedText(to.db)).toBe(first);
    }),
    { numRuns: 150 },
  );
  expect(faultsOf(plainConnection(to.file))).toEqual([]);
}, 120_000);

test("runs, blocks, modules, saved searches and templates come back equal, and the index finds what was said", async () => {
  const from = await scratchStore();
  const to = await scratchStore();
  const writers = new Writers(from.db, plainConnection(from.file));
  for (const run of [0, 1, 2]) {
    writers.perform({ kind: "play", run, lines: 1000, grow: true });
    writers.perform({ kind: "end", run });
  }
  from.db.$client.exec("INSERT INTO saved_searches VALUES ('s', 'Formats', 'q=formats', 5)");
  from.db.$client.exec("INSERT INTO templates VALUES ('t', 'Review', 'Review @README.md\nas a whole', 6)");
  const first = await exportedText(from.db);
  const runs = linesOf(first).flatMap((line) => (line.runs as { run_id: string }[] | undefined) ?? []);
  expect(runs).toHaveLength(3);
  expect(first).not.toMatch(/spool|"process"|bootId/);
  const { report } = await importText(to.db, first);
  expect([counts(report, "modules")[0], counts(report, "searches")]).toEqual([3, [1, 0, 0, 0]]);
  expect(counts(report, "templates")).toEqual([1, 0, 0, 0]);
  expect(await exportedText(to.db)).toBe(first);
  while (indexStep(from.db));
  const index = (file: string) =>
    plainConnection(file)
      .prepare(
        'SELECT message_id FROM search_index JOIN message_order ON seq = search_index.rowid WHERE search_index MATCH \'"~sfailed" OR "~scomplete" OR "the"\' ORDER BY 1',
      )
      .pluck()
      .all();
  expect(index(to.file)).toEqual(index(from.file));
  expect(index(to.file).length).toBeGreaterThan(0);
  expect(to.db.$client.prepare("SELECT count(*) FROM search_pending").pluck().get()).toBe(0);
  expect(faultsOf(plainConnection(to.file))).toEqual([]);
});

test("an answer that was being written comes back failed with what had arrived, and is never taken up", async () => {
  const from = await scratchStore();
  const to = await scratchStore();
  const writers = new Writers(from.db, plainConnection(from.file));
  writers.perform({ kind: "play", run: 0, lines: 20, grow: false });
  scratchQueued(from.db);
  scratchQuery(from.db);
  from.db.$client.exec("INSERT INTO messages VALUES ('theirs', 't', 'm', 'half', 'response', 1, 'processing', '[1]')");
  const first = await exportedText(from.db);
  await importText(to.db, first);
  expect(await to.store.getProcessingMessages()).toEqual([]);
  expect(
    to.db.$client.prepare("SELECT count(*) FROM runs WHERE state <> 'ended' OR process IS NOT NULL").pluck().get(),
  ).toBe(0);
  expect(to.db.$client.prepare("SELECT count(*) FROM blocks WHERE state = 'open'").pluck().get()).toBe(0);
  expect(await to.store.getMessage("theirs")).toMatchObject({
    ...{ content: "half", status: "failed" },
    metadata: { raw: "[1]", imported: { status: "processing" } },
  });
  const failures = to.db.$client.prepare("SELECT DISTINCT json_extract(failure, '$.code') FROM runs").pluck().all();
  expect(failures).toEqual(["orphaned"]);
  const open = linesOf(first).find((line) => line.status === "processing" && (line.blocks as unknown[]).length > 0);
  expect(open?.content).not.toBe("");
  expect((await to.store.getMessage(String(open?.message_id)))?.content).toBe(open?.content);
  // From then on it is the same each time.
  const second = await exportedText(to.db);
  const again = await importText(to.db, second);
  expect(counts(again.report).slice(0, 3)).toEqual([
    0,
    linesOf(second).filter(({ line }) => line === "message").length,
    0,
  ]);
  expect(counts((await importText(to.db, first)).report)[2]).toBe(0);
});

test("contents of ten megabytes, text that is no UTF-8 and bytes come back as they were", async () => {
  const from = await scratchStore();
  const to = await scratchStore();
  const sqlite = from.db.$client;
  sqlite.exec("INSERT INTO threads (thread_id, created_at) VALUES ('t', 1)");
  const insert = sqlite.prepare(
    "INSERT INTO messages VALUES (?, 't', 'm', CAST(? AS TEXT), 'note', 1, 'complete', NULL)",
  );
  insert.run("odd", Buffer.from([0x61, 0xff, 0xfe, 0, 0xed, 0xa0, 0xbd]));
  insert.run("large", Buffer.from("Zeile 😀 ".repeat(900_000)));
  const text = await exportedText(from.db);
  await importText(to.db, text);
  expect((await exportedText(to.db)) === text).toBe(true);
  const hex = "SELECT hex(CAST(content AS BLOB)) FROM messages WHERE message_id = 'odd' AND typeof(content) = 'text'";
  expect(to.db.$client.prepare(hex).pluck().get()).toBe("61FFFE00EDA0BD");
});
