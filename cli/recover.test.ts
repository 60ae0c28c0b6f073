import fs from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { commandLine, PATIENT } from "../testing/command-line.ts";
import { damage, damagedCopy, filled, messagesOf, pagesOf } from "../testing/damaged.ts";
import { scratch } from "../testing/scratch.ts";

vi.setConfig({ testTimeout: PATIENT.timeout });

/** A database whose writer was killed, with a page of messages damaged: its log is still there. */
async function crashed() {
  const line = commandLine(scratch(), "/nowhere");
  const { db, file, whole } = await filled();
  db.$client.pragma("wal_checkpoint(TRUNCATE)");
  db.$client.exec("INSERT INTO modules (name, path, created_at) VALUES ('dials', '/srv/dials', 1700000000)");
  fs.copyFileSync(file, line.databasePath);
  fs.copyFileSync(`${file}-wal`, `${line.databasePath}-wal`);
  db.$client.close();
  const page = pagesOf(file, "messages")
    .filter(({ pagetype }) => pagetype === "leaf")
    .slice(0, 1);
  const bytes = (name: string) => fs.readFileSync(`${line.databasePath}${name}`);
  return { ...line, whole, page, bytes };
}

test("a dashboard doesn't start on a damaged database after an unclean end, and leaves it as it is", async () => {
  const { run, databasePath, page, bytes } = await crashed();
  damage(databasePath, page);
  const before = [bytes(""), bytes("-wal")];
  const refused = await run("start", "--port", "0");
  expect(refused).toMatchObject({ code: 3, stdout: "" });
  expect(refused.stderr).toContain("is damaged");
  expect(refused.stderr).toContain("switchboard doctor --recover");
  expect([bytes(""), bytes("-wal")]).toEqual(before);
});

test("a command that meets the damage in its midst says what is damaged and what to do", async () => {
  const { run, whole } = await crashed();
  const leaves = pagesOf(whole, "messages").filter(({ pagetype }) => pagetype !== "internal");
  const file = damagedCopy(whole, leaves);
  const shown = await run("thread", "thread-3", "--db", file);
  expect(shown).toMatchObject({ code: 3, stderr: expect.stringContaining(`The database ${file} is damaged`) });
  expect(shown.stderr).toContain("doctor --recover");
  const told = await run("thread", "thread-3", "--json", "--db", file);
  const last = told.stdout.trimEnd().split("\n").at(-1);
  expect(JSON.parse(last ?? "")).toMatchObject({ type: "refused", code: "database-damaged", field: "db" });
});

test("doctor --recover saves what can be read in a database that can be used, and tells what it could not", async () => {
  const { run, dir, whole, databasePath } = await crashed();
  const damaged = damagedCopy(whole, pagesOf(whole, "threads"));
  const to = path.join(dir, "saved", "one.db");
  const said = await run("doctor", "--recover", to, "--db", damaged);
  expect(said.code).toBe(1);
  expect(said.stdout).toMatch(/^messages +400 rows$/m);
  expect(said.stdout).toMatch(/^threads +0 rows; 20 could not be read$/m);
  expect(said.stdout).toContain("400 messages of threads that could not be read");
  expect(messagesOf(to)).toEqual(messagesOf(whole));
  const found = await run("search", "sundial", "--db", to, "--json");
  expect(found).toMatchObject({ code: 0 });
  expect(found.stdout).toContain("sundial");
  // Nothing is written over.
  expect(await run("doctor", "--recover", to, "--db", damaged)).toMatchObject({ code: 3 });
  expect(await run("doctor", "--recover", "--db", path.join(dir, "none.db"))).toMatchObject({ code: 3 });
  const well = await run("doctor", "--recover", "--json", "--db", whole);
  expect(well.code).toBe(0);
  expect(JSON.parse(well.stdout).file).toMatch(/\/whole\.recovered\..+\.db$/);
  expect(fs.existsSync(databasePath)).toBe(true);
});
