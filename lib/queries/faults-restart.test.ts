import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fakeEngine, otherProcess, testEngine } from "../../testing/engine.ts";
import { createFakeClaude } from "../../testing/fake-claude.ts";
import { makeOldDatabase, OLD_TEXT, type OldRun, rowCounts } from "../../testing/old-database.ts";
import { inheritedEnv } from "../../testing/real-claude.ts";
import { answerIn, claudeOf, deltasText, GONE, shownText } from "../../testing/runs.ts";
import { scratch } from "../../testing/scratch.ts";
import { plainConnection } from "../../testing/store.ts";
import { identify, isAlive } from "../claude/process-identity.ts";
import { createSpool } from "../claude/spool.ts";
import { activeRuns } from "../db/runs.ts";
import { askModule } from "./ask-module.ts";
import { leaveRuns } from "./leave-runs.ts";
import { queryModule } from "./query-module.ts";
import { stopQuery } from "./stop-query.ts";
import { stay, tend } from "./tend.ts";

const GATED = {
  turns: [
    [
      { init: true as const },
      { deltas: 3, size: 4, open: true },
      { waitFor: "GO" },
      { result: { result: deltasText(3, 4) } },
    ],
  ],
};

test("a process that ends and leaves its runs: they go on, and the next one has the whole answer", async () => {
  const { engine, modulePath, dir } = await fakeEngine(GATED);
  const leave = stay(engine);
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect.poll(() => shownText(engine, query.threadId)).toBe(deltasText(3, 4));
  leave();
  await leaveRuns(engine, "leave");
  const claude = claudeOf(engine, query.runId);
  expect(claude && isAlive(claude)).toBe(true);
  engine.store.db.$client.prepare("UPDATE run_positions SET follower = ?").run(GONE);
  const next = otherProcess(engine);
  onTestFinished(stay(next));
  writeFileSync(path.join(dir, "GO"), "");
  expect(await query.done).toMatchObject({ status: "complete", content: deltasText(3, 4) });
  await next.followers.get(query.messageId)?.gone;
});

test("a process that ends and stops its runs: their text stays, the reason is told, and no process is left", async () => {
  const { engine, modulePath, claude } = await fakeEngine(GATED);
  const leave = stay(engine);
  const asked = [];
  for (const prompt of ["a", "b"]) asked.push(await askModule({ prompt, modulePath }, engine));
  for (const { threadId } of asked) await expect.poll(() => shownText(engine, threadId)).toBe(deltasText(3, 4));
  leave();
  await leaveRuns(engine, "stop");
  // All that is to be done is done by now: the process may end.
  expect(activeRuns(engine.store.db)).toEqual([]);
  for (const { threadId } of asked) {
    expect(answerIn(engine, threadId)).toMatchObject({ status: "failed", content: deltasText(3, 4) });
    expect(answerIn(engine, threadId)?.run?.failure?.code).toBe("stopped-by-user");
  }
  expect((await claude.spawns()).map(({ pid }) => identify(pid))).toEqual([null, null]);
});

test("a process that starts while another one follows the runs: it leaves them alone, shows them, and can stop them", async () => {
  const { engine, modulePath } = await fakeEngine(GATED);
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect.poll(() => shownText(engine, query.threadId)).toBe(deltasText(3, 4));
  const row = () =>
    engine.store.db.$client.prepare("SELECT * FROM runs JOIN run_positions USING (run_id)").get() as object;
  const before = row();
  const second = otherProcess(engine);
  onTestFinished(stay(second));
  for (let time = 0; time < 3; time += 1) tend(second);
  expect(row()).toEqual(before);
  expect(second.followers.size + second.handled.size).toBe(0);
  expect(shownText(second, query.threadId)).toBe(deltasText(3, 4));
  await stopQuery(query.messageId, second);
  expect((await query.done).failure?.code).toBe("stopped-by-user");
});

/** A process that lives and waits, as the one of a run of an earlier version. */
async function livingProcess(dir: string, mark: string): Promise<string> {
  const child = spawn("sleep", ["1000"], {
    stdio: "ignore",
    cwd: dir,
    env: { ...inheritedEnv(), SWITCHBOARD_RUN: mark, NODE_ENV: "test" },
  });
  await once(child, "spawn");
  onTestFinished(() => void child.kill("SIGKILL"));
  return JSON.stringify(identify(child.pid ?? 0));
}

test("runs of the version before end or go on when this one takes over its database: none is stuck, no row is lost", async () => {
  const dir = scratch();
  const claude = await createFakeClaude(dir, { turns: [[{ init: true }, { deltas: 3, size: 4 }, { result: {} }]] });
  const cwd = path.join(dir, "modules", "inventory");
  const common = { follower: GONE, cwd, asked: true };
  const spoolOf = async (id: string, printed: string) => {
    const spool = await createSpool(path.join(dir, "runs", id), null);
    writeFileSync(spool.stdout, printed);
    return spool.dir;
  };
  const result = '{"type":"result","subtype":"success","is_error":false,"result":"done","session_id":"s"}\n';
  const runs: OldRun[] = [
    { ...common, id: "answered", state: "running", process: GONE, spoolDir: await spoolOf("answered", result) },
    { ...common, id: "silent", state: "running", process: GONE, spoolDir: await spoolOf("silent", "") },
    { ...common, id: "lost", state: "running", process: GONE, spoolDir: path.join(dir, "runs", "lost") },
    { ...common, id: "unstarted", state: "starting", process: null, spoolDir: "/nowhere", asked: false },
    {
      ...common,
      id: "unasked",
      state: "starting",
      process: await livingProcess(dir, "unasked"),
      spoolDir: await spoolOf("unasked", ""),
      asked: false,
    },
    { ...common, id: "ended", state: "ended", process: GONE, spoolDir: "/nowhere" },
  ];
  const file = path.join(dir, "switchboard.db");
  makeOldDatabase(file, 3, runs);
  const before = rowCounts(plainConnection(file));
  const { engine, modulePath } = await testEngine(dir, claude.path, { ...inheritedEnv(), HOME: dir });
  const { changes: _log, ...kept } = before;
  expect(rowCounts(engine.store.db.$client)).toMatchObject(kept);
  onTestFinished(stay(engine));
  const ends = async () => {
    const rows = runs.map(async ({ id }) => {
      const { status, content } = (await engine.store.getMessage(`a-${id}`)) ?? {};
      const failure = engine.store.db.$client.prepare("SELECT failure ->> 'code' FROM runs WHERE run_id = ?").pluck();
      return [id, status, content, failure.get(id)];
    });
    return Promise.all(rows);
  };
  await expect.poll(ends).toEqual([
    ["answered", "complete", `${OLD_TEXT}\n\ndone`, null],
    ["silent", "failed", OLD_TEXT, "orphaned"],
    ["lost", "failed", OLD_TEXT, "orphaned"],
    ["unstarted", "failed", "", "orphaned"],
    ["unasked", "failed", "", "orphaned"],
    ["ended", "complete", "", null],
  ]);
  const living = JSON.parse(runs[4]?.process ?? "{}");
  await expect.poll(() => isAlive(living)).toBe(false);
  const next = await queryModule({ prompt: "x", modulePath, threadId: "t1" }, engine);
  expect(next).toMatchObject({ status: "complete", content: deltasText(3, 4) });
});
