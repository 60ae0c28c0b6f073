import { spawn } from "node:child_process";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fakeEngine, SHORT_ANSWER, type TestEngine, testEngine } from "../../testing/engine.ts";
import type { Scenario, Step } from "../../testing/fake-claude.ts";
import { startMessagesApi } from "../../testing/messages-api/server.ts";
import { realClaude } from "../../testing/real-claude.ts";
import { scratch } from "../../testing/scratch.ts";
import { identify, isAlive, parseIdentity } from "../claude/process-identity.ts";
import { memoryOf } from "../claude/process-memory.ts";
import { findRunOf, lingeringRuns, processOf } from "../db/runs.ts";
import { forgetWarm, listWarm } from "../db/warm.ts";
import type { Limits } from "../env.ts";
import { askModule } from "./ask-module.ts";
import { endAllWarm, endIdle } from "./keep-warm.ts";
import { queryModule } from "./query-module.ts";
import { stopQuery } from "./stop-query.ts";
import { deleteThreads } from "./thread-changes.ts";

/** An engine of a process that stays, as the dashboard does. */
async function stayingEngine(scenario: Scenario, limits: Partial<Limits> = {}) {
  const started = await fakeEngine(scenario, limits);
  started.engine.stays = true;
  return started;
}

type Asker = Pick<TestEngine, "engine" | "modulePath">;

/** Asks, and settles when the process is ended or kept. */
async function ask({ engine, modulePath }: Asker, prompt: string, threadId?: string, model?: string) {
  const query = await askModule({ prompt, modulePath, threadId, model }, engine);
  const outcome = await query.done;
  await engine.followers.get(query.messageId)?.gone;
  const run = findRunOf(engine.store.db, query.messageId);
  const process = parseIdentity(processOf(engine.store.db, query.runId).process);
  return { ...query, ...outcome, run, pid: process?.pid ?? 0, process };
}

test("a follow-up is answered by the process of the question before, which is the same session", async () => {
  const started = await stayingEngine(SHORT_ANSWER);
  const first = await ask(started, "first");
  const second = await ask(started, "second", first.threadId);
  const third = await ask(started, "third", first.threadId);
  expect([second.pid, third.pid]).toEqual([first.pid, first.pid]);
  expect([first, second, third].map(({ run }) => run?.warm)).toEqual([false, true, true]);
  expect([second.content, third.content]).toEqual([first.content, first.content]);
  const [spawned, ...others] = await started.claude.spawns();
  expect(others).toEqual([]);
  expect(spawned?.stdin.map((line) => JSON.parse(line).message?.content)).toEqual(["first", "second", "third"]);
});

test("follow-ups that wait in line are answered by the process of the question before as well", async () => {
  const started = await stayingEngine(SHORT_ANSWER);
  const { engine, modulePath } = started;
  const first = await askModule({ prompt: "first", modulePath }, engine);
  const { threadId } = first;
  const others = ["second", "third"].map((prompt) => askModule({ prompt, modulePath, threadId }, engine));
  for (const query of [first, ...(await Promise.all(others))]) {
    expect((await query.done).status).toBe("complete");
    await engine.followers.get(query.messageId)?.gone;
  }
  const spawned = await started.claude.spawns();
  expect(spawned.map(({ stdin }) => stdin.length)).toEqual([3]);
});

test("a process that does not stay keeps none, and neither does one that is told to keep none", async () => {
  const passing = await fakeEngine(SHORT_ANSWER);
  const { process } = await ask(passing, "first");
  expect(process && isAlive(process)).toBe(false);
  const frugal = await stayingEngine(SHORT_ANSWER, { warmMs: 0 });
  const asked = await ask(frugal, "first");
  expect(asked.process && isAlive(asked.process)).toBe(false);
  expect(readdirSync(path.join(frugal.dir, "runs"))).toEqual([]);
});

test("a kept process that is gone is replaced by one that resumes", async () => {
  const started = await stayingEngine(SHORT_ANSWER);
  const first = await ask(started, "first");
  process.kill(first.pid, "SIGKILL");
  await expect.poll(() => identify(first.pid)).toBe(null);
  const second = await ask(started, "second", first.threadId);
  expect(second).toMatchObject({ status: "complete", run: { warm: false } });
  expect(second.pid).not.toBe(first.pid);
});

test("a kept process that dies on the question without a word is replaced, and the question is asked once more", async () => {
  const dying: Scenario = { turns: [[{ init: true }, { result: {} }], [{ kill: "SIGKILL" }]] };
  const started = await stayingEngine(dying);
  const first = await ask(started, "first");
  const second = await ask(started, "second", first.threadId);
  expect(second).toMatchObject({ status: "complete", failure: null, run: { warm: false } });
  expect(await started.claude.spawns()).toHaveLength(2);
});

test("a kept process that is frozen is replaced, and the question is asked once more", async () => {
  const started = await stayingEngine(SHORT_ANSWER);
  const first = await ask(started, "first");
  process.kill(first.pid, "SIGSTOP");
  const second = await ask(started, "second", first.threadId);
  expect(second).toMatchObject({ status: "complete", content: first.content, run: { warm: false } });
  expect(identify(first.pid)).toBe(null);
});

test("what a process says after its result never stands in the next answer", async () => {
  const late: Step[] = [
    { init: true },
    { deltas: 1, size: 4 },
    { result: {} },
    { waitFor: "LATE" },
    { deltas: 5, size: 4 },
  ];
  const started = await stayingEngine({ turns: [[...late, { result: { result: "of nobody's question" } }]] });
  const first = await ask(started, "first");
  expect(listWarm(started.engine.store.db)).toHaveLength(1);
  const [kept] = listWarm(started.engine.store.db);
  writeFileSync(path.join(started.dir, "LATE"), "");
  const spool = path.join(kept?.spoolDir ?? "", "stdout.ndjson");
  await expect.poll(() => statSync(spool).size).toBeGreaterThan((kept?.spoolOffset ?? 0) + 1_000);
  const second = await ask(started, "second", first.threadId);
  expect(second).toMatchObject({ status: "complete", run: { warm: false }, content: first.content });
  expect(second.pid).not.toBe(first.pid);
});

test("a process whose sub-agent or command goes on after its result is not kept", async () => {
  const line = {
    type: "system",
    subtype: "task_started",
    task_id: "b1",
    description: "Build",
    task_type: "local_bash",
  };
  const started = await stayingEngine({ turns: [[{ init: true }, { line }, { result: {} }]] });
  const { process } = await ask(started, "first");
  expect(process && isAlive(process)).toBe(false);
});

test("a process whose answer failed is not kept", async () => {
  const started = await stayingEngine({ turns: [[{ init: true }, { result: { is_error: true } }]] });
  const { process, status } = await ask(started, "first");
  expect({ status, alive: process && isAlive(process) }).toEqual({ status: "failed", alive: false });
});

test.runIf(process.platform === "linux")(
  "a follow-up that was asked with another account is given a new process, and the kept one is ended",
  async () => {
    const started = await stayingEngine(SHORT_ANSWER);
    const { engine } = started;
    const first = await ask(started, "first");
    engine.variables = { ...engine.variables, TERM: "another", ANTHROPIC_API_KEY: "another" };
    const second = await ask(started, "second", first.threadId);
    const third = await ask(started, "third", first.threadId);
    expect(second.pid).not.toBe(first.pid);
    expect(identify(first.pid)).toBe(null);
    engine.variables = { ...engine.variables, TERM: "one more" };
    expect(third.pid).toBe(second.pid);
    expect((await ask(started, "fourth", first.threadId)).pid).toBe(second.pid);
  },
);

test("a follow-up that wants another model is given a new process, and the kept one is ended", async () => {
  const started = await stayingEngine(SHORT_ANSWER);
  const first = await ask(started, "first");
  const second = await ask(started, "second", first.threadId, "opus");
  expect(second).toMatchObject({ status: "complete", run: { warm: false, askedModel: "opus" } });
  expect(first.process && isAlive(first.process)).toBe(false);
});

test("the one idle longest is ended when there are too many, or when they take too much memory", async () => {
  const few = await stayingEngine(SHORT_ANSWER, { warmProcesses: 2 });
  const asked = [await ask(few, "a"), await ask(few, "b"), await ask(few, "c")];
  await expect.poll(() => asked.map(({ process }) => process && isAlive(process))).toEqual([false, true, true]);
  const small = await stayingEngine(SHORT_ANSWER, { warmBytes: 1 });
  const { process } = await ask(small, "a");
  await expect.poll(() => process && isAlive(process)).toBe(false);
  expect(listWarm(small.engine.store.db)).toEqual([]);
});

test("the memory of a kept process is counted, with that of what it started", async () => {
  const started = await stayingEngine(SHORT_ANSWER);
  await ask(started, "a");
  expect(listWarm(started.engine.store.db)[0]?.rssBytes).toBeGreaterThan(10_000_000);
  const sleeper = spawn("sh", [
    "-c",
    `exec env SWITCHBOARD_RUN=counted ${process.execPath} -e "setInterval(() => {}, 1000)"`,
  ]);
  onTestFinished(() => void sleeper.kill("SIGKILL"));
  const self = identify(process.pid);
  if (!self) throw new Error("This process is not in the list of processes.");
  const alone = identify(sleeper.pid ?? 0);
  await expect.poll(() => alone && memoryOf(alone, "counted")).toBeGreaterThan(20_000_000);
  await expect.poll(async () => (await memoryOf(self, "counted")) - process.memoryUsage.rss()).toBeGreaterThan(0);
});

test("a process that was idle for long enough is ended with its files, by any process that stays", async () => {
  const { engine, ...rest } = await stayingEngine(SHORT_ANSWER);
  const { process, threadId } = await ask({ engine, ...rest }, "a");
  endIdle(engine);
  expect(process && isAlive(process)).toBe(true);
  engine.store.db.$client.prepare("UPDATE warm_processes SET idle_since = idle_since - 301").run();
  endIdle(engine);
  await expect.poll(() => process && isAlive(process)).toBe(false);
  await expect.poll(() => readdirSync(path.join(rest.dir, "runs"))).toEqual([]);
  expect(await ask({ engine, ...rest }, "b", threadId)).toMatchObject({ status: "complete", run: { warm: false } });
});

test("a kept process is none that lingers, and neither is one that answers the next question", async () => {
  const { engine, ...rest } = await stayingEngine({
    turns: [
      [{ init: true }, { result: {} }],
      [{ init: true }, { waitFor: "GO" }, { result: {} }],
    ],
  });
  const first = await ask({ engine, ...rest }, "first");
  const longAgo = () => engine.store.db.$client.prepare("UPDATE runs SET ended_at = ended_at - 60").run();
  longAgo();
  expect(lingeringRuns(engine.store.db, 15)).toEqual([]);
  const { done, messageId } = await askModule(
    { prompt: "second", modulePath: rest.modulePath, threadId: first.threadId },
    engine,
  );
  await expect.poll(() => findRunOf(engine.store.db, messageId)?.warm).toBe(true);
  expect(lingeringRuns(engine.store.db, 15)).toEqual([]);
  writeFileSync(path.join(rest.dir, "GO"), "");
  expect((await done).status).toBe("complete");
});

test("a kept process ends with its thread", async () => {
  const { engine, ...rest } = await stayingEngine(SHORT_ANSWER);
  const { process, threadId } = await ask({ engine, ...rest }, "a");
  await deleteThreads([threadId], engine);
  expect(process && isAlive(process)).toBe(false);
  const other = await ask({ engine, ...rest }, "b");
  engine.store.db.$client.prepare("DELETE FROM threads WHERE thread_id = ?").run(other.threadId);
  endIdle(engine);
  await expect.poll(() => other.process && isAlive(other.process)).toBe(false);
});

test("a process that ends ends those it keeps, with what they started", async () => {
  const { engine, claude, ...rest } = await stayingEngine({
    turns: [[{ init: true }, { grandchild: "own-session" }, { grandchild: "double-fork" }, { result: {} }]],
  });
  const { process } = await ask({ engine, ...rest }, "a");
  expect(process && isAlive(process)).toBe(true);
  await endAllWarm(engine);
  expect(listWarm(engine.store.db)).toEqual([]);
  const [spawned] = await claude.spawns();
  const left = [spawned?.pid ?? 0, ...(spawned?.grandchildren ?? [])].filter((pid) => identify(pid) !== null);
  expect(spawned?.grandchildren).toHaveLength(2);
  expect(left).toEqual([]);
});

test("the real CLI answers a follow-up from the process it was begun in, knows what was said, and each answer has its own cost", async () => {
  const dir = scratch();
  const api = await startMessagesApi();
  onTestFinished(() => api.close());
  const claude = await realClaude(dir, api.url, { maxRetries: 1 });
  const started = await testEngine(dir, claude.path, claude.env);
  started.engine.stays = true;
  const first = await ask(started, "SAY The code word is heron.");
  const second = await ask(started, "HISTORY", first.threadId);
  const third = await ask(started, "SAY And that is all.", first.threadId);
  expect(second).toMatchObject({ status: "complete", pid: first.pid, run: { warm: true } });
  expect(second.content).toContain("The code word is heron.");
  expect(third).toMatchObject({ status: "complete", pid: first.pid, content: "And that is all." });
  const costs = [first, second, third].map(({ run }) => run?.costUsd ?? 0);
  expect(Math.min(...costs)).toBeGreaterThan(0);
  // The CLI tells the sum of its life; the second and third answer did not cost twice and thrice the first.
  expect(costs[2]).toBeLessThan((costs[0] ?? 0) + (costs[1] ?? 0));
  const again = await queryModule({ prompt: "HISTORY", modulePath: started.modulePath }, started.engine);
  expect(again.content).not.toContain("heron");
});

test("a kept process that takes only a part of a long question is replaced, and the question is asked once more", async () => {
  const started = await stayingEngine(SHORT_ANSWER);
  const first = await ask(started, "first");
  process.kill(first.pid, "SIGSTOP");
  const second = await ask(started, "x".repeat(300_000), first.threadId);
  expect(second).toMatchObject({ status: "complete", content: first.content });
  expect(second.pid).not.toBe(first.pid);
  expect(identify(first.pid)).toBe(null);
});

test("a follow-up that is stopped while it waits for the process before it is withdrawn at once", async () => {
  const started = await stayingEngine(SHORT_ANSWER);
  const { engine, modulePath } = started;
  const first = await ask(started, "first");
  // As if its follower had died just before it was kept.
  forgetWarm(engine.store.db, processOf(engine.store.db, first.runId).spoolDir);
  const second = await askModule({ prompt: "second", modulePath, threadId: first.threadId }, engine);
  await expect.poll(() => findRunOf(engine.store.db, second.messageId)?.state).toBe("starting");
  await stopQuery(second.messageId, engine);
  expect((await second.done).failure?.code).toBe("stopped-by-user");
  expect(first.process && isAlive(first.process)).toBe(true);
});
