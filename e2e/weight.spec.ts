import { gzipSync } from "node:zlib";
import type { Page, Response } from "@playwright/test";
import { askOnHome, expectStatus } from "./conversation.ts";
import { expect, test } from "./fixtures.ts";

/** Bytes of scripts, compressed, that a page needs before anything is done with it. */
const MOST = 205_000;
/** A thread brings what draws answers, but what reads Markdown only ahead of what comes next. */
const MOST_OF_THREAD = 250_000;
const MOST_AHEAD = 45_000;

/** What a page fetches until it is there, and from then on until it is quiet. */
async function scriptsOf(page: Page, address: string): Promise<{ needed: number; ahead: number }> {
  const fetched: Promise<{ url: string; size: number }>[] = [];
  const sizeOf = async (response: Response) => ({
    url: response.url(),
    size: gzipSync(await response.body()).length,
  });
  const take = (response: Response) => {
    if (response.request().resourceType() === "script") fetched.push(sizeOf(response));
  };
  page.on("response", take);
  await page.goto(address, { waitUntil: "networkidle" });
  page.off("response", take);
  const late = await page.evaluate(() => {
    const loaded = (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).loadEventStart;
    return performance
      .getEntriesByType("resource")
      .flatMap(({ name, startTime }) => (startTime > loaded ? [name] : []));
  });
  const sum = { needed: 0, ahead: 0 };
  for (const { url, size } of await Promise.all(fetched)) sum[late.includes(url) ? "ahead" : "needed"] += size;
  return sum;
}

test("no page fetches more scripts than it needs at first", async ({ page, dashboard, modulePath }) => {
  const thread = await askOnHome(page, modulePath, "SAY **Three** states: `new`, `paid` and `sent`.", {
    home: dashboard.url,
  });
  await expectStatus(page, "Complete");
  const pages = ["/", "/threads", "/search?q=state", "/modules", "/insights", "/settings", "/import"];
  for (const address of pages) {
    const { needed, ahead } = await scriptsOf(page, `${dashboard.url}${address}`);
    expect(needed, address).toBeGreaterThan(50_000);
    expect(needed + ahead, address).toBeLessThan(MOST);
  }
  const { needed, ahead } = await scriptsOf(page, thread);
  expect(needed, "a thread").toBeLessThan(MOST_OF_THREAD);
  expect(ahead, "a thread, when it is there").toBeLessThan(MOST_AHEAD);
});

test("what an answer says is drawn before its reader of Markdown is there, and by nothing else", async ({
  page,
  context,
  modulePath,
  dashboard,
}) => {
  const said = "SAY **Three** states: `new`.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n[A link](https://example.com)";
  const thread = await askOnHome(page, modulePath, said, { home: dashboard.url });
  await expectStatus(page, "Complete");
  const drawn = (on: Page) => on.locator("article[data-message]").last().locator(".text-body").innerHTML();
  const before = await drawn(page);
  expect(before).toMatch(/<strong>Three<\/strong>.*<td.*<a [^>]*href="https:\/\/example.com"/s);

  const other = await context.newPage();
  const problems: string[] = [];
  other.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  other.on("pageerror", (error) => problems.push(String(error)));
  const late: string[] = [];
  // What is fetched once the page is there never comes.
  await other.route("**/_next/static/chunks/*.js", async (route) => {
    const isThere = await other.evaluate(() => document.readyState === "complete").catch(() => false);
    if (!isThere) return route.continue();
    late.push(route.request().url());
  });
  await other.goto(thread);
  await expect.poll(() => late.length).toBeGreaterThan(0);
  expect(await drawn(other)).toBe(before);
  expect(problems).toEqual([]);
});

declare global {
  interface Window {
    shifted: number;
  }
}

/** Sums up how far things move by themselves from now on. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shifted += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: "layout-shift" });
  });
  return () => page.evaluate(() => window.shifted);
}

const paragraphs = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `Paragraph ${from + at} of an answer that goes on and on.`).join("\n\n");

test("while an answer is written nothing moves by itself, on its page and on its card", async ({
  page,
  context,
  dashboard,
  modulePath,
  api,
}) => {
  const script = `SAY ${paragraphs(0, 40)} && HOLD moves && SLOW 10 && MORE \n\n${paragraphs(40, 130)} && HOLD rests`;
  await askOnHome(page, modulePath, script, { home: dashboard.url });
  await expect(page.getByText("Paragraph 39")).toBeInViewport();
  const now = await context.newPage();
  await now.goto(dashboard.url);
  const card = now.getByRole("region", { name: "Being answered now" }).getByRole("listitem");
  await expect(card).toContainText("Paragraph 39");
  const shifts = [await watchShifts(page), await watchShifts(now)];
  api.release("moves");
  await expect(card).toContainText("Paragraph 129");
  await page.bringToFront();
  await expect(page.getByText("Paragraph 129")).toBeInViewport();
  expect(await Promise.all(shifts.map((shift) => shift()))).toEqual([0, 0]);
  api.release("rests");
  await expectStatus(page, "Complete");
});
