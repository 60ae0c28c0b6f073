import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { fakeEngine, otherProcess, SHORT_ANSWER } from "../../testing/engine.ts";
import { claudeOf, deltasText, GONE, loseFollower, shownText } from "../../testing/runs.ts";
import { scratchQuery } from "../../testing/store.ts";
import { identify, isAlive } from "../claude/process-identity.ts";
import { findRunOf } from "../db/runs.ts";
import { keepWarm, listWarm } from "../db/warm.ts";
import { adoptRuns } from "./adopt-runs.ts";
import { askModule } from "./ask-module.ts";
import type { Engine } from "./engine.ts";
import { stopQuery } from "./stop-query.ts";
import { tend } from "./tend.ts";

const isLinux = process.platform === "linux";

/** Takes note of every signal, and sends none. */
function watchSignals() {
  const kill = vi.spyOn(process, "kill").mockImplementation(() => true);
  const errors = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => {
    kill.mockRestore();
    errors.mockRestore();
  });
  return { signalled: () => kill.mock.calls.map(([pid]) => Math.abs(pid)), errors };
}

/** A living process that is none of ours, with files of its own in its folder. */
async function stranger(dir: string): Promise<{ pid: number; folder: string }> {
  const folder = path.join(dir, "a-stranger");
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "thesis.txt"), "ten years");
  const child = spawn("sleep", ["1000"], { stdio: "ignore", cwd: folder });
  await once(child, "spawn");
  onTestFinished(() => void child.kill("SIGKILL"));
  return { pid: child.pid ?? 0, folder };
}

/** Writes columns of the tables of runs, as another program may. */
function forge(engine: Engine, runId: string, columns: Record<string, unknown>): void {
  const { $client } = engine.store.db;
  for (const [column, value] of Object.entries(columns)) {
    const [table, name] = column.split(".");
    $client.prepare(`UPDATE ${table} SET ${name} = ? WHERE run_id = ?`).run(value, runId);
  }
}

test.skipIf(!isLinux)(
  "rows that name process 1, this process or a stranger's as a run's: no signal is sent, nothing is deleted, other runs go on",
  async () => {
    const started = await fakeEngine(SHORT_ANSWER);
    const { engine, modulePath, dir } = started;
    engine.stays = true;
    const { pid, folder } = await stranger(dir);
    const { signalled } = watchSignals();
    const forged: string[] = [];
    for (const named of [1, process.pid, process.ppid, pid]) {
      const process_ = JSON.stringify(identify(named));
      for (const state of ["running", "stopping", "starting", "ended"]) {
        const { runId, messageId, threadId } = scratchQuery(engine.store.db, { cwd: modulePath });
        const at = state === "ended" ? 1 : null;
        forge(engine, runId, { "runs.state": state, "runs.process": process_, "runs.spool_dir": folder });
        forge(engine, runId, { "runs.ended_at": at, "runs.started_at": 1, "run_positions.follower": GONE });
        if (state === "stopping") forge(engine, runId, { "runs.stop_requested_at": 1 });
        if (state === "running") forge(engine, runId, { "runs.asked_at": 1 });
        forged.push(messageId);
        keepWarm(engine.store.db, {
          ...{ spoolDir: `${folder}${"/".repeat(forged.length)}`, process: process_, spoolOffset: 0, threadId },
          ...{ module: "billing", cwd: modulePath, sessionId: "s", cliVersion: "2.1.197", rssBytes: 1 },
          ...{ askedModel: null, systemPrompt: null, costUsd: null, profile: null, maxTurns: null, maxBudgetUsd: null },
          ...{ asks: false, trusted: false, attaches: true },
        });
        engine.store.db.$client.prepare("UPDATE warm_processes SET idle_since = 1").run();
      }
    }
    // Bytes where text should be, in the first of those that are looked at.
    engine.store.db.$client.exec(
      "UPDATE runs SET spool_dir = CAST(spool_dir AS BLOB) WHERE rowid = (SELECT min(rowid) FROM runs WHERE state = 'ended')",
    );
    tend(engine);
    const query = await askModule({ prompt: "x", modulePath }, engine);
    expect(await query.done).toMatchObject({ status: "complete", content: deltasText(3, 4) });
    const states = () => {
      tend(engine);
      return new Set(forged.map((messageId) => findRunOf(engine.store.db, messageId)?.state));
    };
    await expect.poll(states).toEqual(new Set(["ended"]));
    await expect.poll(() => listWarm(engine.store.db).filter((warm) => warm.spoolDir.startsWith(folder))).toEqual([]);
    await expect.poll(() => engine.handled.size).toBe(0);
    const ours = [...signalled()].filter((to) => [1, process.pid, process.ppid, pid].includes(to));
    expect(ours).toEqual([]);
    expect(fs.readFileSync(path.join(folder, "thesis.txt"), "utf8")).toBe("ten years");
  },
);

const ODD: Record<string, unknown>[] = [
  { "runs.process": "null" },
  { "runs.process": "[]" },
  { "runs.process": '{"pid":1e308,"startTime":"1","bootId":"1"}' },
  { "runs.process": '{"pid":-1,"startTime":"1","bootId":"1"}' },
  { "runs.process": Buffer.from([0xff, 0]), "runs.spool_dir": Buffer.from("/nowhere") },
  { "run_positions.follower": "garbage" },
  { "run_positions.follower": '{"pid":0}' },
  { "run_positions.fold": "" },
  { "run_positions.fold": '{"nextPosition":-5}' },
  { "run_positions.spool_offset": -9_000_000_000_000_000 },
  { "run_positions.spool_offset": "far" },
  { "run_positions.spool_offset": 1e300 },
  { "run_positions.content_written": "much" },
  { "runs.started_at": "yesterday" },
  { "runs.started_at": 1e300 },
  { "runs.state": "bogus" },
  { "runs.silent_since": "long", "runs.asked_at": "never" },
  { "runs.permission_denials": "{", "runs.failure": "{" },
  { "runs.cwd": "", "runs.spool_dir": "" },
];

test("rows of runs with garbage in any column: each run ends, nothing is tried without end, other runs go on", async () => {
  const { engine, modulePath } = await fakeEngine(SHORT_ANSWER, { runs: 2 });
  engine.stays = true;
  const { errors } = watchSignals();
  const forged = ODD.map((columns) => {
    const { runId, messageId } = scratchQuery(engine.store.db);
    forge(engine, runId, { "runs.state": "running", "runs.process": GONE, "run_positions.follower": GONE, ...columns });
    return messageId;
  });
  // A run that nobody can follow takes no place of one that can be asked.
  for (let at = 0; at < 5; at += 1) {
    const { runId } = scratchQuery(engine.store.db);
    engine.store.db.$client.prepare("DELETE FROM run_positions WHERE run_id = ?").run(runId);
  }
  const states = () => {
    tend(engine);
    return forged.map((messageId, at) => [ODD[at], findRunOf(engine.store.db, messageId)?.state]);
  };
  await expect.poll(states).toEqual(ODD.map((columns) => [columns, "ended"]));
  const told = errors.mock.calls.length;
  for (let time = 0; time < 20; time += 1) tend(engine);
  const query = await askModule({ prompt: "x", modulePath }, engine);
  expect(await query.done).toMatchObject({ status: "complete" });
  expect(errors.mock.calls.length).toBe(told);
  expect((await engine.store.listThreads()).length).toBeGreaterThan(0);
});

test.skipIf(!isLinux)(
  "a claude behind a wrapper that drops the run's mark is known as the run's, and can be stopped by whoever adopts it",
  async () => {
    const { engine, modulePath, dir } = await fakeEngine({
      ignoreControl: true,
      turns: [[{ init: true }, { deltas: 3, size: 4, open: true }, { hang: true }]],
    });
    const wrapper = path.join(dir, "claude");
    fs.writeFileSync(wrapper, fs.readFileSync(wrapper, "utf8").replace("'env'", "'env' '-i'"));
    const query = await askModule({ prompt: "x", modulePath }, engine);
    await expect.poll(() => shownText(engine, query.threadId)).toBe(deltasText(3, 4));
    const claude = claudeOf(engine, query.runId);
    const next = otherProcess(engine);
    loseFollower(engine, query.runId);
    adoptRuns(next);
    await expect.poll(() => next.followers.size).toBe(1);
    await stopQuery(query.messageId, next);
    expect((await query.done).failure?.code).toBe("stopped-by-user");
    await next.followers.get(query.messageId)?.gone;
    expect(claude && isAlive(claude)).toBe(false);
  },
);
