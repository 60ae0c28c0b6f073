import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { fakeEngine, otherProcess, testEngine } from "../../testing/engine.ts";
import type { FakeClaude } from "../../testing/fake-claude.ts";
import { createLightClaude } from "../../testing/light-claude.ts";
import { inheritedEnv } from "../../testing/real-claude.ts";
import { GONE, loseFollower } from "../../testing/runs.ts";
import { scratch } from "../../testing/scratch.ts";
import { isSwitchboardError } from "../core/failure.ts";
import { findRunOf } from "../db/runs.ts";
import type { Limits } from "../env.ts";
import { askModule } from "./ask-module.ts";
import { dispatch } from "./dispatch.ts";
import { editQuery } from "./edit-query.ts";
import { stopQuery } from "./stop-query.ts";
import { stay } from "./tend.ts";

const PATIENCE = { timeout: 25_000 };
/** Answers when the file GO is there. */
const GATED = { turns: [[{ init: true as const }, { waitFor: "GO" }, { deltas: 1, size: 4 }, { result: {} }]] };
const PROGRAM = path.join(import.meta.dirname, "..", "..", "testing", "ask-and-wait.ts");

interface Asker {
  child: ChildProcess;
  /** What it has printed so far. */
  lines: () => { messageId?: string; threadId?: string; runId?: string; ended?: string[] }[];
}

/** Another process that asks. */
function asker(dir: string, claude: string, modulePath: string, prompts: string[], limits: Partial<Limits>): Asker {
  const child = spawn(process.execPath, [PROGRAM, dir, claude, modulePath, JSON.stringify({ prompts, limits })], {
    env: { ...inheritedEnv(), HOME: dir, NODE_ENV: "test" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let printed = "";
  child.stdout?.on("data", (text) => {
    printed += text;
  });
  return {
    child,
    lines: () =>
      printed
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
  };
}

/** The questions in the order in which processes were given them. */
async function askedOf(claude: FakeClaude): Promise<string[]> {
  const spawns = await claude.spawns();
  return spawns.flatMap(({ stdin }) => stdin.slice(0, 1).map((line) => String(JSON.parse(line).message?.content)));
}

test("a hundred questions at once, of which four may run: all are answered, never more than four at once, in order", async () => {
  const dir = scratch();
  const claude = createLightClaude(dir);
  const { engine, modulePath } = await testEngine(dir, claude.path, inheritedEnv(), { runs: 4, starts: 4 });
  const prompts = Array.from({ length: 100 }, (_, at) => `question ${at}`);
  const asked = await Promise.all(prompts.map((prompt) => askModule({ prompt, modulePath }, engine)));
  const outcomes = await Promise.all(asked.map(({ done }) => done));
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(["complete"]));
  expect(claude.asked().sort()).toEqual([...prompts].sort());
  expect(claude.most()).toBeGreaterThan(1);
  expect(claude.most()).toBeLessThanOrEqual(4);
  expect(claude.versions()).toBe(1);
  const startedAt = asked.map(({ messageId }) => findRunOf(engine.store.db, messageId)?.startedAt ?? 0);
  expect(startedAt).toEqual(startedAt.toSorted((a, b) => a - b));
});

test("two processes with a line each keep the limit together, and lose no question", async () => {
  const dir = scratch();
  const claude = createLightClaude(dir);
  const { modulePath } = await testEngine(dir, claude.path, inheritedEnv());
  const limits = { runs: 2, starts: 2 };
  const prompts = ["a", "b"].map((who) => Array.from({ length: 15 }, (_, at) => `${who} ${at}`));
  const askers = prompts.map((own) => asker(dir, claude.path, modulePath, own, limits));
  const ends = () => askers.map(({ lines }) => lines().at(-1)?.ended);
  await expect.poll(ends, PATIENCE).toEqual(prompts.map((own) => own.map(() => "complete")));
  expect(claude.asked().sort()).toEqual(prompts.flat().sort());
  expect(claude.most()).toBeLessThanOrEqual(2);
});

/** A process that stays and answers, and another one whose question waits behind that answer. */
async function waitingOfAnother() {
  const { engine, modulePath, dir, claude } = await fakeEngine(GATED, { runs: 1 });
  onTestFinished(stay(engine));
  const first = await askModule({ prompt: "first", modulePath }, engine);
  const { child, lines } = asker(dir, claude.path, modulePath, ["second"], { runs: 1 });
  await expect.poll(() => lines().length, PATIENCE).toBe(1);
  const { messageId = "" } = lines()[0] ?? {};
  return { engine, dir, claude, first, child, lines, messageId };
}

test("the process that asked is killed while its question waits: another one launches it, once", async () => {
  const { engine, dir, claude, first, child, messageId } = await waitingOfAnother();
  expect(findRunOf(engine.store.db, messageId)?.state).toBe("queued");
  child.kill("SIGKILL");
  await once(child, "close");
  writeFileSync(path.join(dir, "GO"), "");
  await first.done;
  await expect.poll(async () => (await engine.store.getMessage(messageId))?.status).toBe("complete");
  expect(await askedOf(claude)).toEqual(["first", "second"]);
});

test("the process that asked is frozen while its question is the next: another one launches it, once", async () => {
  const { engine, dir, claude, first, child, lines, messageId } = await waitingOfAnother();
  child.kill("SIGSTOP");
  writeFileSync(path.join(dir, "GO"), "");
  await first.done;
  await expect.poll(async () => (await engine.store.getMessage(messageId))?.status, PATIENCE).toBe("complete");
  child.kill("SIGCONT");
  await expect.poll(() => lines().at(-1)?.ended, PATIENCE).toEqual(["complete"]);
  expect(await askedOf(claude)).toEqual(["first", "second"]);
});

test("a question is changed until the moment of its launch: what is asked and shown is the last change that was accepted", async () => {
  const { engine, modulePath, dir, claude } = await fakeEngine(GATED, { runs: 1 });
  const first = await askModule({ prompt: "first", modulePath }, engine);
  const second = await askModule({ prompt: "second", modulePath }, engine);
  let accepted = "second";
  const edit = async () => {
    for (let at = 0; ; at += 1) {
      await editQuery(second.messageId, `change ${at}`, engine);
      accepted = `change ${at}`;
      await nextTurn();
    }
  };
  writeFileSync(path.join(dir, "GO"), "");
  await expect(edit()).rejects.toMatchObject({ code: "query-begun" });
  await Promise.all([first.done, second.done]);
  expect(accepted).not.toBe("second");
  expect(await askedOf(claude)).toEqual(["first", accepted]);
  expect((await engine.store.getThread(second.threadId))?.messages[0]?.content).toBe(accepted);
});

test("a question is withdrawn at any moment around its launch: it was never asked, or its answer was stopped", async () => {
  const { engine, modulePath, claude } = await fakeEngine({ turns: [[{ init: true }, { hang: true }]] }, { runs: 1 });
  for (let turns = 0; turns < 8; turns += 1) {
    const first = await askModule({ prompt: "first", modulePath }, engine);
    const second = await askModule({ prompt: `second ${turns}`, modulePath }, engine);
    await expect.poll(() => findRunOf(engine.store.db, first.messageId)?.state).toBe("running");
    await stopQuery(first.messageId, engine);
    await first.done;
    for (let turn = 0; turn < 2 ** turns; turn += 1) await nextTurn();
    const refused = await stopQuery(second.messageId, engine).catch((error: unknown) => error);
    expect(refused === undefined || isSwitchboardError(refused)).toBe(true);
    const { status, failure } = await second.done;
    expect({ status, code: failure?.code }).toEqual({ status: "failed", code: "stopped-by-user" });
    await engine.followers.get(second.messageId)?.gone;
    const wasAsked = (await askedOf(claude)).includes(`second ${turns}`);
    expect(failure?.message.includes("withdrawn")).toBe(!wasAsked);
  }
});

test("the question of a process that is gone is launched at once by whoever looks at the line", async () => {
  const { engine, modulePath, dir } = await fakeEngine(GATED, { runs: 1 });
  const first = await askModule({ prompt: "first", modulePath }, engine);
  const second = await askModule({ prompt: "second", modulePath }, engine);
  const other = { ...otherProcess(engine), env: { ...engine.env, limits: { ...engine.env.limits, runs: 4 } } };
  loseFollower(engine, second.runId);
  dispatch(other);
  expect([...other.handled]).toEqual([second.runId]);
  writeFileSync(path.join(dir, "GO"), "");
  expect(await Promise.all([first.done, second.done])).toMatchObject([{ status: "complete" }, { status: "complete" }]);
  await other.followers.get(second.messageId)?.gone;
});

test("a question that waits for a process that is gone is withdrawn by any other", async () => {
  const { engine, modulePath, dir } = await fakeEngine(GATED, { runs: 1 });
  const first = await askModule({ prompt: "first", modulePath }, engine);
  const second = await askModule({ prompt: "second", modulePath }, engine);
  engine.store.db.$client.prepare("UPDATE run_positions SET follower = ? WHERE run_id = ?").run(GONE, second.runId);
  await stopQuery(second.messageId, engine);
  expect((await second.done).failure?.code).toBe("stopped-by-user");
  writeFileSync(path.join(dir, "GO"), "");
  expect((await first.done).status).toBe("complete");
});
