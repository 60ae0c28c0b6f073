import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { testEngine } from "../../testing/engine.ts";
import { inheritedEnv } from "../../testing/real-claude.ts";
import { scratch } from "../../testing/scratch.ts";
import { scratchQuery } from "../../testing/store.ts";
import { isAlive, parseIdentity } from "../claude/process-identity.ts";
import { beginImport, endImport, findImport, listImports, runningImports } from "../db/imports.ts";
import type { Engine } from "./engine.ts";
import { cancelImport, declineImport, setFollowing, startImport } from "./imports.ts";
import { readHomeImport, readImports } from "./read-imports.ts";

/** An importer that runs until it is killed, and one that dies at once without a word to the database. */
const LASTING = "setInterval(() => {}, 1000);";
const DYING = "process.exit(7);";

async function historyEngine() {
  const dir = scratch();
  const { engine } = await testEngine(dir, "/nowhere", { ...inheritedEnv(), HOME: dir });
  const project = path.join(engine.env.claudeHome, "projects", "-srv-orders");
  fs.mkdirSync(project, { recursive: true });
  const line = { type: "user", sessionId: "s", cwd: "/srv/orders", message: { role: "user", content: "Which?" } };
  fs.writeFileSync(path.join(project, "s.jsonl"), `${JSON.stringify(line)}\n`);
  const entry = (source: string) => {
    const file = path.join(dir, "importer.mjs");
    fs.writeFileSync(file, source);
    return file;
  };
  return { engine, dir, entry };
}

const stateOf = (engine: Engine, importId: string) => findImport(engine.store.db, importId)?.state;

test("one import runs at a time, in a process of its own that the row names", async () => {
  const { engine, entry } = await historyEngine();
  const importId = await startImport(engine, entry(LASTING));
  const [running] = runningImports(engine.store.db);
  const importer = parseIdentity(running?.process ?? null);
  expect(importer !== null && importer.pid !== process.pid && isAlive(importer)).toBe(true);
  await expect(startImport(engine, entry(LASTING))).rejects.toMatchObject({ code: "import-running" });
  expect((await readImports(engine)).running).toMatchObject({ importId, kind: "history" });
  expect(listImports(engine.store.db)).toHaveLength(1);
});

test("an import whose process died is shown as failed, with what to do, and the next one may begin", async () => {
  const { engine, entry } = await historyEngine();
  const importId = await startImport(engine, entry(DYING));
  await expect.poll(() => stateOf(engine, importId)).toBe("failed");
  expect((await readImports(engine)).last).toMatchObject({ importId, failure: { code: "import-interrupted" } });
  await startImport(engine, entry(LASTING));
});

test("an import that another dashboard left behind is not shown as running for ever", async () => {
  const { engine, entry } = await historyEngine();
  const dead = JSON.stringify({ pid: process.pid, startTime: "long ago", bootId: "another" });
  const source = engine.env.claudeHome;
  beginImport(engine.store.db, { importId: "left", kind: "history", source, process: dead });
  expect(await readImports(engine)).toMatchObject({ running: null, last: { importId: "left", state: "failed" } });
  beginImport(engine.store.db, { importId: "also-left", kind: "database", source: "/d", process: dead });
  await startImport(engine, entry(LASTING));
  expect(stateOf(engine, "also-left")).toBe("failed");
});

test("an importer that can't be started fails its import, and says why", async () => {
  const { engine } = await historyEngine();
  engine.env = { ...engine.env, home: path.join(engine.env.home, "switchboard.db", "no directory") };
  await expect(startImport(engine)).rejects.toMatchObject({ code: "import-failed" });
  expect((await readImports(engine)).last).toMatchObject({ state: "failed", failure: { code: "import-failed" } });
});

test("cancelling asks the importer, and settles also when that is dead", async () => {
  const { engine, entry } = await historyEngine();
  const importId = await startImport(engine, entry(LASTING));
  const importer = parseIdentity(runningImports(engine.store.db)[0]?.process ?? null);
  const cancelled = cancelImport(importId, engine);
  await expect.poll(() => findImport(engine.store.db, importId)?.cancelRequestedAt).toBeTypeOf("number");
  process.kill(importer?.pid ?? 0, "SIGKILL");
  await cancelled;
  expect(stateOf(engine, importId)).toBe("failed");
  await cancelImport(importId, engine);
});

test("nothing is imported where there is no history, or where it is switched off", async () => {
  const { engine, dir } = await historyEngine();
  const without = { ...engine, env: { ...engine.env, claudeHome: path.join(dir, "none") } };
  await expect(startImport(without)).rejects.toMatchObject({ code: "history-missing" });
  const off = { ...engine, env: { ...engine.env, history: "off" as const } };
  await expect(startImport(off)).rejects.toMatchObject({ code: "history-off" });
  expect(await readImports(off)).toMatchObject({ enabled: false, found: { sessions: 0 } });
  expect(await readHomeImport(off)).toBeNull();
  expect(listImports(engine.store.db)).toEqual([]);
});

test("the history is offered until it is declined or imported", async () => {
  const { engine } = await historyEngine();
  expect(await readHomeImport(engine)).toMatchObject({ found: { sessions: 1, directories: 1 } });
  await declineImport(true, engine);
  expect(await readHomeImport(engine)).toBeNull();
  await declineImport(false, engine);
  const source = engine.env.claudeHome;
  beginImport(engine.store.db, { importId: "i", kind: "history", source, process: engine.self });
  expect(await readHomeImport(engine)).toMatchObject({ running: { importId: "i" } });
  endImport(engine.store.db, "i", "complete", null);
  expect(await readHomeImport(engine)).toBeNull();
});

test("a history that has only sessions of Switchboard's own runs is not offered, and one more is", async () => {
  const { engine } = await historyEngine();
  const { runId } = scratchQuery(engine.store.db);
  engine.store.db.$client.prepare("UPDATE runs SET session_id = 's' WHERE run_id = ?").run(runId);
  expect(await readHomeImport(engine)).toBeNull();
  fs.writeFileSync(path.join(engine.env.claudeHome, "projects", "-srv-orders", "t.jsonl"), "{}\n");
  expect(await readHomeImport(engine)).not.toBeNull();
});

test("sessions can be followed once the history was imported, and are unless that is switched off", async () => {
  const { engine } = await historyEngine();
  expect((await readImports(engine)).following).toEqual({ possible: false, wanted: true, active: false });
  beginImport(engine.store.db, { importId: "b", kind: "history", source: "/backup", process: engine.self });
  endImport(engine.store.db, "b", "complete", null);
  expect((await readImports(engine)).following.possible).toBe(false);
  const source = engine.env.claudeHome;
  beginImport(engine.store.db, { importId: "i", kind: "history", source, process: engine.self });
  endImport(engine.store.db, "i", "complete", null);
  expect((await readImports(engine)).following.possible).toBe(true);
  await setFollowing(false, engine);
  expect((await readImports(engine)).following.wanted).toBe(false);
});
