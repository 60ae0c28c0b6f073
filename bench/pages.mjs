// How soon pages come, and how large they are, at 100,000 and at 1,000,000 messages, from a built dashboard.
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import { openDatabase } from "../lib/db/client.ts";
import { systemChromium } from "../scripts/browser.mjs";
import { startDashboard } from "../testing/dashboard.ts";
import { cookieHeader, giveCookie } from "../testing/signed-in.ts";
import { filledDatabase, LONG_THREAD } from "./corpus/database.mjs";
import { percentile, spread } from "./percentile.mjs";
import { table } from "./results.mjs";

const SMALL = Number(process.env.BENCH_SMALL ?? 100_000);
const LARGE = Number(process.env.BENCH_LARGE ?? 1_000_000);
const LONG = Number(process.env.BENCH_LONG ?? 100_000);
const REQUESTS = 40;
const WARM_UP = 3;
/** A page that is this slow altogether is asked for fewer times. */
const PATIENCE_MS = 20_000;

/** What is opened, by what it shows. The generated history ends on 2026-11-22. */
function pages(middle) {
  const thread = `/threads/${LONG_THREAD}`;
  return {
    Home: "/",
    Threads: "/threads",
    [`A thread of ${LONG.toLocaleString("en")} messages, at its end`]: thread,
    "… at a message in its middle": `${thread}?at=${middle}&q=function`,
    "Search, a common word": "/search?q=function",
    "Search, three words": "/search?q=cache+server+component",
    "Insights, 30 days": "/insights?range=custom&from=2026-10-24&to=2026-11-22",
    "Insights, everything": "/insights?range=all",
  };
}

function middleOf(file) {
  const db = openDatabase(file);
  const sql =
    "SELECT message_id FROM messages WHERE thread_id = ? AND type = 'response' ORDER BY timestamp LIMIT 1 OFFSET ?";
  const found = db.$client
    .prepare(sql)
    .pluck()
    .get(LONG_THREAD, LONG / 4);
  db.$client.close();
  return found;
}

/** Milliseconds until the first byte and until the last one, and the bytes in between. */
export function getPage(url, agent) {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: cookieHeader(url) }, (response) => {
        let first = null;
        let bytes = 0;
        response.on("data", (chunk) => {
          first ??= performance.now() - begun;
          bytes += chunk.length;
        });
        response.on("end", () => {
          const last = performance.now() - begun;
          if (response.statusCode === 200) resolve({ first: first ?? last, last, bytes });
          else reject(new Error(`${url} gave ${response.statusCode}`));
        });
      })
      .on("error", reject);
  });
}

async function timesOf(url) {
  const agent = new http.Agent({ keepAlive: true });
  const gotten = [];
  const limit = performance.now() + PATIENCE_MS;
  for (let at = 0; at < WARM_UP + REQUESTS; at++) {
    if (performance.now() > limit && at > WARM_UP) break;
    gotten.push(await getPage(url, agent));
  }
  agent.destroy();
  const counted = gotten.slice(WARM_UP);
  return { first: counted.map(({ first }) => first), last: counted.map(({ last }) => last), bytes: counted[0].bytes };
}

/** Elements of the page in Chromium once nothing more is loaded. */
async function elementsOf(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await giveCookie(page.context(), url);
  await page.goto(url);
  await page.waitForLoadState("load");
  await page
    .locator("main [role=status]")
    .waitFor({ state: "detached", timeout: 15_000 })
    .catch(() => {});
  const elements = await page.evaluate(() => document.querySelectorAll("*").length);
  await page.close();
  return elements;
}

async function measureSize(browser, file) {
  const dir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "switchboard-bench-"));
  const env = { PATH: process.env.PATH, HOME: dir, CLAUDE_CONFIG_DIR: path.join(dir, "claude") };
  const dashboard = await startDashboard({ dir, env, args: ["--db", file] });
  const rows = {};
  try {
    for (const [name, address] of Object.entries(pages(middleOf(file)))) {
      const url = `${dashboard.url}${address}`;
      try {
        rows[name] = { ...(await timesOf(url)), elements: await elementsOf(browser, url) };
      } catch (error) {
        rows[name] = { failed: error.message };
      }
    }
    return rows;
  } finally {
    await dashboard.stop();
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

function cells(row) {
  if (row.failed) return [row.failed, "", "", ""];
  return [
    spread(row.first),
    spread(row.last),
    row.elements.toLocaleString("en"),
    `${Math.round(row.bytes / 1000).toLocaleString("en")} kB`,
  ];
}

export async function measure() {
  const [small, large] = [SMALL, LARGE - LONG].map((messages) => filledDatabase({ messages, long: LONG }));
  const browser = await chromium.launch({
    executablePath: systemChromium(),
    args: process.getuid?.() === 0 ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"],
  });
  try {
    const results = [await measureSize(browser, small.file), await measureSize(browser, large.file)];
    const count = (value) => value.toLocaleString("en");
    const rows = Object.keys(results[0]).flatMap((name) =>
      [small, large].map(({ messages }, at) => [name, count(messages), ...cells(results[at][name])]),
    );
    const ratio = (name) =>
      percentile(results[1][name].first ?? [], 0.95) / percentile(results[0][name].first ?? [], 0.95);
    const ratios = Object.keys(results[0]).map((name) => `${name}: ${ratio(name).toFixed(1)}`);
    const head = [
      "page",
      "messages",
      "first byte, p50 / p95 / max ms",
      "last byte, p50 / p95 / max ms",
      "elements",
      "size",
    ];
    return `Up to ${REQUESTS} requests each, one after the other, to a built dashboard; elements as Chromium counts them at 1440 x 900. Goals:
first byte p95 100 ms and at most 5,000 elements, flat with the number of messages.

${table(head, rows)}

First byte p95, large to small: ${ratios.join("; ")}.
`;
  } finally {
    await browser.close();
  }
}
