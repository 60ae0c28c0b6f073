import fs, { statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import { answerIn, claudeOf, deltasText, shownText } from "../../testing/runs.ts";
import { expectSound, plainConnection } from "../../testing/store.ts";
import { isAlive } from "../claude/process-identity.ts";
import { activeRuns, processOf } from "../db/runs.ts";
import { askModule } from "./ask-module.ts";
import type { Engine } from "./engine.ts";
import { SILENT_AFTER_MS } from "./run-clock.ts";
import { stopQuery } from "./stop-query.ts";
import { tend } from "./tend.ts";

const pages = (engine: Engine) => Number(engine.store.db.$client.pragma("page_count", { simple: true }));

/** Leaves room for so many more pages in the database. */
function leaveRoom(engine: Engine, more: number): void {
  engine.store.db.$client.pragma(`max_page_count = ${pages(engine) + more}`);
}

/** Whether the disk is full, as a person is told who wants to write. */
async function refusal(engine: Engine): Promise<unknown> {
  try {
    await engine.store.createThread({ title: "x".repeat(100_000) });
    return null;
  } catch (error) {
    return error;
  }
}

test.each([0, 3, 24])(
  "a disk that is full %i pages into an answer loses nothing of it: all is stored when there is room",
  async (more) => {
    const errors = vi.spyOn(console, "error");
    onTestFinished(() => errors.mockRestore());
    const { engine, modulePath, dir } = await fakeEngine({
      turns: [[{ init: true }, { waitFor: "GO" }, { deltas: 3_000, size: 50 }, { result: {} }]],
    });
    const chunks: string[] = [];
    const query = await askModule({ prompt: "x", modulePath, onChunk: (text) => chunks.push(text) }, engine);
    await expect.poll(() => answerIn(engine, query.threadId)?.run?.state).toBe("running");
    leaveRoom(engine, more);
    writeFileSync(path.join(dir, "GO"), "");
    const spool = path.join(processOf(engine.store.db, query.runId).spoolDir, "stdout.ndjson");
    await expect.poll(() => statSync(spool).size).toBeGreaterThan(500_000);
    await expect.poll(() => refusal(engine)).toMatchObject({ code: "disk-full", hint: expect.stringMatching(/\w/) });
    expect(answerIn(engine, query.threadId)?.status).toBe("processing");
    tend(engine);
    leaveRoom(engine, 1_000_000);
    expect(await query.done).toMatchObject({ status: "complete", failure: null });
    expect(answerIn(engine, query.threadId)?.content === deltasText(3_000, 50)).toBe(true);
    expect(chunks.join("") === deltasText(3_000, 50)).toBe(true);
    expectSound(engine.store.db);
    expect(errors.mock.calls).toEqual([]);
  },
);

test("a run that falls silent while the disk is full is followed on, and can be stopped when there is room", async () => {
  const { engine, modulePath } = await fakeEngine({
    turns: [[{ init: true }, { deltas: 1, size: 4, open: true }, { hang: true }]],
  });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect.poll(() => shownText(engine, query.threadId)).toBe("0 xx");
  const { $client } = engine.store.db;
  // Room in pages that are there already would be used first.
  leaveRoom(engine, 0);
  const filler = $client.prepare("INSERT INTO changes (type, thread_id, text, at) VALUES ('filler', '', ?, 0)");
  expect(() => {
    for (;;) filler.run("x".repeat(40));
  }).toThrow(expect.objectContaining({ code: "SQLITE_FULL" }));
  const now = performance.now.bind(performance);
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now() + SILENT_AFTER_MS);
  onTestFinished(() => clock.mockRestore());
  const { followers } = engine;
  const follower = followers.get(query.messageId);
  let looks = 0;
  await expect.poll(() => (looks += 1), { interval: 100 }).toBeGreaterThan(8);
  expect(followers.get(query.messageId)).toBe(follower);
  expect(activeRuns(engine.store.db)).toHaveLength(1);
  leaveRoom(engine, 1_000_000);
  await expect.poll(() => answerIn(engine, query.threadId)?.run?.silentSince).not.toBe(null);
  await stopQuery(query.messageId, engine);
  expect((await query.done).failure?.code).toBe("stopped-by-user");
});

test("while another program holds the database nothing else stands still, and no text is lost", async () => {
  const { engine, modulePath, dir } = await fakeEngine({
    turns: [[{ init: true }, { waitFor: "GO" }, { deltas: 2_000, size: 50 }, { result: {} }]],
  });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect.poll(() => answerIn(engine, query.threadId)?.run?.state).toBe("running");
  const other = plainConnection(path.join(dir, "switchboard.db"));
  other.exec("BEGIN IMMEDIATE");
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
    expect(answerIn(engine, query.threadId)?.status).toBe("processing");
  }, 10);
  writeFileSync(path.join(dir, "GO"), "");
  const spool = path.join(processOf(engine.store.db, query.runId).spoolDir, "stdout.ndjson");
  await expect.poll(() => statSync(spool).size).toBeGreaterThan(300_000);
  const before = ticks;
  // With a writer that waits on the event loop, as long as SQLite can, there would be only a few.
  await expect.poll(() => ticks - before).toBeGreaterThan(40);
  clearInterval(timer);
  expect(shownText(engine, query.threadId)).toBe("");
  other.exec("COMMIT");
  expect(await query.done).toMatchObject({ status: "complete" });
  expect(answerIn(engine, query.threadId)?.content === deltasText(2_000, 50)).toBe(true);
});

test("a process that starts just when the database is held is followed all the same", async () => {
  const { engine, modulePath, dir, claude } = await fakeEngine(SHORT_ANSWER);
  const other = plainConnection(path.join(dir, "switchboard.db"));
  const open = fs.openSync;
  const spy = vi.spyOn(fs, "openSync").mockImplementation((file, ...rest) => {
    if (String(file).endsWith("/stdin") && rest[0] === fs.constants.O_RDWR) other.exec("BEGIN IMMEDIATE");
    return open(file, ...rest);
  });
  onTestFinished(() => spy.mockRestore());
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect.poll(async () => (await claude.spawns()).length).toBe(1);
  expect(claudeOf(engine, query.runId)).toBe(null);
  other.exec("COMMIT");
  expect(await query.done).toMatchObject({ status: "complete", content: deltasText(3, 4) });
  await engine.followers.get(query.messageId)?.gone;
  const identity = claudeOf(engine, query.runId);
  expect(identity && isAlive(identity)).toBe(false);
});
