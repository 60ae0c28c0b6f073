import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fakeEngine, otherProcess } from "../../testing/engine.ts";
import type { FakeClaude } from "../../testing/fake-claude.ts";
import { applyChanges } from "../core/change.ts";
import { readChanges } from "../db/changes.ts";
import { queueOrder } from "../db/queue.ts";
import { findRunOf } from "../db/runs.ts";
import { readThreadView } from "../db/views.ts";
import { askModule } from "./ask-module.ts";
import { dispatch } from "./dispatch.ts";
import { editQuery } from "./edit-query.ts";
import type { Engine } from "./engine.ts";
import { stopQuery } from "./stop-query.ts";

/** Answers when the file GO is there. */
const GATED = { turns: [[{ init: true as const }, { waitFor: "GO" }, { deltas: 1, size: 4 }, { result: {} }]] };

const stateOf = (engine: Engine, messageId: string) => findRunOf(engine.store.db, messageId)?.state;
const placeOf = (engine: Engine, messageId: string) => findRunOf(engine.store.db, messageId)?.queuePosition;

/** The questions in the order in which processes were given them. */
async function askedOf(claude: FakeClaude): Promise<string[]> {
  const spawns = await claude.spawns();
  return spawns.flatMap(({ stdin }) => stdin.slice(0, 1).map((line) => String(JSON.parse(line).message?.content)));
}

test("no more run at once than are allowed, and the others follow in the order in which they were asked", async () => {
  const { engine, modulePath, claude, dir } = await fakeEngine(GATED, { runs: 2 });
  const prompts = ["one", "two", "three", "four", "five"];
  const asked = [];
  for (const prompt of prompts) asked.push(await askModule({ prompt, modulePath }, engine));
  await expect.poll(() => askedOf(claude)).toHaveLength(2);
  expect(asked.map(({ messageId }) => placeOf(engine, messageId))).toEqual([null, null, 1, 2, 3]);
  expect(asked.slice(2).map(({ messageId }) => stateOf(engine, messageId))).toEqual(["queued", "queued", "queued"]);
  writeFileSync(path.join(dir, "GO"), "");
  const outcomes = await Promise.all(asked.map(({ done }) => done));
  expect(outcomes.map(({ status }) => status)).toEqual(Array(5).fill("complete"));
  const order = await askedOf(claude);
  expect(order.slice(0, 2).sort()).toEqual(["one", "two"]);
  expect(order.slice(2).sort()).toEqual(["five", "four", "three"]);
  expect(order.indexOf("five")).toBeGreaterThanOrEqual(3);
});

test("no more start at once than there are processors for, whatever may run", async () => {
  // It says nothing until GO is there: it has not started yet.
  const slow = { turns: [[{ waitFor: "GO" }, { init: true as const }, { result: {} }]] };
  const { engine, modulePath, claude, dir } = await fakeEngine(slow, { runs: 4, starts: 1 });
  const asked = [];
  for (const prompt of ["a", "b", "c"]) asked.push(await askModule({ prompt, modulePath }, engine));
  await expect.poll(() => askedOf(claude)).toEqual(["a"]);
  expect(asked.map(({ messageId }) => stateOf(engine, messageId))).toEqual(["starting", "queued", "queued"]);
  writeFileSync(path.join(dir, "GO"), "");
  await Promise.all(asked.map(({ done }) => done));
  expect(await askedOf(claude)).toEqual(["a", "b", "c"]);
});

test("a follow-up to a module that still answers in the thread waits for it, and lets others pass", async () => {
  const { engine, modulePath, claude, dir } = await fakeEngine(GATED);
  const first = await askModule({ prompt: "first", modulePath }, engine);
  const followUp = await askModule({ prompt: "follow-up", modulePath, threadId: first.threadId }, engine);
  const elsewhere = await askModule({ prompt: "elsewhere", modulePath }, engine);
  await expect.poll(async () => (await askedOf(claude)).sort()).toEqual(["elsewhere", "first"]);
  expect(placeOf(engine, followUp.messageId)).toBe(1);
  writeFileSync(path.join(dir, "GO"), "");
  await Promise.all([first.done, followUp.done, elsewhere.done]);
  expect((await askedOf(claude)).at(-1)).toBe("follow-up");
});

test("a question that waits can be changed: it keeps its place, and the changed one is asked and shown", async () => {
  const { engine, modulePath, claude, dir } = await fakeEngine(GATED, { runs: 1 });
  const first = await askModule({ prompt: "first", modulePath }, engine);
  const second = await askModule({ prompt: "secund", modulePath }, engine);
  const third = await askModule({ prompt: "third", modulePath }, engine);
  await editQuery(second.messageId, "second", engine);
  expect(queueOrder(engine.store.db)).toEqual([second.messageId, third.messageId]);
  const thread = await engine.store.getThread(second.threadId);
  expect(thread).toMatchObject({ title: "second", messages: [{ content: "second" }, { status: "processing" }] });
  expect((await engine.store.searchMessages("secund")).hits).toEqual([]);
  expect((await engine.store.searchMessages("second")).hits).toHaveLength(1);
  await expect(editQuery(second.messageId, "  ", engine)).rejects.toMatchObject({ code: "prompt-empty" });
  writeFileSync(path.join(dir, "GO"), "");
  await Promise.all([first.done, second.done, third.done]);
  expect(await askedOf(claude)).toEqual(["first", "second", "third"]);
  await expect(editQuery(second.messageId, "late", engine)).rejects.toMatchObject({ code: "query-begun" });
});

test("a question that waits is withdrawn at once, without a process, and those behind it move up", async () => {
  const { engine, modulePath, claude, dir } = await fakeEngine(GATED, { runs: 1 });
  const first = await askModule({ prompt: "first", modulePath }, engine);
  const second = await askModule({ prompt: "second", modulePath }, engine);
  const third = await askModule({ prompt: "third", modulePath }, engine);
  await stopQuery(second.messageId, engine);
  expect(await second.done).toMatchObject({ status: "failed", content: "", failure: { code: "stopped-by-user" } });
  expect(placeOf(engine, third.messageId)).toBe(1);
  await expect(stopQuery(second.messageId, engine)).rejects.toMatchObject({ code: "message-ended" });
  writeFileSync(path.join(dir, "GO"), "");
  await Promise.all([first.done, third.done]);
  expect(await askedOf(claude)).toEqual(["first", "third"]);
});

test("what waits survives the process that asked: the next one asks it", async () => {
  const { engine, modulePath, claude, dir } = await fakeEngine(GATED, { runs: 1 });
  const first = await askModule({ prompt: "first", modulePath }, engine);
  const second = await askModule({ prompt: "second", modulePath }, engine);
  const gone = JSON.stringify({ pid: 2 ** 22 + 1, startTime: "1", bootId: "gone" });
  engine.store.db.$client.prepare("UPDATE run_positions SET follower = ? WHERE run_id = ?").run(gone, second.runId);
  engine.awaited.delete(second.runId);
  writeFileSync(path.join(dir, "GO"), "");
  await first.done;
  expect(await second.done).toMatchObject({ status: "complete" });
  expect(await askedOf(claude)).toEqual(["first", "second"]);
});

test("a run is left to the living process that asked for it, whose environment it was asked in", async () => {
  const { engine, modulePath, claude, dir } = await fakeEngine(GATED, { runs: 1 });
  const first = await askModule({ prompt: "first", modulePath }, engine);
  const second = await askModule({ prompt: "second", modulePath }, engine);
  const other = { ...otherProcess(engine), env: { ...engine.env, limits: { ...engine.env.limits, runs: 4 } } };
  dispatch(other);
  expect(other.handled.size).toBe(0);
  expect(stateOf(engine, second.messageId)).toBe("queued");
  writeFileSync(path.join(dir, "GO"), "");
  await Promise.all([first.done, second.done]);
  expect(await askedOf(claude)).toEqual(["first", "second"]);
});

test("a page that follows the feed shows the same places in line as one that is opened now", async () => {
  const { engine, modulePath, dir } = await fakeEngine(GATED, { runs: 1 });
  const { db } = engine.store;
  const asked = [];
  for (const prompt of ["one", "two", "three", "four"]) asked.push(await askModule({ prompt, modulePath }, engine));
  const last = asked[3];
  const view = last && readThreadView(db, last.threadId);
  if (!view) throw new Error("The thread is not there.");
  expect(view.messages[1]?.run?.queuePosition).toBe(3);
  await stopQuery(asked[1]?.messageId ?? "", engine);
  const { changes, cursor } = readChanges(db, view.cursor, last.threadId);
  const followed = applyChanges(view, changes, cursor);
  expect(followed.messages[1]?.run?.queuePosition).toBe(2);
  expect(followed.messages).toEqual(readThreadView(db, last.threadId)?.messages);
  writeFileSync(path.join(dir, "GO"), "");
  await Promise.all(asked.map(({ done }) => done));
});

test("deleting a thread takes its question out of the line", async () => {
  const { engine, modulePath, dir } = await fakeEngine(GATED, { runs: 1 });
  const first = await askModule({ prompt: "first", modulePath }, engine);
  const second = await askModule({ prompt: "second", modulePath }, engine);
  second.done.catch(() => {}); // its message is gone
  await engine.store.deleteThread(second.threadId);
  expect(queueOrder(engine.store.db)).toEqual([]);
  const left = engine.store.db.$client.prepare("SELECT count(*) FROM queued_questions WHERE run_id = ?").pluck();
  expect(left.get(second.runId)).toBe(0);
  writeFileSync(path.join(dir, "GO"), "");
  await first.done;
});
