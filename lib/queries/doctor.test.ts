import { chmodSync, closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import { inheritedEnv } from "../../testing/real-claude.ts";
import { plainConnection, scratchQuery } from "../../testing/store.ts";
import { DOCTOR_CHECKS, type DoctorCheckId, worstOf } from "../core/doctor.ts";
import type { Patient } from "./doctor.ts";
import { runDoctor } from "./doctor.ts";
import { mend } from "./doctor-mend.ts";

/** A database with everything as it should be, and a CLI that says what the real one says. */
async function patient() {
  const started = await fakeEngine(SHORT_ANSWER);
  const { engine, dir } = started;
  const home = path.join(dir, "switchboard");
  mkdirSync(home, { mode: 0o700 });
  const env = { ...engine.env, home, claude: cli(dir, SAYS_LOGGED_IN) };
  const look = async (id: DoctorCheckId, change: Partial<Patient> = {}) => {
    const { checks } = await runDoctor({ env, variables: { ...inheritedEnv(), HOME: dir }, freeBytes, ...change }, [
      id,
    ]);
    return checks[0];
  };
  return { ...started, env, look, file: env.databasePath };
}

const freeBytes = () => 50_000_000_000;
const SAYS_LOGGED_IN = `case "$1" in
  --version) echo "2.1.197 (Claude Code)" ;;
  --help) printf 'Commands:\\n  auth   Manage authentication\\n' ;;
  *) echo '{"loggedIn":true,"authMethod":"api_key","apiKeySource":"ANTHROPIC_API_KEY","email":"who@example.org"}' ;;
esac`;

/** An executable that answers as a shell script says. */
function cli(dir: string, script: string): string {
  const file = path.join(dir, `claude-${crypto.randomUUID()}`);
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
}

test("where all is well every check says so, and tells no account", async () => {
  const { env, dir } = await patient();
  const report = await runDoctor({ env, variables: { ...inheritedEnv(), HOME: dir }, freeBytes });
  expect(report.checks.filter(({ state }) => state !== "ok")).toEqual([]);
  expect(report.checks.map(({ id }) => id)).toEqual(DOCTOR_CHECKS);
  expect(worstOf(report.checks)).toBe("ok");
  expect(JSON.stringify(report)).toContain("Logged in by api_key, from ANTHROPIC_API_KEY");
  expect(JSON.stringify(report)).not.toContain("who@example.org");
});

test("without a database and a home nothing is made", async () => {
  const { env, dir } = await patient();
  const nowhere = { ...env, home: path.join(dir, "new"), databasePath: path.join(dir, "new", "switchboard.db") };
  const { checks } = await runDoctor({ env: nowhere, variables: { ...inheritedEnv(), HOME: dir }, freeBytes });
  expect(worstOf(checks)).toBe("ok");
  expect(() => rmSync(nowhere.home)).toThrow("ENOENT");
});

test("a Node that is too old is broken", async () => {
  const { look } = await patient();
  expect(await look("node", { nodeVersion: "22.17.1" })).toMatchObject({ state: "broken" });
  expect(await look("node", { nodeVersion: "22.18.0" })).toMatchObject({ state: "ok" });
});

test("a CLI that is missing, fails or is too old is broken, and its login is not known", async () => {
  const { look, env, dir } = await patient();
  const withCli = (claude: string) => ({ env: { ...env, claude } });
  const missing = withCli(path.join(dir, "no-claude"));
  expect(await look("cli", missing)).toMatchObject({ state: "broken", words: expect.stringContaining("no-claude") });
  expect(await look("login", missing)).toMatchObject({ state: "warning", words: expect.stringContaining("Not known") });
  expect(await look("cli", withCli(cli(dir, "exit 3")))).toMatchObject({ state: "broken" });
  expect(await look("cli", withCli(cli(dir, "echo 1.0.9")))).toMatchObject({ state: "broken" });
});

test("a CLI that is not logged in is broken; one that knows no such command is not asked", async () => {
  const { look, env, dir } = await patient();
  const out = cli(dir, SAYS_LOGGED_IN.replace('"loggedIn":true', '"loggedIn":false'));
  expect(await look("login", { env: { ...env, claude: out } })).toMatchObject({
    ...{ state: "broken", fix: { command: `${out} auth login` } },
  });
  const asked = path.join(dir, "asked");
  const old = cli(
    dir,
    SAYS_LOGGED_IN.replace("  auth   Manage authentication", "  doctor").replace("*) ", `*) touch ${asked};`),
  );
  expect(await look("login", { env: { ...env, claude: old } })).toMatchObject({ state: "warning" });
  expect(() => rmSync(asked)).toThrow("ENOENT");
  const odd = cli(dir, SAYS_LOGGED_IN.replace("*) echo '{", "*) echo '[{"));
  expect(await look("login", { env: { ...env, claude: odd } })).toMatchObject({ state: "warning" });
});

test("a home that others may look into is a warning that can be mended, a file in its place is broken", async () => {
  const { look, env, engine } = await patient();
  chmodSync(env.home, 0o755);
  expect(await look("home")).toMatchObject({
    state: "warning",
    fix: { action: "close-home", command: expect.stringContaining("chmod 700") },
  });
  await mend("close-home", { ...engine, env });
  expect(await look("home")).toMatchObject({ state: "ok" });
  expect(await look("home", { env: { ...env, home: env.databasePath } })).toMatchObject({ state: "broken" });
});

test("little free disk is a warning, hardly any is broken", async () => {
  const { look } = await patient();
  expect(await look("disk", { freeBytes: () => 500_000_000 })).toMatchObject({ state: "warning" });
  expect(await look("disk", { freeBytes: () => 1_000_000 })).toMatchObject({ state: "broken" });
});

test("a database that others may read is a warning that can be mended; what is no database is broken", async () => {
  const { look, file, env, engine, dir } = await patient();
  chmodSync(file, 0o644);
  expect(await look("database")).toMatchObject({ state: "warning", fix: { action: "close-database" } });
  await mend("close-database", { ...engine, env });
  expect(await look("database")).toMatchObject({ state: "ok" });
  const other = path.join(dir, "notes.db");
  writeFileSync(other, "These are notes, and no database at all.");
  const changed = { env: { ...env, databasePath: other } };
  expect(await look("database", changed)).toMatchObject({ state: "broken" });
  expect(await look("schema", changed)).toMatchObject({ state: "warning" });
});

test("an earlier schema is a warning, a later one is broken", async () => {
  const { look, file } = await patient();
  const db = plainConnection(file);
  const last = db.prepare("SELECT max(id) FROM __drizzle_migrations").pluck().get();
  db.prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9e15)").run();
  expect(await look("schema")).toMatchObject({ state: "broken" });
  db.prepare("DELETE FROM __drizzle_migrations WHERE id >= ?").run(last);
  expect(await look("schema")).toMatchObject({ state: "warning", fix: { command: "switchboard start" } });
});

test("a write-ahead log that has grown long is a warning", async () => {
  const { look, file, dir } = await patient();
  const other = path.join(dir, "other");
  mkdirSync(other);
  const copy = path.join(other, "switchboard.db");
  plainConnection(file).exec(`VACUUM INTO '${copy}'`);
  const log = openSync(`${copy}-wal`, "w");
  ftruncateSync(log, 300_000_000);
  closeSync(log);
  const { env } = await patient();
  expect(await look("log", { env: { ...env, databasePath: copy } })).toMatchObject({ state: "warning" });
});

test("a damaged file is broken, and its references are not known", async () => {
  const { look, file, env, dir } = await patient();
  const copy = path.join(dir, "damaged.db");
  plainConnection(file).exec(`VACUUM INTO '${copy}'`);
  const handle = openSync(copy, "r+");
  for (let page = 8; page < 40; page += 1) writeSync(handle, Buffer.alloc(2_000, 7), 0, 2_000, page * 4_096);
  closeSync(handle);
  const changed = { env: { ...env, databasePath: copy } };
  expect(await look("integrity", changed)).toMatchObject({
    state: "broken",
    fix: { command: expect.stringContaining("doctor --recover") },
  });
  expect(await look("references", changed)).toMatchObject({
    state: "warning",
    words: expect.stringContaining("Not known"),
  });
});

test("messages without their thread are a warning, and get threads", async () => {
  const { look, file, engine } = await patient();
  plainConnection(file)
    .prepare(
      "INSERT INTO messages VALUES ('m', 'lost', 'orders', 'Where is my thread?', 'question', 1000, 'complete', NULL)",
    )
    .run();
  expect(await look("references")).toMatchObject({ state: "warning", fix: { action: "give-threads" } });
  await mend("give-threads", engine);
  expect(await look("references")).toMatchObject({ state: "ok" });
  expect((await engine.store.getThread("lost"))?.messages).toHaveLength(1);
});

test("an answer that no process follows, and a kept process that is gone, are warnings", async () => {
  const { look, engine } = await patient();
  const { db } = engine.store;
  expect(await look("runs")).toMatchObject({ state: "ok", words: "None is being answered." });
  scratchQuery(db);
  expect(await look("runs")).toMatchObject({ state: "warning", fix: { action: "take-up" } });
  db.$client
    .prepare(
      `INSERT INTO warm_processes (spool_dir, process, spool_offset, thread_id, module, cwd, session_id, rss_bytes, idle_since)
       VALUES ('/nowhere', '{"pid":1,"startTime":"1","bootId":"none"}', 0, 't', 'm', '/srv', 's', 1, unixepoch())`,
    )
    .run();
  expect(await look("kept")).toMatchObject({ state: "warning", fix: { action: "end-kept" } });
  await mend("end-kept", engine);
  expect(await look("kept")).toMatchObject({ state: "ok", words: "None is kept." });
});

test("many messages that search doesn't know are a warning, and are indexed", async () => {
  const { look, file, engine } = await patient();
  const other = plainConnection(file);
  other.prepare("INSERT INTO threads VALUES ('t', 'Notes', '[]', 1000, NULL, NULL)").run();
  const insert = other.prepare(
    "INSERT INTO messages VALUES (?, 't', 'notes', 'A note', 'note', 1000, 'complete', NULL)",
  );
  for (let number = 0; number < 250; number += 1) insert.run(`m${number}`);
  expect(await look("search")).toMatchObject({ state: "warning", fix: { action: "index" } });
  await mend("index", engine);
  expect(await look("search")).toMatchObject({ state: "ok", words: "It knows every message." });
});
