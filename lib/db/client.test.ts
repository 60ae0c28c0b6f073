import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { expect, onTestFinished, test } from "vitest";
import { scratch } from "../../testing/scratch.ts";
import { plainConnection, scratchStore } from "../../testing/store.ts";
import { isBusy, openDatabase } from "./client.ts";
import { openStore } from "./store.ts";

const MIGRATIONS = path.join(import.meta.dirname, "..", "..", "drizzle");
const STORE = path.join(import.meta.dirname, "store.ts");
const NOBODY = 65_534;
/** For what other processes do on a busy machine. */
const PATIENCE = { timeout: 60_000, interval: 2 };

/** Once the file of the first argument is there, opens the stores of the others; prints what came of each. */
const OPEN = `
const { existsSync } = await import("node:fs");
const { openStore } = await import(${JSON.stringify(STORE)});
const [begin, ...files] = process.argv.slice(1);
console.log("waiting");
while (!existsSync(begin)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
for (const path of files) {
  try {
    const store = await openStore({ path });
    await store.createThread({ title: String(process.pid) });
    await store.close();
    console.log("ready");
  } catch (error) {
    console.log(error.code, error.message);
  }
}`;

interface Elsewhere {
  child: ChildProcess;
  /** The lines it has printed so far. */
  lines: () => string[];
  closed: Promise<unknown>;
}

/** Opens databases in a process of its own, once the file `begin` is there. */
function openElsewhere(begin: string, files: string[], options: { uid?: number } = {}): Elsewhere {
  const argv = ["--no-warnings", "--input-type=module", "-e", OPEN, begin, ...files];
  const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"], ...options });
  const pieces: Buffer[] = [];
  child.stdout?.on("data", (piece: Buffer) => pieces.push(piece));
  const closed = new Promise((resolve) => child.once("close", resolve));
  return { child, lines: () => Buffer.concat(pieces).toString().trim().split("\n"), closed };
}

/** How opening is refused; null when it isn't. */
async function refusalOf(file: string): Promise<unknown> {
  try {
    await (await openStore({ path: file })).close();
    return null;
  } catch (error) {
    return error;
  }
}

/** All files of a directory with what is in them. */
function contentsOf(directory: string): Record<string, string> {
  const hash = (file: string) => createHash("sha256").update(fs.readFileSync(file)).digest("hex");
  return Object.fromEntries(
    fs.readdirSync(directory).map((name) => {
      const file = path.join(directory, name);
      return [name, fs.statSync(file).isDirectory() ? "directory" : hash(file)];
    }),
  );
}

const ledger = (file: string) =>
  plainConnection(file).prepare("SELECT hash FROM __drizzle_migrations ORDER BY id").pluck().all();

const expectedLedger = () => readMigrationFiles({ migrationsFolder: MIGRATIONS }).map((migration) => migration.hash);

test("opening makes the database and its directories, for the owner alone whatever the umask", async () => {
  const umask = process.umask(0);
  onTestFinished(() => {
    process.umask(umask);
  });
  const file = path.join(scratch(), "new", "newer", "switchboard.db");
  const store = await openStore({ path: file });
  onTestFinished(() => store.close());
  await store.createThread();
  const mode = (name: string) => (fs.statSync(name).mode & 0o777).toString(8);
  expect(mode(path.dirname(file))).toBe("700");
  expect(mode(path.dirname(path.dirname(file)))).toBe("700");
  for (const suffix of ["", "-wal", "-shm"]) expect(mode(file + suffix), suffix).toBe("600");
});

test("opening again changes nothing", async () => {
  const { store, file } = await scratchStore();
  const { threadId } = await store.createThread({ title: "Kept" });
  await store.close();
  const before = contentsOf(path.dirname(file));
  const again = await openStore({ path: file });
  expect(await again.getThread(threadId)).toMatchObject({ title: "Kept" });
  await again.close();
  expect(contentsOf(path.dirname(file))).toEqual(before);
  expect(ledger(file)).toEqual(expectedLedger());
});

test("an empty file becomes a database", async () => {
  const file = path.join(scratch(), "empty.db");
  fs.writeFileSync(file, "");
  const store = await openStore({ path: file });
  await store.close();
  expect(ledger(file)).toEqual(expectedLedger());
});

test("six processes that open an empty path at once all succeed, and the tables are made once", async () => {
  const directory = scratch();
  const files = Array.from({ length: 12 }, (_, number) => path.join(directory, String(number), "switchboard.db"));
  const begin = path.join(directory, "begin");
  const processes = Array.from({ length: 6 }, () => openElsewhere(begin, files));
  await expect.poll(() => processes.every(({ lines }) => lines()[0] === "waiting"), PATIENCE).toBe(true);
  fs.writeFileSync(begin, "");
  for (const { closed, lines } of processes) {
    await closed;
    expect(lines()).toEqual(["waiting", ...files.map(() => "ready")]);
  }
  for (const file of files) {
    expect(ledger(file)).toEqual(expectedLedger());
    expect(plainConnection(file).prepare("SELECT count(*) FROM threads").pluck().get()).toBe(6);
  }
}, 120_000);

test("a process that is killed while it opens leaves an old or a new database", async () => {
  const directory = scratch();
  const files = Array.from({ length: 500 }, (_, number) => path.join(directory, `${number}.db`));
  const { child, closed } = openElsewhere(directory, files);
  await expect.poll(() => fs.existsSync(files[20] ?? ""), PATIENCE).toBe(true);
  child.kill("SIGKILL");
  await closed;
  const begun = files.filter((file) => fs.existsSync(file));
  expect(begun.length).toBeLessThan(files.length);
  for (const file of begun) {
    const left = plainConnection(file);
    const tables = left.prepare("SELECT name FROM sqlite_master WHERE name = '__drizzle_migrations'").all();
    if (tables.length > 0) expect(ledger(file)).toEqual(expectedLedger());
    await (await openStore({ path: file })).close();
    expect(ledger(file)).toEqual(expectedLedger());
    expect(left.pragma("integrity_check", { simple: true })).toBe("ok");
  }
}, 120_000);

test("a migration that fails in the middle leaves nothing of itself", () => {
  const file = path.join(scratch(), "switchboard.db");
  const other = new Database(file);
  // The name of a view that the second migration makes is taken.
  other.exec("CREATE VIEW message_texts AS SELECT 1; PRAGMA journal_mode = WAL");
  const objects = () => plainConnection(file).prepare("SELECT name FROM sqlite_master").pluck().all();
  const before = objects();
  other.close();
  expect(() => openDatabase(file)).toThrow("view message_texts already exists");
  expect(objects()).toEqual(before);
});

test("a directory in the place of the database is refused", async () => {
  const directory = scratch();
  expect(await refusalOf(directory)).toMatchObject({ code: "database-unwritable", field: "db" });
  expect(fs.readdirSync(directory)).toEqual([]);
});

test("a file in the place of the database's directory is refused", async () => {
  const file = path.join(scratch(), "file");
  fs.writeFileSync(file, "x");
  expect(await refusalOf(path.join(file, "a.db"))).toMatchObject({ code: "database-unwritable" });
});

test("a directory or a database that this user can't write is refused", async () => {
  const directory = scratch();
  const kept = path.join(directory, "kept.db");
  await (await openStore({ path: kept })).close();
  fs.chmodSync(kept, 0o444);
  fs.chmodSync(directory, 0o555);
  const before = contentsOf(directory);
  // Root may write anywhere, so the attempt is made as another user then.
  const uid = process.getuid?.() === 0 ? NOBODY : undefined;
  for (const file of [kept, path.join(directory, "new.db"), path.join(directory, "new", "new.db")]) {
    const { lines, closed } = openElsewhere(directory, [file], uid === undefined ? {} : { uid });
    await closed;
    expect(lines()[1]).toMatch(/^database-unwritable /);
    expect(lines()[1]).toContain(file);
  }
  fs.chmodSync(directory, 0o755);
  expect(contentsOf(directory)).toEqual(before);
});

const strangers: [string, string, (file: string) => void][] = [
  ["a text", "database-not-sqlite", (file) => fs.writeFileSync(file, "Dear diary, ".repeat(1000))],
  ["a single byte", "database-not-sqlite", (file) => fs.writeFileSync(file, "x")],
  [
    "a database with its header gone",
    "database-not-sqlite",
    (file) => {
      makeDatabase(file, "CREATE TABLE a (b)");
      fs.writeFileSync(file, Buffer.concat([Buffer.alloc(100), fs.readFileSync(file).subarray(100)]));
    },
  ],
  [
    "a database that was cut off",
    "database-damaged",
    (file) => {
      makeDatabase(file, "CREATE TABLE a (b); CREATE TABLE c (d)");
      fs.truncateSync(file, 4096 + 100);
    },
  ],
  [
    "a conversation database of another program",
    "database-foreign",
    (file) => makeDatabase(file, "CREATE TABLE threads (thread_id TEXT); CREATE TABLE messages (message_id TEXT)"),
  ],
  [
    "a database of another program",
    "database-foreign",
    (file) => makeDatabase(file, "CREATE TABLE bookmarks (url TEXT)"),
  ],
  [
    "a database of another program that uses Drizzle",
    "database-foreign",
    (file) =>
      makeDatabase(
        file,
        `CREATE TABLE __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT, created_at NUMERIC);
         CREATE TABLE users (id TEXT); INSERT INTO __drizzle_migrations VALUES (1, 'abc', 5)`,
      ),
  ],
  [
    "a database of a later version",
    "database-newer",
    (file) => {
      openDatabase(file).$client.close();
      makeDatabase(file, "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9e15)");
    },
  ],
];

function makeDatabase(file: string, sql: string): void {
  const other = new Database(file);
  other.exec(sql);
  other.close();
}

test.each(strangers)("%s is refused with %s and left as it was", async (_name, code, make) => {
  const file = path.join(scratch(), "other.db");
  make(file);
  const before = contentsOf(path.dirname(file));
  for (let time = 0; time < 2; time += 1) {
    expect(await refusalOf(file)).toMatchObject({ name: "SwitchboardError", code, field: "db" });
    expect(contentsOf(path.dirname(file))).toEqual(before);
  }
});

test("a database whose writer was killed is refused without a change to what the writer left", async () => {
  const file = path.join(scratch(), "other.db");
  const other = new Database(file);
  other.pragma("journal_mode = WAL");
  other.exec("CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('x')");
  const left = path.join(scratch(), "left.db");
  for (const suffix of ["", "-wal"]) fs.copyFileSync(file + suffix, left + suffix);
  other.close();
  const { "left.db": before, "left.db-wal": wal } = contentsOf(path.dirname(left));
  expect(await refusalOf(left)).toMatchObject({ code: "database-foreign" });
  expect(contentsOf(path.dirname(left))).toMatchObject({ "left.db": before, "left.db-wal": wal });
});

test("a database that another program holds locked is refused as busy", async () => {
  const file = path.join(scratch(), "switchboard.db");
  const other = plainConnection(file);
  other.exec("BEGIN EXCLUSIVE");
  expect(await refusalOf(file)).toMatchObject({ code: "database-busy" });
  other.exec("ROLLBACK");
  await (await openStore({ path: file })).close();
});

test("an error is busy only when another writer holds the lock", async () => {
  const { file } = await scratchStore();
  const other = plainConnection(file);
  other.exec("BEGIN IMMEDIATE");
  const third = plainConnection(file);
  third.pragma("busy_timeout = 0");
  const errorOf = (sql: string) => {
    try {
      return third.exec(sql);
    } catch (error) {
      return error;
    }
  };
  expect(isBusy(errorOf("DELETE FROM threads"))).toBe(true);
  expect(isBusy(errorOf("nonsense"))).toBe(false);
  expect(isBusy("SQLITE_BUSY")).toBe(false);
});
