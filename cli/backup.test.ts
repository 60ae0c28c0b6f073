import fs from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test, vi } from "vitest";
import { openDatabase } from "../lib/db/client.ts";
import { commandLine, PATIENT } from "../testing/command-line.ts";
import { scratch } from "../testing/scratch.ts";
import { scratchQuery } from "../testing/store.ts";

vi.setConfig({ testTimeout: PATIENT.timeout });

/** A database that another process has open, with something that stands only in its write-ahead log. */
function used() {
  const dir = scratch();
  const line = commandLine(dir, "/nowhere");
  const db = openDatabase(line.databasePath);
  onTestFinished(() => {
    db.$client.close();
  });
  scratchQuery(db);
  const textOf = (file: string) => {
    const copy = new Database(file, { readonly: true });
    try {
      return copy.prepare("SELECT content FROM messages WHERE type = 'question'").pluck().all();
    } finally {
      copy.close();
    }
  };
  return { ...line, db, textOf };
}

test("a copy has all that was committed, also while others write, and is for its owner alone", async () => {
  const { run, db, databasePath, textOf } = used();
  db.$client.exec("BEGIN IMMEDIATE; UPDATE messages SET content = 'not yet'");
  const made = await run("backup");
  expect(made).toMatchObject({ code: 0 });
  const [file = ""] = /^.*\.db/.exec(made.stdout) ?? [];
  expect(path.dirname(file)).toBe(path.join(path.dirname(databasePath), "backups"));
  expect(textOf(file)).toEqual(["What does the billing module do?"]);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  db.$client.exec("ROLLBACK");
  expect(await run("list", "--db", file, "--json")).toMatchObject({ code: 0 });
});

test("nothing is written over without being told to, never the database itself, and nothing is left of what failed", async () => {
  const { run, dir, databasePath, textOf } = used();
  const file = path.join(dir, "copies", "one.db");
  expect(await run("backup", file)).toMatchObject({ code: 0 });
  expect(await run("backup", file)).toMatchObject({ code: 3, stderr: expect.stringContaining("is there already") });
  expect(await run("backup", file, "--force")).toMatchObject({ code: 0 });
  expect(await run("backup", databasePath, "--force")).toMatchObject({ code: 3 });
  expect(fs.readdirSync(path.dirname(file))).toEqual(["one.db"]);
  expect(textOf(databasePath)).toEqual(["What does the billing module do?"]);
  fs.writeFileSync(path.join(dir, "file"), "");
  expect(await run("backup", path.join(dir, "file", "x.db"))).toMatchObject({ code: 3 });
  expect(await run("backup", "--db", path.join(dir, "none.db"))).toMatchObject({ code: 3 });
});

test("a damaged database is told as damaged, and no copy of it is left", async () => {
  const { run, dir, db, databasePath } = used();
  db.$client.pragma("wal_checkpoint(TRUNCATE)");
  db.$client.close();
  const bytes = fs.readFileSync(databasePath);
  bytes.fill(0xff, 4096 * 2, 4096 * 8);
  fs.writeFileSync(databasePath, bytes);
  const copy = path.join(dir, "copies", "one.db");
  const refused = await run("backup", copy);
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining("is damaged") });
  expect(fs.existsSync(copy)).toBe(false);
  expect(fs.readFileSync(databasePath).equals(bytes)).toBe(true);
});
