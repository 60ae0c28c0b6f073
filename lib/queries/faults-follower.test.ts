import { spawn } from "node:child_process";
import { once } from "node:events";
import fs, { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { fakeEngine, otherProcess, testEngine } from "../../testing/engine.ts";
import { inheritedEnv } from "../../testing/real-claude.ts";
import { answerIn, claudeOf, deltasText, loseFollower, shownText } from "../../testing/runs.ts";
import { scratch } from "../../testing/scratch.ts";
import { identify, isAlive } from "../claude/process-identity.ts";
import type { Change } from "../core/change.ts";
import { currentCursor, readChanges } from "../db/changes.ts";
import { activeRuns, findRunOf, processOf } from "../db/runs.ts";
import { adoptRuns } from "./adopt-runs.ts";
import { askModule, type StartedQuery } from "./ask-module.ts";
import type { Engine } from "./engine.ts";
import { stopQuery } from "./stop-query.ts";

const PARTIAL = [{ init: true as const }, { deltas: 3, size: 4, open: true }];
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** Asks, and waits until the first words are shown. */
async function begun({ engine, modulePath }: Pick<Awaited<ReturnType<typeof fakeEngine>>, "engine" | "modulePath">) {
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect.poll(() => shownText(engine, query.threadId)).toBe(deltasText(3, 4));
  const claude = claudeOf(engine, query.runId);
  if (claude === null) throw new Error("The run has a process.");
  return { ...query, claude };
}

/** A living process that is none of ours. */
async function stranger(): Promise<number> {
  const child = spawn("sleep", ["1000"], { stdio: "ignore" });
  await once(child, "spawn");
  onTestFinished(() => void child.kill("SIGKILL"));
  return child.pid ?? 0;
}

/** The answer ended as orphaned, with the text that had come. @returns why */
async function expectOrphaned(query: StartedQuery) {
  const { status, content, failure } = await query.done;
  expect({ status, content, code: failure?.code }).toEqual({
    status: "failed",
    content: deltasText(3, 4),
    code: "orphaned",
  });
  return failure;
}

test("claude is killed: the run fails with the signal, its text stays, readers are told, and the next in line starts", async () => {
  const started = await fakeEngine({ turns: [[...PARTIAL, { waitFor: "GO" }, { result: {} }]] }, { runs: 1 });
  const { engine, modulePath, dir } = started;
  const first = await begun(started);
  const second = await askModule({ prompt: "y", modulePath }, engine);
  expect(findRunOf(engine.store.db, second.messageId)?.state).toBe("queued");
  const cursor = currentCursor(engine.store.db);
  process.kill(first.claude.pid, "SIGKILL");
  expect(await first.done).toMatchObject({
    status: "failed",
    content: deltasText(3, 4),
    failure: { code: "signal", signal: "SIGKILL" },
  });
  const told = readChanges(engine.store.db, cursor, first.threadId).changes.filter(isEnd);
  expect(told.map(({ type }) => type).sort()).toEqual(["message", "run"]);
  writeFileSync(path.join(dir, "GO"), "");
  expect(await second.done).toMatchObject({ status: "complete" });
});

function isEnd(change: Change): boolean {
  if (change.type === "message") return change.message.status === "failed";
  return change.type === "run" && change.run.failure?.code === "signal";
}

test("claude is killed while an adopter follows it: the run is orphaned, its text stays, and its place is free", async () => {
  const started = await fakeEngine({ turns: [[...PARTIAL, { hang: true }]] }, { runs: 1 });
  const query = await begun(started);
  const next = otherProcess(started.engine);
  loseFollower(started.engine, query.runId);
  adoptRuns(next);
  await expect.poll(() => next.followers.size).toBe(1);
  process.kill(query.claude.pid, "SIGKILL");
  const outcome = await query.done;
  expect(outcome).toMatchObject({ status: "failed", content: deltasText(3, 4), failure: { code: "orphaned" } });
  expect(outcome.failure?.hint).toMatch(/\w/);
  expect(findRunOf(started.engine.store.db, query.messageId)?.state).toBe("ended");
  await next.followers.get(query.messageId)?.gone;
});

test("a follower whose number is a stranger's by now is gone: the run is adopted, and the stranger left alone", async () => {
  const started = await fakeEngine({ turns: [[...PARTIAL, { waitFor: "GO" }, { result: {} }]] });
  const query = await begun(started);
  const pid = await stranger();
  const kill = vi.spyOn(process, "kill");
  onTestFinished(() => kill.mockRestore());
  const recycled = JSON.stringify({ ...identify(pid), startTime: "1" });
  started.engine.store.db.$client.prepare("UPDATE run_positions SET follower = ?").run(recycled);
  const next = otherProcess(started.engine);
  adoptRuns(next);
  await expect.poll(() => next.followers.size).toBe(1);
  writeFileSync(path.join(started.dir, "GO"), "");
  expect(await query.done).toMatchObject({ status: "complete" });
  await next.followers.get(query.messageId)?.gone;
  expect(kill.mock.calls.filter(([to]) => Math.abs(to) === pid)).toEqual([]);
  expect(identify(pid)).not.toBe(null);
});

test("a claude whose number is a stranger's by now is gone: its run fails, and the stranger is left alone", async () => {
  const started = await fakeEngine({ turns: [[...PARTIAL, { hang: true }]] });
  const query = await begun(started);
  const { $client } = started.engine.store.db;
  const pid = await stranger();
  // Its group is its own, so that a signal to a group would reach it too.
  $client.prepare("UPDATE runs SET process = ?").run(JSON.stringify({ ...identify(pid), startTime: "1" }));
  loseFollower(started.engine, query.runId);
  const next = otherProcess(started.engine);
  adoptRuns(next);
  await expectOrphaned(query);
  await next.followers.get(query.messageId)?.gone;
  expect(identify(pid)).not.toBe(null);
  // What carries the run's mark was ended all the same.
  await expect.poll(() => isAlive(query.claude)).toBe(false);
});

test("a last line without its end is kept as it is, and the run fails", async () => {
  const cut = '{"type":"assistant","message":{"id":"msg_1","content":[{"type":"te';
  const started = await fakeEngine({
    turns: [[...PARTIAL, { raw: base64(cut) }, { waitFor: "GO" }, { kill: "SIGKILL" }]],
  });
  const query = await begun(started);
  writeFileSync(path.join(started.dir, "GO"), "");
  expect(await query.done).toMatchObject({
    status: "failed",
    content: deltasText(3, 4),
    failure: { signal: "SIGKILL" },
  });
  const unread = answerIn(started.engine, query.threadId)?.blocks.find((block) => block.name === "malformed");
  expect(unread?.text).toContain(cut);
});

test("a result is the end, although the line after it has none", async () => {
  const started = await fakeEngine({
    turns: [
      [
        { init: true },
        { deltas: 2, size: 4 },
        { reshape: [{ result: {} }, { line: { type: "x" } }], cutEnd: 6 },
        { exit: 1 },
      ],
    ],
  });
  const query = await askModule({ prompt: "x", modulePath: started.modulePath }, started.engine);
  expect(await query.done).toMatchObject({ status: "complete", content: deltasText(2, 4), failure: null });
});

/** Makes the files of a run vanish. */
function deleteFiles(engine: Engine, runId: string): string {
  const { spoolDir } = processOf(engine.store.db, runId);
  rmSync(spoolDir, { recursive: true });
  return spoolDir;
}

test("the folder of a run is deleted while it is followed: the answer is complete all the same", async () => {
  const started = await fakeEngine({
    turns: [[...PARTIAL, { waitFor: "GO" }, { deltas: 20, size: 8 }, { result: {} }]],
  });
  const query = await begun(started);
  deleteFiles(started.engine, query.runId);
  writeFileSync(path.join(started.dir, "GO"), "");
  expect(await query.done).toMatchObject({ status: "complete", content: deltasText(20, 8) });
  await started.engine.followers.get(query.messageId)?.gone;
  expect(isAlive(query.claude)).toBe(false);
});

test("the folder of a run is deleted while nobody follows it: the run fails with words, and its process is ended", async () => {
  const started = await fakeEngine({ turns: [[...PARTIAL, { hang: true }]] });
  const query = await begun(started);
  const next = otherProcess(started.engine);
  deleteFiles(started.engine, query.runId);
  loseFollower(started.engine, query.runId);
  adoptRuns(next);
  const failure = await expectOrphaned(query);
  expect(failure?.message).toMatch(/files .* gone/);
  expect(failure?.message).not.toContain("before Claude Code was started");
  await expect.poll(() => isAlive(query.claude)).toBe(false);
});

test("the stdin of a run is deleted while it answers: it can be stopped all the same", async () => {
  const started = await fakeEngine({ turns: [[...PARTIAL, { hang: true }]] });
  const query = await begun(started);
  rmSync(path.join(processOf(started.engine.store.db, query.runId).spoolDir, "stdin"));
  await stopQuery(query.messageId, started.engine);
  expect(await query.done).toMatchObject({ content: deltasText(3, 4), failure: { code: "stopped-by-user" } });
  await started.engine.followers.get(query.messageId)?.gone;
  expect(isAlive(query.claude)).toBe(false);
});

test("the stdin of a run is deleted before it is asked: the run fails with words at once, and its process is ended", async () => {
  const { engine, modulePath } = await fakeEngine({ turns: [[{ result: {} }]] });
  const open = fs.openSync;
  const spy = vi.spyOn(fs, "openSync").mockImplementation((file, ...rest) => {
    if (String(file).endsWith("/stdin") && rest[0] !== fs.constants.O_RDWR) rmSync(file, { force: true });
    return open(file, ...rest);
  });
  onTestFinished(() => spy.mockRestore());
  const query = await askModule({ prompt: "x", modulePath }, engine);
  const { status, failure } = await query.done;
  expect({ status, code: failure?.code }).toEqual({ status: "failed", code: "spawn" });
  expect(failure?.message).toMatch(/question/);
  await engine.followers.get(query.messageId)?.gone;
  const identity = claudeOf(engine, query.runId);
  await expect.poll(() => identity && isAlive(identity)).toBe(false);
});

test("a process that says something while it is ended may have asked its question: it is not asked once more", async () => {
  const dir = scratch();
  const claude = path.join(dir, "claude");
  const answer = '{"type":"system","subtype":"init","session_id":"s","model":"m"}';
  const lines = [
    "#!/bin/sh",
    'if [ "$1" = --version ]; then echo 2.1.197; exit; fi',
    `trap 'echo "${answer.replaceAll('"', '\\"')}"; exit 0' TERM`,
    `read -r question; echo asked >> '${dir}/asked'`,
    "while :; do sleep 0.05; done",
  ];
  writeFileSync(claude, `${lines.join("\n")}\n`, { mode: 0o755 });
  const { engine, modulePath } = await testEngine(dir, claude, inheritedEnv());
  const query = await askModule({ prompt: "x", modulePath }, engine);
  const asked = () => (fs.existsSync(`${dir}/asked`) ? fs.readFileSync(`${dir}/asked`, "utf8") : "");
  await expect.poll(asked).toBe("asked\n");
  await expect.poll(() => activeRuns(engine.store.db)[0]?.askedAt ?? null).not.toBe(null);
  // As if its asker had died before it knew.
  const { $client } = engine.store.db;
  $client.prepare("UPDATE runs SET asked_at = NULL").run();
  $client.prepare("INSERT INTO queued_questions (run_id, prompt) VALUES (?, 'x')").run(query.runId);
  loseFollower(engine, query.runId);
  const next = otherProcess(engine);
  adoptRuns(next);
  expect((await query.done).failure?.code).toBe("orphaned");
  expect(asked()).toBe("asked\n");
  await next.followers.get(query.messageId)?.gone;
});
