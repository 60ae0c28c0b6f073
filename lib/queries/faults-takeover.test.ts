import { once } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { fakeEngine, otherProcess } from "../../testing/engine.ts";
import { GONE, loseFollower } from "../../testing/runs.ts";
import { plainConnection } from "../../testing/store.ts";
import { identify } from "../claude/process-identity.ts";
import { claimQueued } from "../db/queue.ts";
import { findRunOf } from "../db/runs.ts";
import { adoptRuns } from "./adopt-runs.ts";
import { askModule } from "./ask-module.ts";
import { beginRun } from "./begin-run.ts";
import { dispatch } from "./dispatch.ts";
import { leaveRuns } from "./leave-runs.ts";
import { stopQuery } from "./stop-query.ts";

const GATED = { turns: [[{ init: true as const }, { waitFor: "GO" }, { deltas: 1, size: 4 }, { result: {} }]] };

test("time in which there was no room isn't time in which the asker left its question at the head of the line", async () => {
  const { engine, modulePath, dir } = await fakeEngine(GATED, { runs: 1 });
  const first = await askModule({ prompt: "first", modulePath }, engine);
  const second = await askModule({ prompt: "second", modulePath }, engine);
  const other = otherProcess(engine);
  dispatch(other);
  other.line.headSince -= 60_000;
  writeFileSync(path.join(dir, "GO"), "");
  // Just when there is room again, before the asker looks.
  engine.store.db.$client.prepare("UPDATE runs SET state = 'ended' WHERE run_id = ?").run(first.runId);
  dispatch(other);
  expect(other.handled.size).toBe(0);
  engine.store.db.$client.prepare("UPDATE runs SET state = 'running' WHERE run_id = ?").run(first.runId);
  if (other.line.timer) clearTimeout(other.line.timer);
  await Promise.all([first.done, second.done]);
});

test("a caller is told each piece once when another process had taken over its run and it takes it back", async () => {
  const { engine, modulePath, dir } = await fakeEngine(
    {
      turns: [[{ init: true }, { deltas: 2, size: 4 }, { waitFor: "GO" }, { deltas: 3, size: 4 }, { result: {} }]],
    },
    { runs: 0 },
  );
  let told = "";
  const onChunk = (text: string) => {
    told += text;
  };
  const query = await askModule({ prompt: "x", modulePath, onChunk }, engine);
  // Another process asks the question, and dies halfway.
  const other = { ...otherProcess(engine), env: { ...engine.env, limits: { ...engine.env.limits, runs: 1 } } };
  loseFollower(engine, query.runId);
  dispatch(other);
  await expect.poll(() => told).toBe("0 xx1 xx");
  loseFollower(engine, query.runId);
  adoptRuns(engine);
  await expect.poll(() => engine.followers.size).toBe(1);
  writeFileSync(path.join(dir, "GO"), "");
  const { content } = await query.done;
  expect(told).toBe(content);
});

test("a run that another process took up first is no run that can't be followed", async () => {
  const { engine, modulePath, dir } = await fakeEngine(GATED);
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect.poll(() => findRunOf(engine.store.db, query.messageId)?.state).toBe("running");
  const other = otherProcess(engine);
  other.self = JSON.stringify(identify(1));
  const { $client } = engine.store.db;
  const follower = $client.prepare("SELECT follower FROM run_positions").pluck().get();
  loseFollower(engine, query.runId);
  const holder = plainConnection(path.join(dir, "switchboard.db"));
  holder.exec("BEGIN IMMEDIATE");
  adoptRuns(other);
  holder.prepare("UPDATE run_positions SET follower = ?").run(follower);
  holder.exec("COMMIT");
  await expect.poll(() => other.handled.size).toBe(0);
  expect(other.attempts.size).toBe(0);
  writeFileSync(path.join(dir, "GO"), "");
  await query.done;
});

test("a question that was to be stopped before it was asked, and whose asker died, was stopped", async () => {
  const { engine, modulePath } = await fakeEngine(GATED, { runs: 0 });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  const { db } = engine.store;
  const next = { runId: query.runId, messageId: query.messageId, follower: engine.self };
  expect(claimQueued(db, next, GONE, { runs: 1, starts: 1 })).not.toBe(null);
  await stopQuery(query.messageId, engine);
  adoptRuns(engine);
  expect((await query.done).failure?.code).toBe("stopped-by-user");
});

test("a process that ends with its runs stopped launches no other one in their place", async () => {
  const { engine, modulePath, claude } = await fakeEngine({ turns: [[{ init: true }, { hang: true }]] }, { runs: 1 });
  const first = await askModule({ prompt: "first", modulePath }, engine);
  const second = await askModule({ prompt: "second", modulePath }, engine);
  await expect.poll(() => findRunOf(engine.store.db, first.messageId)?.state).toBe("running");
  await leaveRuns(engine, "stop");
  expect(findRunOf(engine.store.db, second.messageId)?.state).toBe("queued");
  expect(await claude.spawns()).toHaveLength(1);
  await stopQuery(second.messageId, engine);
  await second.done;
});

test("when a run tells that it has started, the store says so already: there is room for the next start", async () => {
  const { engine, modulePath, dir } = await fakeEngine(GATED, { runs: 0 });
  const { runId, messageId, done } = await askModule({ prompt: "x", modulePath }, engine);
  const next = { runId, messageId, follower: engine.self };
  engine.handled.add(runId);
  const claimed = claimQueued(engine.store.db, next, engine.self, { runs: 1, starts: 1 });
  if (!claimed) throw new Error("It was the next.");
  const states: unknown[] = [];
  const followed = beginRun(engine, claimed, () => states.push(findRunOf(engine.store.db, messageId)?.state));
  await expect.poll(() => states).toEqual(["running"]);
  writeFileSync(path.join(dir, "GO"), "");
  await followed;
  engine.handled.delete(runId);
  engine.awaited.get(runId)?.done();
  expect((await done).status).toBe("complete");
});

test("a question that is stopped while its process is ended, to be asked anew, is not asked any more", async () => {
  const { engine, modulePath, claude } = await fakeEngine({ startup: [{ hang: true }], ignoreSignals: ["SIGTERM"] });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect.poll(() => engine.followers.size).toBe(1);
  const { $client } = engine.store.db;
  await expect.poll(() => $client.prepare("SELECT asked_at FROM runs").pluck().get()).not.toBe(null);
  await expect.poll(() => claude.spawns()).toHaveLength(1);
  loseFollower(engine, query.runId);
  // As if its asker had died just before it handed the question over.
  $client.prepare("UPDATE runs SET asked_at = NULL").run();
  $client.prepare("INSERT INTO queued_questions (run_id, prompt) VALUES (?, 'x')").run(query.runId);
  const other = otherProcess(engine);
  adoptRuns(other);
  await stopQuery(query.messageId, engine);
  expect((await query.done).failure?.message).toContain("withdrawn");
  await expect.poll(() => other.handled.size).toBe(0);
  expect(await claude.spawns()).toHaveLength(1);
});

test("a thread of this process leaves alone what another one follows", async () => {
  const { engine, modulePath, dir } = await fakeEngine(GATED);
  const program = `
    import { parentPort } from "node:worker_threads";
    import { createEngine } from ${JSON.stringify(new URL("engine.ts", import.meta.url).href)};
    parentPort.postMessage(createEngine({}, {}, {}).self);`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`));
  const [self] = (await once(worker, "message")) as [string];
  await worker.terminate();
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect.poll(() => findRunOf(engine.store.db, query.messageId)?.state).toBe("running");
  const thread = { ...otherProcess(engine), self };
  adoptRuns(thread);
  expect(thread.handled.size).toBe(0);
  writeFileSync(path.join(dir, "GO"), "");
  expect((await query.done).status).toBe("complete");
});
