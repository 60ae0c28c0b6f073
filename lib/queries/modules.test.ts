import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import { insertRun } from "../../testing/runs-of-time.ts";
import { scratch } from "../../testing/scratch.ts";
import { moduleAddress } from "../core/module-address.ts";
import { type ModuleSettings, moduleSettingsSchema } from "../core/module-settings.ts";
import { monthlySpend } from "../db/module-figures.ts";
import { findModule } from "../db/modules.ts";
import { readClaudeMd, readModuleHealth } from "./module-health.ts";
import { listAskable, readModule, readModules } from "./modules.ts";
import { addModules, changeModule, nameModuleAnew, removeModule } from "./modules-change.ts";
import { findInHistory, findProjects, lookAtDirectory } from "./modules-found.ts";

/** Makes files, and the directories that they are in. */
function files(dir: string, ...names: string[]): void {
  for (const name of names) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), `${name}\n`);
  }
}

const address = (params: Record<string, string> = {}) => moduleAddress((name) => params[name]);
const SETTINGS = {
  path: "",
  description: "",
  systemPrompt: "",
  model: "",
  profile: "",
  maxTurns: "",
  maxBudgetUsd: "",
  maxSeconds: "",
  asks: "",
  capabilities: "",
  dataTypes: "",
};
const settings = (change: Partial<typeof SETTINGS>): ModuleSettings =>
  moduleSettingsSchema.parse({ ...SETTINGS, ...change });

test("directories become modules, each for itself, and a name that is taken is made longer", async () => {
  const { engine, dir } = await fakeEngine(SHORT_ANSWER);
  files(dir, "a/api/x", "b/api/x", "note.txt");
  const at = (name: string) => path.join(dir, name);
  const outcome = await addModules([{ path: at("a/api") }, { path: at("note.txt") }, { path: at("b/api") }], engine);
  expect(outcome.added).toEqual([
    { name: "api", path: at("a/api") },
    { name: "api (b)", path: at("b/api") },
  ]);
  expect(outcome.refused).toEqual([
    { path: at("note.txt"), message: expect.stringContaining("is a file"), hint: expect.any(String) },
  ]);
  const again = await addModules([{ path: at("a/api") }, { path: at("a"), name: "api" }], engine);
  expect(again.added).toEqual([]);
  expect(again.refused.map(({ message }) => message)).toEqual([
    `${at("a/api")} is already the module “api”.`,
    `The name “api” already stands for ${at("a/api")}.`,
  ]);
});

test("what a module can, knows and may ask is kept, told to other modules, and taken back when it is emptied", async () => {
  const { engine, dir } = await fakeEngine(SHORT_ANSWER);
  files(dir, "a/x");
  const at = path.join(dir, "a");
  await addModules([{ path: at }], engine);
  const said = { capabilities: " invoices, refunds,, invoices", dataTypes: "orders", asks: "yes", maxSeconds: "90" };
  await changeModule("a", settings({ path: at, ...said }), engine);
  const kept = { capabilities: ["invoices", "refunds"], dataTypes: ["orders"], asks: true, maxSeconds: 90 };
  expect(findModule(engine.store.db, "a")).toMatchObject(kept);
  expect(listAskable(engine, "refunds")).toMatchObject([{ name: "a", capabilities: kept.capabilities }]);
  expect(listAskable(engine, "parcels")).toEqual([]);
  await changeModule("a", settings({ path: at, asks: "no" }), engine);
  const emptied = { capabilities: [], dataTypes: [], asks: false, maxSeconds: null };
  expect(findModule(engine.store.db, "a")).toMatchObject(emptied);
});

test.each([
  ["maxSeconds", "1.5"],
  ["maxSeconds", "86401"],
  ["asks", "perhaps"],
  ["capabilities", "x".repeat(81)],
  ["dataTypes", Array.from({ length: 41 }, (_, at) => at).join(",")],
])("a module whose %s is %j is refused", (field, value) => {
  expect(() => settings({ [field]: value })).toThrow();
});

test("the list has the figures of 30 days, and is found by words and put in order", async () => {
  const { engine, dir } = await fakeEngine(SHORT_ANSWER);
  files(dir, "a/x", "b/x");
  await addModules([{ path: path.join(dir, "a") }, { path: path.join(dir, "b") }], engine);
  const { db } = engine.store;
  const now = Date.now() / 1000;
  insertRun(db, { module: "b", startedAt: now - 60, costUsd: 0.5 });
  insertRun(db, { module: "b", startedAt: now - 3_600, costUsd: 0.25 });
  insertRun(db, { module: "b", startedAt: now - 40 * 86_400, costUsd: 100 });
  await changeModule("a", settings({ path: path.join(dir, "a"), description: "Sends invoices" }), engine);
  const list = await readModules(address({ sort: "cost" }), engine);
  expect(list.rows.map(({ module, queries, costUsd }) => [module.name, queries, costUsd])).toEqual([
    ["b", 2, 0.75],
    ["a", 0, 0],
  ]);
  const found = await readModules(address({ words: "INVOICE send" }), engine);
  expect([found.rows.map(({ module }) => module.name), found.matching, found.all]).toEqual([["a"], 1, 2]);
  expect((await readModules(address({ count: "1" }), engine)).rows).toHaveLength(1);
  const spend = await monthlySpend(db, "b", 12);
  expect(spend.costs).toHaveLength(12);
  expect(spend.costs.reduce((sum, cost) => sum + cost, 0)).toBe(100.75);
  expect(spend.costs.at(-1)).toBeLessThan(1);
});

test("what a module says of itself is changed, and bad values change nothing", async () => {
  const { engine, dir } = await fakeEngine(SHORT_ANSWER);
  files(dir, "a/x", "moved/x");
  const at = path.join(dir, "a");
  await addModules([{ path: at }], engine);
  await changeModule(
    "a",
    settings({
      path: at,
      systemPrompt: "Be brief.",
      model: "opus",
      profile: "read",
      maxTurns: "5",
      maxBudgetUsd: "0.5",
    }),
    engine,
  );
  expect(findModule(engine.store.db, "a")).toMatchObject({
    ...{ systemPrompt: "Be brief.", model: "opus", profile: "read", maxTurns: 5, maxBudgetUsd: 0.5, description: null },
  });
  for (const bad of [
    { model: "--help" },
    { profile: "root" },
    { maxTurns: "1.5" },
    { maxTurns: "x" },
    { maxBudgetUsd: "-1" },
  ]) {
    expect(() => settings({ path: at, ...bad })).toThrow();
  }
  await expect(changeModule("a", settings({ path: "/nowhere/at/all" }), engine)).rejects.toMatchObject({
    code: "directory-missing",
    field: "path",
  });
  await expect(changeModule("nobody", settings({ path: at }), engine)).rejects.toMatchObject({
    code: "module-unknown",
  });
  files(dir, "b/x");
  await addModules([{ path: path.join(dir, "b") }], engine);
  await expect(changeModule("a", settings({ path: path.join(dir, "b") }), engine)).rejects.toMatchObject({
    code: "module-name-taken",
  });
  rmSync(at, { recursive: true });
  await changeModule("a", settings({ path: at, description: "Gone for now" }), engine);
  await changeModule("a", settings({ path: path.join(dir, "moved") }), engine);
  expect(findModule(engine.store.db, "a")?.path).toBe(path.join(dir, "moved"));
});

test("a module without threads gets another name; one with threads keeps it, and says why", async () => {
  const { engine, dir } = await fakeEngine(SHORT_ANSWER);
  files(dir, "a/x", "b/x");
  await addModules([{ path: path.join(dir, "a") }, { path: path.join(dir, "b") }], engine);
  await expect(nameModuleAnew("a", "b", engine)).rejects.toMatchObject({ code: "module-name-taken" });
  await nameModuleAnew("a", "billing", engine);
  expect((await readModule("billing", engine))?.renameable).toBe(true);
  await engine.store.createThread({ title: "Invoices", modules: ["billing"] });
  expect((await readModule("billing", engine))?.renameable).toBe(false);
  await expect(nameModuleAnew("billing", "bills", engine)).rejects.toMatchObject({ code: "module-in-use" });
  await removeModule("billing", engine);
  expect(await readModule("billing", engine)).toBe(null);
  expect(await engine.store.listThreads({ module: "billing" })).toHaveLength(1);
  await expect(removeModule("billing", engine)).rejects.toMatchObject({ code: "module-unknown" });
});

test("health tells of the directory, its CLAUDE.md and its branch", async () => {
  const dir = scratch();
  files(dir, "repo/CLAUDE.md", "repo/package/x", "tree/x", "plain/x", "file");
  mkdirSync(path.join(dir, "repo/.git/worktrees/tree"), { recursive: true });
  writeFileSync(path.join(dir, "repo/.git/HEAD"), "ref: refs/heads/feature/totals\n");
  writeFileSync(path.join(dir, "repo/.git/worktrees/tree/HEAD"), `${"a1b2c3d4".repeat(5)}\n`);
  writeFileSync(path.join(dir, "tree/.git"), `gitdir: ${path.join(dir, "repo/.git/worktrees/tree")}\n`);
  const health = (name: string) => readModuleHealth(path.join(dir, name));
  expect(await health("repo")).toEqual({ directory: "ok", claudeMd: true, git: { branch: "feature/totals" } });
  expect(await health("repo/package")).toMatchObject({ claudeMd: false, git: { branch: "feature/totals" } });
  expect((await health("tree")).git).toEqual({ branch: "a1b2c3d4" });
  expect((await health("plain")).git).toBe(null);
  expect((await health("file")).directory).toBe("not-directory");
  expect((await health("gone")).directory).toBe("missing");
  writeFileSync(path.join(dir, "repo/.git/HEAD"), "ref: refs/heads/\u001b[31mred\n");
  expect((await health("repo")).git).toEqual({ branch: null });
});

test("only the beginning of a long CLAUDE.md is read, and a pipe of that name is none", async () => {
  const dir = scratch();
  writeFileSync(path.join(dir, "CLAUDE.md"), "ä".repeat(100_000));
  const shown = await readClaudeMd(dir);
  expect(shown).toMatchObject({ size: 200_000, cut: true });
  expect(new Set(shown?.text)).toEqual(new Set("ä"));
  rmSync(path.join(dir, "CLAUDE.md"));
  symlinkSync("/dev/zero", path.join(dir, "CLAUDE.md"));
  expect(await readClaudeMd(dir)).toBe(null);
});

test("projects are found two levels deep, without what others wrote, and the search can be ended", async () => {
  const { engine, dir } = await fakeEngine(SHORT_ANSWER);
  const root = path.join(dir, "code");
  files(root, "api/package.json", "team/web/CLAUDE.md", "team/web/go.mod", "too/deep/here/go.mod", "notes/x");
  files(root, "node_modules/react/package.json", ".cache/x/package.json");
  symlinkSync(root, path.join(root, "loop"));
  await addModules([{ path: path.join(root, "api") }], engine);
  const { directories, cut } = await findProjects(root, undefined, engine);
  expect(directories.map((found) => [path.relative(root, found.path), found.signs, found.known])).toEqual([
    ["api", ["package.json"], "api"],
    ["team/web", ["CLAUDE.md", "go.mod"], null],
  ]);
  expect(cut).toBe(false);
  expect(await lookAtDirectory(path.join(root, "team/web"), engine)).toMatchObject({ name: "web", known: null });
  expect(await findProjects(root, AbortSignal.abort(), engine)).toMatchObject({
    directories: [],
    looked: 0,
    cut: true,
  });
  await expect(findProjects("code", undefined, engine)).rejects.toMatchObject({ code: "directory-relative" });
});

test("the history tells the directories in which Claude Code was used, unless it is off", async () => {
  const { engine, dir } = await fakeEngine(SHORT_ANSWER);
  const projects = path.join(engine.env.claudeHome, "projects");
  files(dir, "code/api/go.mod");
  const line = (cwd: string) => `${JSON.stringify({ type: "user", cwd, sessionId: "s", uuid: "u" })}\n`;
  for (const [folder, cwd] of Object.entries({ one: path.join(dir, "code/api"), two: path.join(dir, "gone") })) {
    mkdirSync(path.join(projects, folder), { recursive: true });
    writeFileSync(path.join(projects, folder, "s1.jsonl"), line(cwd));
    writeFileSync(path.join(projects, folder, "s2.jsonl"), line(cwd));
  }
  const found = await findInHistory(engine);
  expect(found.directories).toMatchObject([{ path: path.join(dir, "code/api"), name: "api", sessions: 2 }]);
  const off = { ...engine, env: { ...engine.env, history: "off" as const } };
  await expect(findInHistory(off)).rejects.toMatchObject({ code: "history-off" });
});

test.skipIf(process.getuid?.() === 0)("a directory of someone else is told as unreadable", async () => {
  const dir = scratch();
  files(dir, "locked/x");
  chmodSync(path.join(dir, "locked"), 0);
  expect((await readModuleHealth(path.join(dir, "locked"))).directory).toBe("unreadable");
  chmodSync(path.join(dir, "locked"), 0o700);
});
