// What it costs to store an answer while it streams: this project's write path, whole (fake CLI, spool, follower,
// database, search index), against the origin's pattern (the whole content rewritten for each chunk).
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { openStore } from "../dist/lib/db/store.js";
import { createEngine } from "../dist/lib/queries/engine.js";
import { queryModule } from "../dist/lib/queries/query-module.js";
import { testEnvironment } from "../testing/environment.ts";
import { createFakeClaude } from "../testing/fake-claude.ts";
import { table } from "./results.mjs";

const DELTA = 40;
const WAL_FRAME_HEADER = 24;

/** Runs `work` with a directory of its own. */
async function withScratch(work) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "switchboard-bench-"));
  try {
    return await work(dir);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** One answer through the real write path. */
function ours(bytes, perSecond, synchronous = "NORMAL") {
  return withScratch(async (dir) => {
    const turns = [
      [{ init: true }, { deltas: bytes / DELTA, size: DELTA, ...(perSecond && { perSecond }) }, { result: {} }],
    ];
    const claude = await createFakeClaude(dir, { turns });
    const store = await openStore({ path: path.join(dir, "switchboard.db") });
    const client = store.db.$client;
    client.pragma("wal_checkpoint(TRUNCATE)");
    client.pragma("wal_autocheckpoint = 0");
    client.pragma(`synchronous = ${synchronous}`);
    const env = testEnvironment(dir, claude.path);
    const counted = countCommits(client);
    const begun = { at: performance.now(), cpu: process.cpuUsage() };
    const engine = createEngine(store, env);
    const result = await queryModule({ prompt: "bench", modulePath: dir, moduleName: "bench" }, engine);
    const seconds = (performance.now() - begun.at) / 1000;
    const cpu = process.cpuUsage(begun.cpu);
    if (result.status !== "complete" || result.content.length !== bytes)
      throw new Error(`not stored whole: ${result.status}, ${result.content.length} of ${bytes} characters`);
    const hits = await store.searchMessages("bench");
    if (hits.total === 0) throw new Error("not in the search index");
    await Promise.all([...engine.followers.values()].map((follower) => follower.gone));
    const wal = walBytes(path.join(dir, "switchboard.db"));
    await store.close();
    return { wal, seconds, cpu: (cpu.user + cpu.system) / 1e6, ...counted() };
  });
}

/** Counts transactions that wrote something, and how long the process stood still for them. */
function countCommits(client) {
  let commits = 0;
  let stoodMs = 0;
  const transaction = client.transaction.bind(client);
  client.transaction = (work) => {
    const wrapped = transaction(work);
    const counted = (...args) => {
      commits += 1;
      const began = performance.now();
      const result = wrapped.immediate(...args);
      stoodMs += performance.now() - began;
      return result;
    };
    return Object.assign(counted, { immediate: counted, deferred: wrapped.deferred });
  };
  return () => ({ commits, stoodMs });
}

/** The origin's pattern: an FTS5 index kept by triggers, and the whole content rewritten for each chunk. */
function naive(bytes) {
  return withScratch(async (dir) => {
    const file = path.join(dir, "naive.db");
    const client = new Database(file);
    client.pragma("journal_mode = WAL");
    client.pragma("synchronous = NORMAL");
    client.exec(`
      CREATE TABLE messages (message_id TEXT PRIMARY KEY, thread_id TEXT NOT NULL, module TEXT NOT NULL, content TEXT NOT NULL,
        type TEXT NOT NULL, timestamp REAL NOT NULL, status TEXT DEFAULT 'complete', metadata TEXT);
      CREATE VIRTUAL TABLE messages_fts USING fts5(content, content='messages', content_rowid='rowid', tokenize='porter');
      CREATE TRIGGER ai AFTER INSERT ON messages BEGIN INSERT INTO messages_fts (rowid, content) VALUES (NEW.rowid, NEW.content); END;
      CREATE TRIGGER au AFTER UPDATE ON messages BEGIN
        INSERT INTO messages_fts (messages_fts, rowid, content) VALUES ('delete', OLD.rowid, OLD.content);
        INSERT INTO messages_fts (rowid, content) VALUES (NEW.rowid, NEW.content);
      END;`);
    client.pragma("wal_checkpoint(TRUNCATE)");
    client.pragma("wal_autocheckpoint = 0");
    const begun = { at: performance.now(), cpu: process.cpuUsage() };
    client.prepare("INSERT INTO messages VALUES ('m', 't', 'bench', '', 'response', 0, 'processing', NULL)").run();
    const update = client.prepare("UPDATE messages SET content = ?, status = ? WHERE message_id = 'm'");
    const chunks = bytes / DELTA;
    let [content, wal] = ["", 0];
    for (let at = 0; at < chunks; at++) {
      content += `${at} `.padEnd(DELTA, "x").slice(0, DELTA);
      update.run(content, at === chunks - 1 ? "complete" : "processing");
      if (at % 200 === 199) {
        wal += walBytes(file);
        client.pragma("wal_checkpoint(TRUNCATE)");
      }
    }
    wal += walBytes(file);
    const cpu = process.cpuUsage(begun.cpu);
    client.close();
    return {
      wal,
      seconds: (performance.now() - begun.at) / 1000,
      cpu: (cpu.user + cpu.system) / 1e6,
      commits: chunks + 1,
    };
  });
}

function walBytes(file) {
  const size = fs.statSync(`${file}-wal`).size;
  return Math.max(0, size - 32 - WAL_FRAME_HEADER);
}

const kB = (bytes) => `${Math.round(bytes / 1000).toLocaleString("en")} kB`;

function row(name, bytes, { wal, seconds, cpu, commits, stoodMs }) {
  return [
    name,
    kB(bytes),
    bytes / DELTA,
    commits,
    stoodMs === undefined ? "" : (stoodMs / commits).toFixed(2),
    kB(wal),
    (wal / bytes).toFixed(2),
    cpu.toFixed(2),
    seconds.toFixed(1),
  ];
}

export async function measure() {
  const rows = [];
  for (const bytes of [41_000, 103_000, 205_000]) rows.push(row("origin's pattern", bytes, await naive(bytes)));
  for (const bytes of [125_000, 250_000, 500_000, 1_000_000])
    rows.push(row("Switchboard, as fast as it comes", bytes, await ours(bytes)));
  rows.push(row("Switchboard, 5,000 deltas/s (the CLI's fastest)", 1_000_000, await ours(1_000_000, 5_000)));
  rows.push(row("Switchboard, 100 deltas/s (a model's pace)", 40_000, await ours(40_000, 100)));
  const durable = await ours(40_000, 100, "FULL");
  rows.push(row("the same, waiting for the disk at each commit (synchronous = FULL)", 40_000, durable));
  const head = [
    "way",
    "reply",
    "deltas",
    "commits",
    "ms a commit",
    "written to the WAL",
    "bytes per byte of reply",
    "CPU s",
    "s",
  ];
  return `A reply in deltas of ${DELTA} bytes, everything counted from the first row to the search index. Goal: at most 5 bytes\nwritten per byte of a reply of 1 MB, and cost linear in the reply.\n\n${table(head, rows)}\n`;
}
