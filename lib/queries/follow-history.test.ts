import { expect, onTestFinished, test } from "vitest";
import { otherProcess, testEngine } from "../../testing/engine.ts";
import { inheritedEnv } from "../../testing/real-claude.ts";
import { scratch } from "../../testing/scratch.ts";
import { transcript, writeHistory } from "../../testing/session-writer.ts";
import { beginImport } from "../db/imports.ts";
import { readThreadView } from "../db/views.ts";
import { importHistory } from "../history/import-history.ts";
import type { Engine } from "./engine.ts";
import { followHistory, mayFollow } from "./follow-history.ts";
import { setFollowing } from "./imports.ts";
import { readFollowing } from "./read-imports.ts";

async function historyEngine() {
  const dir = scratch();
  const { engine } = await testEngine(dir, "/nowhere", { ...inheritedEnv(), HOME: dir });
  writeHistory({ root: engine.env.claudeHome, home: "/srv", sessions: 2, turns: 1 });
  return engine;
}

/** An engine whose history was imported, and is followed until the test ends. */
async function followed() {
  const engine = await historyEngine();
  await importHistory(engine.store.db, { root: engine.env.claudeHome });
  const ending = new AbortController();
  const ended = followHistory(engine, ending.signal, { times: { lookMs: 50, openMs: 50 } });
  const end = async () => {
    ending.abort();
    await ended;
  };
  onTestFinished(end);
  return { engine, end };
}

const session = (engine: Engine) =>
  transcript({ root: engine.env.claudeHome, cwd: "/srv/orders", sessionId: crypto.randomUUID() });
const answersOf = (engine: Engine, threadId: string) =>
  (readThreadView(engine.store.db, threadId)?.messages ?? []).filter(({ type }) => type === "response");

test("a session that goes on is stored while it is written, half a line waits, and its end is its end", async () => {
  const { engine } = await followed();
  const orders = session(engine);
  orders.ask("Which states?");
  orders.say("Let me look.", { goesOn: true });
  const answer = () => answersOf(engine, orders.sessionId)[0];
  await expect
    .poll(() => answer())
    .toMatchObject({ status: "processing", run: { state: "running", origin: "history" } });
  const finish = orders.sayInHalves("Three.");
  await expect.poll(() => answer()?.blocks.length).toBe(1);
  finish();
  await expect.poll(() => answer()).toMatchObject({ status: "complete", content: "Let me look.\n\nThree." });
  expect(answersOf(engine, orders.sessionId)).toHaveLength(1);
});

test("nothing is followed before the first import, while one runs, or when it is switched off", async () => {
  const engine = await historyEngine();
  expect(mayFollow(engine)).toBe(false);
  const { db } = engine.store;
  await importHistory(db, { root: engine.env.claudeHome });
  expect(mayFollow(engine)).toBe(true);
  beginImport(db, { importId: "i", kind: "history", source: "/h", process: engine.self });
  expect(mayFollow(engine)).toBe(false);
  db.$client.exec("UPDATE imports SET state = 'cancelled'");
  db.$client.exec("UPDATE imports SET state = 'complete' WHERE import_id <> 'i'");
  await setFollowing(false, engine);
  expect(mayFollow(engine)).toBe(false);
  await setFollowing(true, engine);
  expect(mayFollow(engine)).toBe(true);
});

test("one process follows, and another one takes over when it ends, with what was missed", async () => {
  const { engine, end } = await followed();
  await expect.poll(() => readFollowing(engine).active).toBe(true);
  const other = otherProcess(engine);
  expect(mayFollow(other)).toBe(false);
  await end();
  expect(readFollowing(engine).active).toBe(false);
  const missed = session(engine);
  missed.ask("Who sees this?");
  missed.say("The next one.");
  expect(mayFollow(other)).toBe(true);
  const ending = new AbortController();
  const ended = followHistory(other, ending.signal);
  await expect.poll(() => answersOf(other, missed.sessionId)[0]?.status).toBe("complete");
  ending.abort();
  await ended;
});
