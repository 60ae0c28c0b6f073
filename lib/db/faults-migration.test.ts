import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { expect, onTestFinished, test, vi } from "vitest";
import { makeOldDatabase, rowCounts } from "../../testing/old-database.ts";
import { scratch } from "../../testing/scratch.ts";
import { expectSound, plainConnection } from "../../testing/store.ts";
import { openDatabase } from "./client.ts";
import { openStore } from "./store.ts";

const MIGRATIONS = readMigrationFiles({ migrationsFolder: path.join(import.meta.dirname, "..", "..", "drizzle") });
const HASHES = MIGRATIONS.map(({ hash }) => hash);
/** For what other processes do on a busy machine. */
const PATIENCE = { timeout: 60_000 };
/** The version before had so many migrations. */
const OLD = 3;

const ledgerOf = (db: Database.Database) =>
  db.prepare("SELECT name FROM sqlite_master WHERE name = '__drizzle_migrations'").get() === undefined
    ? []
    : db.prepare("SELECT hash FROM __drizzle_migrations ORDER BY id").pluck().all();

/** Counts of the tables that were there before: each as it was. */
function expectKept(before: Record<string, number>, db: Database.Database): void {
  const after = rowCounts(db);
  expect(Object.fromEntries(Object.keys(before).map((table) => [table, after[table]]))).toEqual(before);
}

test.each([
  ["no database", 0],
  ["a database of the version before", OLD],
])("a process that is killed at any statement that opens %s leaves what the next start can use", (_name, version) => {
  const directory = scratch();
  const file = path.join(directory, "switchboard.db");
  if (version > 0) makeOldDatabase(file, version);
  const before = version > 0 ? countsOf(file) : {};
  // What a killed process leaves is what stands in its files at that moment.
  const images = new Map<string, string>();
  let moments = 0;
  const photograph = () => {
    moments += 1;
    const image = path.join(directory, `image-${images.size}`);
    const files = ["switchboard.db", "switchboard.db-wal"].filter((name) => fs.existsSync(path.join(directory, name)));
    const bytes = files.map((name) => fs.readFileSync(path.join(directory, name)));
    const hash = createHash("sha256");
    for (const part of bytes) hash.update(part);
    const digest = hash.digest("hex");
    if (images.has(digest)) return;
    fs.mkdirSync(image);
    for (const [at, name] of files.entries()) fs.writeFileSync(path.join(image, name), bytes[at] ?? "");
    images.set(digest, path.join(image, "switchboard.db"));
  };
  for (const name of ["exec", "pragma"] as const) {
    const original = Database.prototype[name] as (this: Database.Database, ...given: unknown[]) => unknown;
    vi.spyOn(Database.prototype, name).mockImplementation(function (this: Database.Database, ...given: unknown[]) {
      photograph();
      const result = original.apply(this, given);
      photograph();
      return result as never;
    });
  }
  onTestFinished(() => void vi.restoreAllMocks());
  openDatabase(file).$client.close();
  vi.restoreAllMocks();
  expect(moments).toBeGreaterThan(2 * MIGRATIONS.slice(version).flatMap(({ sql }) => sql).length);
  expect(images.size).toBeGreaterThan(1);
  for (const image of images.values()) {
    if (fs.existsSync(image)) expect([0, version, HASHES.length]).toContain(ledgerLength(image));
    const db = openDatabase(image).$client;
    expect(ledgerOf(db)).toEqual(HASHES);
    expectKept(before, db);
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    db.close();
  }
});

const DIE = `
const { default: Database } = await import("better-sqlite3");
const { openDatabase } = await import(${JSON.stringify(path.join(import.meta.dirname, "client.ts"))});
const exec = Database.prototype.exec;
let left = Number(process.argv[2]);
Database.prototype.exec = function (sql) {
  const result = exec.call(this, sql);
  if (--left === 0) process.kill(process.pid, "SIGKILL");
  return result;
};
openDatabase(process.argv[1]);`;

test("a process that SIGKILL ends in the midst of a migration leaves tables that the next start brings up to date", async () => {
  const statements = MIGRATIONS.slice(OLD).flatMap(({ sql }) => sql).length;
  for (const nth of [1, 2, ...[0.2, 0.4, 0.6, 0.8].map((part) => Math.round(part * statements)), statements]) {
    const file = path.join(scratch(), "switchboard.db");
    makeOldDatabase(file, OLD);
    const before = countsOf(file);
    const argv = ["--no-warnings", "--input-type=module", "-e", DIE, file, String(nth)];
    const child = spawn(process.execPath, argv, { stdio: "ignore", cwd: import.meta.dirname });
    const signal = await new Promise((resolve) => child.once("close", (_code, by) => resolve(by)));
    expect(signal, `at statement ${nth}`).toBe("SIGKILL");
    const db = openDatabase(file).$client;
    expect(ledgerOf(db)).toEqual(HASHES);
    expectKept(before, db);
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    db.close();
  }
}, 120_000);

function countsOf(file: string): Record<string, number> {
  const db = new Database(file);
  const counts = rowCounts(db);
  db.close();
  return counts;
}

function ledgerLength(file: string): number {
  const db = new Database(file);
  const { length } = ledgerOf(db);
  db.close();
  return length;
}

test("a database of the version before is brought up to date with every row that it had, and can be searched", async () => {
  const file = path.join(scratch(), "switchboard.db");
  const run = { process: null, follower: "{}", spoolDir: "/nowhere", cwd: "/srv/billing", asked: true };
  makeOldDatabase(file, OLD, [
    { ...run, id: "r1", state: "ended" },
    { ...run, id: "r2", state: "running" },
  ]);
  const before = countsOf(file);
  expect(before).toMatchObject({ messages: 44, threads: 2, runs: 2, run_positions: 1, blocks: 1, modules: 1 });
  const store = await openStore({ path: file });
  onTestFinished(() => store.close());
  expect(ledgerOf(store.db.$client)).toEqual(HASHES);
  expectKept(before, store.db.$client);
  expect(store.db.$client.pragma("foreign_key_check")).toEqual([]);
  expectSound(store.db);
  expect((await store.searchMessages("alpha")).total).toBe(40);
});

const OPEN = `
const { openStore } = await import(${JSON.stringify(path.join(import.meta.dirname, "store.ts"))});
console.log("waiting");
await new Promise((resolve) => process.stdin.once("data", resolve));
const store = await openStore({ path: process.argv[1] });
await store.createThread({ title: String(process.pid) });
await store.close();
console.log("ready");
process.exit(0);`;

test("processes that open a database of the version before at once migrate it once, and all can write", async () => {
  const file = path.join(scratch(), "switchboard.db");
  makeOldDatabase(file, OLD);
  const { threads = 0, ...others } = countsOf(file);
  const { changes: _log, ...kept } = others;
  const starters = Array.from({ length: 3 }, () => {
    const argv = ["--no-warnings", "--input-type=module", "-e", OPEN, file];
    const child = spawn(process.execPath, argv, { stdio: ["pipe", "pipe", "inherit"] });
    onTestFinished(() => void child.kill("SIGKILL"));
    const printed: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (text: string) => printed.push(text));
    return { child, printed };
  });
  const printed = () => starters.map((starter) => starter.printed.join(""));
  await expect.poll(printed, PATIENCE).toEqual(Array(3).fill("waiting\n"));
  for (const { child } of starters) child.stdin.write("go\n");
  await expect.poll(printed, PATIENCE).toEqual(Array(3).fill("waiting\nready\n"));
  const db = plainConnection(file);
  expect(ledgerOf(db)).toEqual(HASHES);
  expectKept({ ...kept, threads: threads + 3 }, db);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
}, 120_000);
