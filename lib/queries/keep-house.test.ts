import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, utimesSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fakeEngine } from "../../testing/engine.ts";
import { activeRuns } from "../db/runs.ts";
import { openStore } from "../db/store.ts";
import { readThreadView } from "../db/views.ts";
import { askModule } from "./ask-module.ts";
import { createEngine } from "./engine.ts";
import { keepHouse } from "./keep-house.ts";
import { stopQuery } from "./stop-query.ts";

test("files of runs that ended over a week ago are deleted; newer ones and those of active runs stay", async () => {
  const { engine, dir, modulePath } = await fakeEngine({ turns: [[{ init: true }, { hang: true }]] });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect.poll(() => readThreadView(engine.store.db, query.threadId)?.messages[1]?.run?.state).toBe("running");
  const [old, recent] = ["old", "recent"].map((name) => path.join(dir, "runs", name));
  const active = activeRuns(engine.store.db)[0]?.spoolDir ?? "";
  for (const folder of [old, recent]) mkdirSync(folder ?? "");
  const longAgo = Date.now() / 1000 - 8 * 24 * 3600;
  for (const folder of [old, active]) utimesSync(folder ?? "", longAgo, longAgo);
  keepHouse(engine)();
  expect([old, recent, active].map((folder) => existsSync(folder ?? ""))).toEqual([false, true, true]);
  await stopQuery(query.messageId, engine);
  await query.done;
});

test("files of failed runs take no more than so much room: the oldest go first", async () => {
  const { engine, dir } = await fakeEngine({});
  const folders = ["oldest", "older", "newest"].map((name) => path.join(dir, "runs", name));
  for (const [index, folder] of folders.entries()) {
    mkdirSync(folder, { recursive: true });
    const file = openSync(path.join(folder, "stdout.ndjson"), "w");
    ftruncateSync(file, 250 * 1024 * 1024); // sparse
    closeSync(file);
    const at = Date.now() / 1000 - 3_600 * (3 - index);
    utimesSync(folder, at, at);
  }
  keepHouse(engine)();
  expect(folders.map((folder) => existsSync(folder))).toEqual([false, true, true]);
});

test("files of a run that goes on stay, also when its database is another one with the same home", async () => {
  const { engine, dir, modulePath } = await fakeEngine({ turns: [[{ init: true }, { hang: true }]] });
  const query = await askModule({ prompt: "x", modulePath }, engine);
  await expect.poll(() => activeRuns(engine.store.db)[0]?.run.state).toBe("running");
  const active = activeRuns(engine.store.db)[0]?.spoolDir ?? "";
  const longAgo = Date.now() / 1000 - 8 * 24 * 3600;
  utimesSync(active, longAgo, longAgo);
  const store = await openStore({ path: path.join(dir, "another.db") });
  keepHouse(createEngine(store, engine.env))();
  await store.close();
  expect(existsSync(active)).toBe(true);
  await stopQuery(query.messageId, engine);
  await query.done;
});
