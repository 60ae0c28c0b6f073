// What following live answers costs, and how late they are: a built dashboard on 20 live runs and 80 queued ones, 50
// readers of the feed of which 5 stall, and one page in Chromium. Then the real CLI: what Switchboard adds to the
// first text, and how soon a follow-up's comes.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import Database from "better-sqlite3";
import { startDashboard } from "../testing/dashboard.ts";
import { cookieHeader } from "../testing/signed-in.ts";
import { measureFirstText } from "./live/first-text.mjs";
import { watchPage } from "./live/page.mjs";
import { table } from "./results.mjs";

const RUNS = 20;
const QUEUED = 80;
const READERS = 50;
const STALLED = 5;
const RATE = 50;
/** Deltas of one run, and of the one that the page shows: it lasts as long as all others. */
const DELTAS = 300;
const PAGE_DELTAS = 1_500;

const here = (name) => path.join(import.meta.dirname, "live", name);

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const ms = (value) => `${value.toFixed(1)} ms`;

/** Processor time and memory of a process, from /proc. */
function usageOf(pid) {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1].split(" ");
  const pages = Number(fs.readFileSync(`/proc/${pid}/statm`, "latin1").split(" ")[1]);
  return { cpu: (Number(stat[11]) + Number(stat[12])) / 100, rss: (pages * 4096) / 1e6 };
}

async function ask(env, modulePath, questions) {
  const words = [here("ask-and-leave.mjs"), modulePath, JSON.stringify(questions)];
  const { stdout } = await promisify(execFile)(process.execPath, words, { env });
  return JSON.parse(stdout);
}

function startReaders(origin) {
  const child = spawn(
    process.execPath,
    [here("readers.mjs"), origin, String(READERS), String(STALLED), cookieHeader(origin).cookie],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const printed = [];
  child.stdout.on("data", (chunk) => printed.push(chunk));
  return {
    ready: once(child.stderr, "data"),
    async stop() {
      child.kill("SIGTERM");
      await once(child, "close");
      return JSON.parse(Buffer.concat(printed).toString("utf8"));
    },
  };
}

async function until(condition, limitMs) {
  const limit = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > limit) throw new Error("This takes too long.");
    await sleep(100);
  }
}

async function underLoad(dir) {
  const claude = path.join(dir, "claude");
  fs.writeFileSync(claude, `#!/bin/sh\nexec '${process.execPath}' '${here("stamping-claude.mjs")}' "$@"\n`, {
    mode: 0o755,
  });
  const modulePath = path.join(dir, "bench");
  fs.mkdirSync(modulePath);
  const probe = path.join(dir, "probe.json");
  const env = {
    ...{
      PATH: process.env.PATH,
      HOME: dir,
      SWITCHBOARD_HOME: path.join(dir, "switchboard"),
      SWITCHBOARD_CLAUDE: claude,
    },
    ...{ SWITCHBOARD_MAX_RUNS: String(RUNS), SWITCHBOARD_WARM_MINUTES: "0" },
    ...{
      BENCH_PROBE: probe,
      NODE_OPTIONS: `--import=${here("probe.mjs")} ${process.env.BENCH_NODE_OPTIONS ?? ""}`.trim(),
    },
  };
  const dashboard = await startDashboard({ dir, env });
  const { NODE_OPTIONS: _probe, ...askerEnv } = env;
  const file = path.join(dir, "switchboard", "switchboard.db");
  const database = new Database(file, { readonly: true });
  const count = (where) => Number(database.prepare(`SELECT count(*) FROM runs WHERE ${where}`).pluck().get());
  try {
    const [shown] = await ask(askerEnv, modulePath, [`deltas=${PAGE_DELTAS} rate=${RATE}`]);
    const page = await watchPage(`${dashboard.url}/threads/${shown.threadId}`);
    const readers = startReaders(dashboard.url);
    await readers.ready;
    const asked = await ask(askerEnv, modulePath, Array(RUNS - 1 + QUEUED).fill(`deltas=${DELTAS} rate=${RATE}`));
    await until(() => count("state = 'running'") >= RUNS, 30_000);
    const queued = count("state = 'queued'");
    const before = { usage: usageOf(dashboard.pid), at: performance.now() };
    process.kill(dashboard.pid, "SIGUSR2");
    let wal = 0;
    let rss = 0;
    await until(() => {
      wal = Math.max(wal, fs.statSync(`${file}-wal`).size / 1e6);
      rss = Math.max(rss, usageOf(dashboard.pid).rss);
      return count("state = 'queued'") === 0;
    }, 120_000);
    const seconds = (performance.now() - before.at) / 1000;
    const cpu = usageOf(dashboard.pid).cpu - before.usage.cpu;
    await sleep(600); // the probe writes twice a second
    const loop = JSON.parse(fs.readFileSync(probe, "utf8"));
    await until(() => count("state <> 'ended'") === 0, 60_000);
    const fromPage = await page.close();
    const seen = await readers.stop();
    return {
      queued,
      seconds,
      cpu,
      rss,
      wal,
      loop,
      fromPage,
      seen,
      lost: lostIn(database, asked, seen, fromPage, shown),
    };
  } finally {
    database.close();
    await dashboard.stop();
  }
}

/** Pieces that are missing or doubled: in the store, at a reader, in the page. */
function lostIn(database, asked, seen, fromPage, shown) {
  const stampsOf = (text) => [...text.matchAll(/@[\d.]+/g)].map(([stamp]) => stamp);
  let lost = 0;
  for (const { messageId } of asked) {
    const content = String(
      database.prepare("SELECT content FROM messages WHERE message_id = ?").pluck().get(messageId),
    );
    lost += Math.abs(stampsOf(content).length - DELTAS);
    if (new Set(stampsOf(content)).size === 0) lost += 1;
    if (seen.texts[messageId] !== content) lost += 1;
  }
  const whole = String(
    database.prepare("SELECT content FROM messages WHERE message_id = ?").pluck().get(shown.messageId),
  );
  lost += Math.abs(stampsOf(whole).length - PAGE_DELTAS);
  if (stampsOf(fromPage.text).join() !== stampsOf(whole).join()) lost += 1;
  return lost;
}

function underLoadTable(load) {
  const { delays } = load.seen;
  const dom = load.fromPage.delays;
  const rows = [
    [
      "write to reader, p50 / p99",
      `${ms(percentile(delays, 0.5))} / ${ms(percentile(delays, 0.99))}`,
      "",
      delays.length,
    ],
    [
      "write to the page's DOM, p50 / p99",
      `${ms(percentile(dom, 0.5))} / ${ms(percentile(dom, 0.99))}`,
      "50 / 200 ms",
      dom.length,
    ],
    [
      "delay of the dashboard's event loop, p50 / p99 / max",
      `${ms(load.loop.p50)} / ${ms(load.loop.p99)} / ${ms(load.loop.max)}`,
      "p99 50 ms",
      "",
    ],
    ["processor time of the dashboard, share of one core", `${((100 * load.cpu) / load.seconds).toFixed(0)} %`, "", ""],
    ["… for each live run", `${((100 * load.cpu) / load.seconds / RUNS).toFixed(1)} %`, "", ""],
    ["memory of the dashboard at most", `${load.rss.toFixed(0)} MB`, "", ""],
    ["write-ahead log at most", `${load.wal.toFixed(1)} MB`, "64 MB", ""],
    ["bytes to all readers", `${(load.seen.bytes / 1e6).toFixed(0)} MB`, "", ""],
    ["pieces lost or doubled (store, reader, page)", String(load.lost), "0", ""],
  ];
  const head = ["figure", "measured", "goal", "samples"];
  return `${RUNS} live runs of ${RATE} deltas/s, ${load.queued} queued at first, ${READERS} readers of the feed of which ${STALLED} stall, one page in
Chromium; ${load.seconds.toFixed(0)} s. The fake CLIs, the readers and the browser share the machine with the dashboard.

${table(head, rows)}
`;
}

export async function measure() {
  const dir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "switchboard-bench-"));
  try {
    const load = await underLoad(dir);
    if (process.env.BENCH_SKIP_FIRST) return underLoadTable(load);
    return `${underLoadTable(load)}\n${await measureFirstText()}`;
  } finally {
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}
