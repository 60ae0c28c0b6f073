import fs from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test, vi } from "vitest";
import { makeOldDatabase, rowCounts } from "../../testing/old-database.ts";
import { scratch } from "../../testing/scratch.ts";
import { openDatabase } from "./client.ts";

const OLD = 3;

/** A database of the version before, and what can be seen of it. */
function old() {
  const dir = scratch();
  const file = path.join(dir, "switchboard.db");
  makeOldDatabase(file, OLD);
  const look = (at: string) => {
    const db = new Database(at, { readonly: true });
    try {
      const ledger = db.prepare("SELECT count(*) FROM __drizzle_migrations").pluck().get();
      return { ledger, rows: rowCounts(db) };
    } finally {
      db.close();
    }
  };
  const copies = () => {
    const folder = path.join(dir, "backups");
    return fs.existsSync(folder) ? fs.readdirSync(folder).map((name) => path.join(folder, name)) : [];
  };
  return { dir, file, before: look(file), look, copies };
}

/** Does something more with each statement of a migration that matches. */
function meddle(when: RegExp, what: string): void {
  const original = Database.prototype.exec;
  vi.spyOn(Database.prototype, "exec").mockImplementation(function (this: Database.Database, sql: string) {
    const result = original.call(this, sql);
    if (when.test(sql)) original.call(this, what);
    return result;
  });
  onTestFinished(() => void vi.restoreAllMocks());
}

test("before tables are changed a copy is kept, for the owner alone, and only the newest three", () => {
  const umask = process.umask(0);
  onTestFinished(() => void process.umask(umask));
  const { file, before, look, copies } = old();
  openDatabase(file).$client.close();
  const [copy = "", ...more] = copies();
  expect(more).toEqual([]);
  expect(path.basename(copy)).toMatch(/^switchboard\.schema-3\.\d{4}-\d\d-\d\dT[\d-]+\.\d{3}Z\.db$/);
  expect(look(copy)).toEqual(before);
  expect(fs.statSync(copy).mode & 0o777).toBe(0o600);
  expect(fs.statSync(path.dirname(copy)).mode & 0o777).toBe(0o700);
  openDatabase(file).$client.close();
  expect(copies()).toEqual([copy]);
  for (const _time of [1, 2, 3, 4]) {
    for (const suffix of ["", "-wal", "-shm"]) fs.rmSync(file + suffix, { force: true });
    makeOldDatabase(file, OLD);
    openDatabase(file).$client.close();
  }
  expect(copies()).toHaveLength(3);
  expect(copies()).not.toContain(copy);
});

test("a new database has no copy", () => {
  const dir = scratch();
  openDatabase(path.join(dir, "switchboard.db")).$client.close();
  expect(fs.readdirSync(dir)).toEqual(["switchboard.db"]);
});

test.each([
  ["loses a message", "DELETE FROM messages WHERE message_id = 'm1'", "messages: 40 before, 39 after"],
  ["loses a table", "DROP TABLE thread_flags", "thread_flags: 1 before, no table after"],
  ["adds a row", "INSERT INTO threads (thread_id, created_at) VALUES ('x', 1)", "threads: 2 before, 3 after"],
  ["takes a thread from its messages", "UPDATE messages SET thread_id = 'gone' WHERE message_id = 'm1'", "1 more rows"],
  [
    "leaves what quick_check finds wrong",
    `CREATE TABLE odd (x INTEGER CHECK (x > 0)); PRAGMA ignore_check_constraints = ON; INSERT INTO odd VALUES (-1);
     PRAGMA ignore_check_constraints = OFF`,
    "CHECK constraint failed in odd",
  ],
  ["does what SQLite refuses", "INSERT INTO nowhere VALUES (1)", "no such table: nowhere"],
])("a migration that %s is undone, and the copy is named", (_what, sql, told) => {
  const { file, before, look, copies } = old();
  // After the last statement of the last migration that the old tables still meet.
  meddle(/audit_log_whole/, sql);
  const refusal = refusalOf(() => openDatabase(file));
  expect(refusal).toMatchObject({ code: "migration-failed", message: expect.stringContaining(told) });
  expect(refusal).toMatchObject({ hint: expect.stringContaining(String(copies()[0])) });
  expect(look(file)).toEqual(before);
  vi.restoreAllMocks();
  openDatabase(file).$client.close();
  expect(look(file).ledger).toBeGreaterThan(OLD);
});

test("rows that referred to nothing before are no fault of the migration", () => {
  const { file } = old();
  const db = new Database(file);
  db.pragma("foreign_keys = OFF");
  db.exec("UPDATE messages SET thread_id = 'gone' WHERE message_id = 'm1'");
  db.close();
  openDatabase(file).$client.close();
});

test("without room, or a place, for a copy nothing is changed", () => {
  const { dir, file, before, look, copies } = old();
  const spy = vi.spyOn(fs, "statfsSync").mockReturnValue({ bavail: 1, bsize: 4096 } as fs.StatsFs);
  expect(refusalOf(() => openDatabase(file))).toMatchObject({ code: "disk-full", field: "db" });
  spy.mockRestore();
  fs.writeFileSync(path.join(dir, "backups"), "in the way");
  expect(refusalOf(() => openDatabase(file))).toMatchObject({ code: "file-unwritable", field: "db" });
  expect(look(file)).toEqual(before);
  fs.rmSync(path.join(dir, "backups"));
  openDatabase(file).$client.close();
  expect(copies()).toHaveLength(1);
});

function refusalOf(call: () => unknown): unknown {
  try {
    call();
    return null;
  } catch (error) {
    return error;
  }
}
