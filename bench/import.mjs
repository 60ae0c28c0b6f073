// How fast Claude Code's own history is imported while a dashboard serves: `switchboard import` in a process of its own,
// and the home page asked for all the while.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { openDatabase } from "../lib/db/client.ts";
import { indexStep } from "../lib/db/search-index.ts";
import { projectFile } from "../scripts/project.mjs";
import { startDashboard } from "../testing/dashboard.ts";
import { writeTranscripts } from "./corpus/transcripts.mjs";
import { getPage } from "./pages.mjs";
import { msWords, percentile } from "./percentile.mjs";
import { table } from "./results.mjs";

const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 100_000);
const IDLE_MS = 5_000;
/** Between two requests of the home page. */
const PAUSE_MS = 100;

/** The most memory that a process has had, in megabytes; 0 when it is gone. */
function peakOf(pid) {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Asks for the home page until it is told to stop; gives how long each answer took. */
async function askHome(origin, isOver) {
  const agent = new http.Agent({ keepAlive: true });
  const times = [];
  while (!isOver()) {
    times.push((await getPage(`${origin}/`, agent)).last);
    await sleep(PAUSE_MS);
  }
  agent.destroy();
  return times;
}

function startImport(from, env, file) {
  const words = [projectFile("bin/switchboard.mjs"), "import", "--from", from, "--json", "--db", file];
  const child = spawn(process.execPath, words, { env, stdio: ["ignore", "pipe", "pipe"] });
  const printed = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    printed.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    printed.err += chunk;
  });
  return { child, printed, ended: once(child, "close") };
}

/** What the first search does: the importer may leave some messages to it. */
function indexRest(file) {
  const db = openDatabase(file);
  while (indexStep(db));
  db.$client.close();
}

async function importWhileServing(dir, from) {
  const file = path.join(dir, "switchboard", "switchboard.db");
  const env = {
    PATH: process.env.PATH,
    HOME: dir,
    CLAUDE_CONFIG_DIR: path.join(dir, "none"),
    SWITCHBOARD_HOME: path.dirname(file),
  };
  const dashboard = await startDashboard({ dir, env, args: ["--db", file] });
  const database = new Database(file, { readonly: true });
  const count = (sql) => Number(database.prepare(`SELECT ${sql}`).pluck().get());
  try {
    for (let warm = 0; warm < 5; warm++) await getPage(`${dashboard.url}/`);
    const idleUntil = performance.now() + IDLE_MS;
    const idle = await askHome(dashboard.url, () => performance.now() > idleUntil);
    const begun = performance.now();
    const { child, printed, ended } = startImport(from, env, file);
    let [exit, searchable, peak] = [null, null, 0];
    ended.then(() => {
      exit = performance.now();
    });
    const home = askHome(dashboard.url, () => searchable !== null);
    while (searchable === null) {
      peak = Math.max(peak, peakOf(child.pid));
      if (exit !== null && child.exitCode !== 0) searchable = Number.NaN;
      if (exit !== null && child.exitCode === 0) {
        indexRest(file);
        searchable = performance.now();
      }
      await sleep(50);
    }
    const during = await home;
    if (child.exitCode !== 0)
      throw new Error(`switchboard import ended with ${child.exitCode}:\n${printed.err || printed.out}`);
    return {
      ...{ idle, during, peak, dashboardPeak: peakOf(dashboard.pid) },
      ...{ imported: (exit - begun) / 1000, searchable: (searchable - begun) / 1000 },
      stored: count("count(*) FROM messages"),
      threads: count("count(*) FROM threads"),
      problems: count("count(*) FROM import_problems"),
      bytes: fs.statSync(file).size,
    };
  } finally {
    database.close();
    await dashboard.stop();
  }
}

export async function measure() {
  const dir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "switchboard-bench-"));
  try {
    const from = path.join(dir, "history");
    const written = writeTranscripts(from, MESSAGES);
    const result = await importWhileServing(dir, from);
    return resultText(written, result);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

function resultText(written, result) {
  const count = (value) => value.toLocaleString("en");
  const megabytes = written.bytes / 1e6;
  const p = (times, share) => `${msWords(percentile(times, share))} ms`;
  const rows = [
    ["imported and searchable after", `${result.searchable.toFixed(1)} s`, "10 s"],
    ["… its process ended after", `${result.imported.toFixed(1)} s`, ""],
    [
      "rate",
      `${(megabytes / result.searchable).toFixed(0)} MB/s, ${count(Math.round(written.messages / result.searchable))} lines/s`,
      "",
    ],
    [
      "home page meanwhile, p50 / p99",
      `${p(result.during, 0.5)} / ${p(result.during, 0.99)} (${result.during.length} requests)`,
      "p99 100 ms",
    ],
    [
      "… before, with nothing to do",
      `${p(result.idle, 0.5)} / ${p(result.idle, 0.99)} (${result.idle.length} requests)`,
      "",
    ],
    ["memory at most: import, dashboard", `${result.peak.toFixed(0)} MB, ${result.dashboardPeak.toFixed(0)} MB`, ""],
    [
      "stored",
      `${count(result.stored)} messages in ${count(result.threads)} threads, ${count(result.problems)} problems`,
      "0 problems",
    ],
    ["database", `${(result.bytes / 1e6).toFixed(0)} MB`, ""],
  ];
  return `${count(written.messages)} messages of transcripts (lines of people and of the model; ${count(written.turns)} queries with their answers) in
${count(written.files)} files of ${count(written.sessions)} sessions, ${megabytes.toFixed(0)} MB, imported by one process into an empty database that a dashboard
serves.

${table(["figure", "measured", "goal"], rows)}
`;
}
