// What a tab costs: the scripts of each page, how soon the largest thread shows and answers on a slow processor, whether
// anything moves while answers stream, and the memory of a tab that watches twenty of them.
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { systemChromium } from "../scripts/browser.mjs";
import { endLeftovers } from "../scripts/leftovers.mjs";
import { startDashboard } from "../testing/dashboard.ts";
import { giveCookie } from "../testing/signed-in.ts";
import { filledDatabase, LONG_THREAD } from "./corpus/database.mjs";
import { percentile, spread } from "./percentile.mjs";
import { table } from "./results.mjs";

const LONG = Number(process.env.BENCH_LONG ?? 100_000);
const SMALL = Number(process.env.BENCH_SMALL ?? 100_000);
const WATCH_SECONDS = Number(process.env.BENCH_WATCH_SECONDS ?? 300);
const RUNS = 20;
/** Pieces of text a second, of each run. */
const RATE = 20;
const LOADS = 7;
const SLOWDOWN = 4;
/** Long enough for what a page fetches when it is idle (use-markdown-nodes.ts, use-highlight.ts). */
const QUIET_MS = 4_000;
const DESK = { width: 1440, height: 900 };

const PAGES = {
  Now: "/",
  Threads: "/threads",
  "A thread": `/threads/${LONG_THREAD}`,
  Search: "/search?q=function",
  Modules: "/modules",
  Insights: "/insights",
  Settings: "/settings",
  Import: "/import",
};

const here = (name) => path.join(import.meta.dirname, "live", name);
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;

/**
 * The scripts that a page fetches, compressed: those that it begins to fetch before it is loaded, which it needs to be
 * read and used, and those that it fetches by itself afterwards, ahead of what may come or for the colours of code.
 */
async function scriptsOf(browser, url) {
  const page = await browser.newPage({ viewport: DESK });
  const scripts = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script")
      scripts.push(response.body().then((body) => ({ url: response.url(), size: gzipSync(body).length })));
  });
  await giveCookie(page.context(), url);
  await page.goto(url);
  await sleep(QUIET_MS);
  const late = await page.evaluate(() => {
    const loaded = performance.getEntriesByType("navigation")[0].loadEventStart;
    return performance
      .getEntriesByType("resource")
      .flatMap(({ name, startTime }) => (startTime > loaded ? [name] : []));
  });
  const fetched = await Promise.all(scripts);
  await page.close();
  const sum = { needed: 0, ahead: 0 };
  for (const { url: address, size } of fetched) sum[late.includes(address) ? "ahead" : "needed"] += size;
  return sum;
}

/** Collects what Chromium tells of paints, interactions and shifts. */
function observe() {
  const seen = { paint: 0, interactions: [], shift: 0 };
  const on = (type, take, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  on("largest-contentful-paint", (entry) => {
    seen.paint = entry.startTime;
  });
  on("event", (entry) => entry.interactionId > 0 && seen.interactions.push(entry.duration), { durationThreshold: 16 });
  on("layout-shift", (entry) => {
    if (!entry.hadRecentInput) seen.shift += entry.value;
  });
  window.benchSeen = seen;
}

async function slowPage(browser, url) {
  const page = await browser.newPage({ viewport: DESK });
  await page.addInitScript(observe);
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  await giveCookie(page.context(), url);
  await page.goto(url);
  return page;
}

/** What a reader does in a thread: goes through it by key, opens what is folded, looks for a word. */
async function walkThrough(page) {
  for (const key of ["n", "n", "p", "j", "k"]) await page.keyboard.press(key, { delay: 30 });
  const folded = page.locator("main summary, main button[aria-expanded=false]");
  for (let at = 0; at < Math.min(4, await folded.count()); at += 1) {
    await folded
      .nth(at)
      .click({ timeout: 5_000 })
      .catch(() => {}); // one that is out of reach is left
  }
  await page.keyboard.press("Escape");
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  await sleep(500);
}

async function measureThread(browser, url) {
  const paints = [];
  const interactions = [];
  for (let load = 0; load < LOADS; load += 1) {
    const page = await slowPage(browser, url);
    await sleep(2_000);
    paints.push(await page.evaluate(() => window.benchSeen.paint));
    await walkThrough(page);
    interactions.push(...(await page.evaluate(() => window.benchSeen.interactions)));
    await page.close();
  }
  return { paints, interactions };
}

/** A dashboard with runs that write all the while. */
async function withRuns(dir, seconds, work) {
  const claude = path.join(dir, "claude");
  fs.writeFileSync(claude, `#!/bin/sh\nexec '${process.execPath}' '${here("stamping-claude.mjs")}' "$@"\n`, {
    mode: 0o755,
  });
  const modulePath = path.join(dir, "bench");
  fs.mkdirSync(modulePath);
  const env = {
    ...{
      PATH: process.env.PATH,
      HOME: dir,
      SWITCHBOARD_HOME: path.join(dir, "switchboard"),
      SWITCHBOARD_CLAUDE: claude,
    },
    ...{ SWITCHBOARD_MAX_RUNS: String(RUNS), SWITCHBOARD_WARM_MINUTES: "0", CLAUDE_CONFIG_DIR: path.join(dir, "none") },
  };
  const dashboard = await startDashboard({ dir, env });
  try {
    const questions = JSON.stringify(Array(RUNS).fill(`deltas=${Math.ceil(seconds * RATE)} rate=${RATE}`));
    const { stdout } = await promisify(execFile)(process.execPath, [here("ask-and-leave.mjs"), modulePath, questions], {
      env,
    });
    return await work(dashboard.url, JSON.parse(stdout));
  } finally {
    await dashboard.stop();
    await endLeftovers(dir); // its runs go on without it
  }
}

async function heapOf(page, session) {
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  return { usedSize, nodes };
}

/** Watches twenty runs: what the tab's memory is after each fifth of the time, and what moved by itself. */
async function watch(browser, url, shown) {
  const now = await browser.newPage({ viewport: DESK });
  const thread = await browser.newPage({ viewport: DESK });
  for (const page of [now, thread]) {
    await giveCookie(page.context(), url);
    await page.addInitScript(observe);
  }
  await now.goto(url);
  await thread.goto(`${url}/threads/${shown.threadId}`);
  const session = await now.context().newCDPSession(now);
  await sleep(10_000); // until all have begun and the pages stand
  const shiftOf = (page) => page.evaluate(() => window.benchSeen.shift);
  const before = [await shiftOf(now), await shiftOf(thread)];
  const heaps = [await heapOf(now, session)];
  for (let part = 0; part < 5; part += 1) {
    await sleep((WATCH_SECONDS * 1_000) / 5);
    heaps.push(await heapOf(now, session));
  }
  const shifts = [(await shiftOf(now)) - before[0], (await shiftOf(thread)) - before[1]];
  await now.close();
  await thread.close();
  return { heaps, shifts };
}

function withTemporary(work) {
  const dir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "switchboard-bench-"));
  return work(dir).finally(() => fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
}

async function ofFilled(browser, dir) {
  const env = { PATH: process.env.PATH, HOME: dir, CLAUDE_CONFIG_DIR: path.join(dir, "claude") };
  const { file } = filledDatabase({ messages: SMALL, long: LONG });
  const dashboard = await startDashboard({ dir, env, args: ["--db", file] });
  try {
    const scripts = {};
    for (const [name, address] of Object.entries(PAGES)) {
      scripts[name] = await scriptsOf(browser, `${dashboard.url}${address}`);
    }
    return { scripts, thread: await measureThread(browser, `${dashboard.url}${PAGES["A thread"]}`) };
  } finally {
    await dashboard.stop();
  }
}

export async function measure() {
  const browser = await chromium.launch({
    executablePath: systemChromium(),
    args: process.getuid?.() === 0 ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"],
  });
  try {
    const { scripts, thread } = await withTemporary((dir) => ofFilled(browser, dir));
    const seconds = WATCH_SECONDS + 30;
    const { heaps, shifts } = await withTemporary((dir) =>
      withRuns(dir, seconds, (url, [shown]) => watch(browser, url, shown)),
    );
    return resultText(scripts, thread, heaps, shifts);
  } finally {
    await browser.close();
  }
}

function resultText(scripts, { paints, interactions }, heaps, shifts) {
  const mb = ({ usedSize }) => (usedSize / 1e6).toFixed(1);
  const [first, last] = [heaps[0], heaps.at(-1)];
  const rows = [
    ["largest paint, p50 / p95 / max ms", spread(paints), "1,000 ms", paints.length],
    ["interaction to next paint, p50 / p95 / max ms", spread(interactions), "100 ms", interactions.length],
  ];
  const moved = [
    ["layout shift of Now while 20 answers stream", shifts[0].toFixed(4), "0"],
    ["layout shift of a thread while its answer streams", shifts[1].toFixed(4), "0"],
    ["heap of the tab, at first and after each fifth, MB", heaps.map(mb).join(" / "), "steady"],
    ["… growth from the first fifth on", kilobytes(last.usedSize - heaps[1].usedSize), ""],
    ["elements of the page, at first and at the end", `${first.nodes} / ${last.nodes}`, ""],
    ["text that arrived meanwhile", kilobytes(RUNS * RATE * WATCH_SECONDS * 16), ""],
  ];
  return `Scripts that a page fetches before anything is done with it, compressed with gzip: what it asks for until it is loaded, and
what it fetches by itself afterwards (the reader of Markdown, for what comes next; colours of the code that is seen):

${table(
  ["page", "needed", "goal", "afterwards"],
  Object.entries(scripts).map(([name, { needed, ahead }]) => [name, kilobytes(needed), "200 kB", kilobytes(ahead)]),
)}

A thread of ${LONG.toLocaleString("en")} messages with the processor ${SLOWDOWN} times as slow, ${LOADS} loads; interactions are those that took longer than
16 ms (worst p98 ${percentile(interactions, 0.98).toFixed(0)} ms).

${table(["figure", "measured", "goal", "samples"], rows)}

One tab on Now and one on a thread, ${RUNS} runs of ${RATE} pieces a second, for ${WATCH_SECONDS} s after the first ten:

${table(["figure", "measured", "goal"], moved)}
`;
}
