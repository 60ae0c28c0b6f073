import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fakeEngine, otherProcess } from "../../testing/engine.ts";
import { plainConnection } from "../../testing/store.ts";
import { identify, isAlive, parseIdentity } from "../claude/process-identity.ts";
import { findRunOf, processOf } from "../db/runs.ts";
import { readThreadView } from "../db/views.ts";
import { forgetWarm, listWarm } from "../db/warm.ts";
import { adoptRuns } from "./adopt-runs.ts";
import { askModule } from "./ask-module.ts";
import { endLingering } from "./end-run.ts";
import type { Engine } from "./engine.ts";
import { queryModule } from "./query-module.ts";
import { chooseSession } from "./session.ts";
import { stopQuery } from "./stop-query.ts";

/** Makes the process that follows a run, or waits to launch it, look as if it had died. */
function forgetFollower(engine: Engine, runId: string): void {
  const gone = JSON.stringify({ pid: 2 ** 22 + 1, startTime: "1", bootId: "gone" });
  engine.store.db.$client.prepare("UPDATE run_positions SET follower = ? WHERE run_id = ?").run(gone, runId);
}

/** Makes a run look as if its asker had died just before it handed the question over. */
function forgetAsking(engine: Engine, runId: string, prompt: string): void {
  forgetFollower(engine, runId);
  engine.store.db.$client.prepare("UPDATE runs SET asked_at = NULL WHERE run_id = ?").run(runId);
  engine.store.db.$client.prepare("INSERT INTO queued_questions (run_id, prompt) VALUES (?, ?)").run(runId, prompt);
}

test("a question that was not handed over is asked by the next process, although hooks of the session's start ran", async () => {
  const hook = { type: "system", subtype: "hook_started", hook_id: "h", hook_name: "SessionStart:startup" };
  const { engine, modulePath, claude } = await fakeEngine({ startup: [{ line: hook }], turns: [[{ hang: true }]] });
  engine.tending = true; // it is to be dead
  const query = await askModule({ prompt: "Who is there?", modulePath }, engine);
  const asked = async () => (await claude.spawns()).filter((spawn) => spawn.stdin.length > 0).length;
  await expect.poll(asked).toBe(1);
  await expect.poll(() => findRunOf(engine.store.db, query.messageId)?.activity).toContain("SessionStart");
  forgetAsking(engine, query.runId, "Who is there?");
  const next = otherProcess(engine);
  adoptRuns(next);
  await expect.poll(asked).toBe(2);
  await stopQuery(query.messageId, next);
  expect((await query.done).failure?.code).toBe("stopped-by-user");
});

test("the pieces that a caller is told join to the answer, also when it has several texts", async () => {
  const { engine, modulePath } = await fakeEngine({
    turns: [[{ init: true }, { deltas: 3, size: 4 }, { text: "and then" }, { deltas: 2, size: 4 }, { result: {} }]],
  });
  let told = "";
  const onChunk = (text: string) => {
    told += text;
  };
  const { content } = await queryModule({ prompt: "x", modulePath, onChunk }, engine);
  expect(content).toBe("0 xx1 xx2 xx\n\nand then\n\n0 xx1 xx");
  expect(told).toBe(content);
});

test("a caller is told an answer that another process wrote between two of its looks", async () => {
  const { engine, modulePath } = await fakeEngine({}, { runs: 0 });
  let told = "";
  const onChunk = (text: string) => {
    told += text;
  };
  const query = await askModule({ prompt: "x", modulePath, onChunk }, engine);
  const { $client } = engine.store.db;
  $client.prepare("UPDATE messages SET content = 'All of it.', status = 'complete' WHERE status = 'processing'").run();
  $client.prepare("UPDATE runs SET state = 'ended'").run();
  expect(await query.done).toMatchObject({ status: "complete", content: "All of it." });
  expect(told).toBe("All of it.");
});

test.each([
  ["", -60],
  [", and although the clock was set back since", 3_600],
])("what a run started is ended although its process and its follower died before%s", async (_clock, endedAfter) => {
  const { engine, modulePath, claude } = await fakeEngine({
    turns: [[{ init: true }, { grandchild: "own-session" }, { result: {} }]],
  });
  engine.stays = true;
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await query.done;
  await engine.followers.get(query.messageId)?.gone;
  const { process: json, spoolDir } = processOf(engine.store.db, query.runId);
  const identity = parseIdentity(json);
  const [grandchild = 0] = (await claude.spawns())[0]?.grandchildren ?? [];
  forgetWarm(engine.store.db, spoolDir);
  process.kill(identity?.pid ?? 0, "SIGKILL");
  await expect.poll(() => identity && isAlive(identity)).toBe(false);
  expect(identify(grandchild)).not.toBe(null);
  engine.store.db.$client.prepare("UPDATE runs SET ended_at = ended_at + ?").run(endedAfter);
  endLingering(engine);
  await expect.poll(() => identify(grandchild)).toBe(null);
});

test("a follow-up whose session is lost is asked anew when its asker died before, and says so once", async () => {
  const steps = [{ waitFor: "GO" }, { init: true }, { deltas: 2, size: 4 }, { result: {} }];
  const { engine, modulePath, claude, dir } = await fakeEngine({
    promptSteps: true,
    turns: [[{ init: true }, { deltas: 1, size: 4 }, { result: {} }]],
  });
  const { threadId } = await queryModule({ prompt: "first", modulePath }, engine);
  engine.tending = true; // it is to be dead
  const prompt = `second STEPS ${JSON.stringify(steps)}`;
  const query = await askModule({ prompt, modulePath, threadId }, engine);
  const askedAt = () =>
    engine.store.db.$client.prepare("SELECT asked_at FROM runs WHERE run_id = ?").pluck().get(query.runId);
  const asked = async () => (await claude.spawns()).filter(({ stdin }) => stdin.length > 0).length;
  await expect.poll(askedAt).not.toBe(null);
  await expect.poll(asked).toBe(2);
  const answer = () => readThreadView(engine.store.db, threadId)?.messages.at(-1);
  expect(answer()?.blocks.map(({ name }) => name)).toEqual(["session-lost"]);
  forgetAsking(engine, query.runId, prompt);
  adoptRuns(otherProcess(engine));
  await expect.poll(asked).toBe(3);
  writeFileSync(path.join(dir, "GO"), "");
  expect(await query.done).toMatchObject({ status: "complete", content: "0 xx1 xx" });
  expect(answer()?.blocks.map(({ name, kind }) => name ?? kind)).toEqual(["session-lost", "text"]);
});

test("a program that holds the database for a moment does not keep a follow-up from being asked", async () => {
  const { engine, modulePath } = await fakeEngine({ turns: [[{ init: true }, { result: {} }]] });
  engine.stays = true;
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await query.done;
  await engine.followers.get(query.messageId)?.gone;
  const asked = findRunOf(engine.store.db, query.messageId);
  if (!asked) throw new Error("The run is not there.");
  expect(listWarm(engine.store.db)).toHaveLength(1);
  const other = plainConnection(engine.env.databasePath);
  other.exec("BEGIN IMMEDIATE");
  const choice = chooseSession(engine, asked);
  // By now it has been refused once: it tries before it gives way for the first time.
  await new Promise((resolve) => setImmediate(resolve));
  other.exec("COMMIT");
  expect(await choice).toMatchObject({ resume: false, lost: true });
  expect(listWarm(engine.store.db)).toEqual([]);
});
