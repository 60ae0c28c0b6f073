import { gzipSync } from "node:zlib";
import type { Page, Response } from "@playwright/test";
import { askOnHome, expectStatus } from "./conversation.ts";
import { expect, test } from "./fixtures.ts";

/** Bytes of scripts, compressed, that a page fetches before anything is done with it. */
const MOST = 205_000;
/** A thread brings what reads Markdown. */
const MOST_OF_THREAD = 270_000;

/** What a page fetches until it is quiet. */
async function scriptsOf(page: Page, address: string): Promise<number> {
  const bodies: Promise<Buffer>[] = [];
  const take = (response: Response) => {
    if (response.request().resourceType() === "script") bodies.push(response.body());
  };
  page.on("response", take);
  await page.goto(address, { waitUntil: "networkidle" });
  page.off("response", take);
  return (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
}

test("no page fetches more scripts than it needs at first", async ({ page, dashboard, modulePath }) => {
  const thread = await askOnHome(page, modulePath, "SAY **Three** states: `new`, `paid` and `sent`.", {
    home: dashboard.url,
  });
  await expectStatus(page, "Complete");
  const pages = ["/", "/threads", "/search?q=state", "/modules", "/insights", "/settings", "/import"];
  for (const address of pages) {
    const size = await scriptsOf(page, `${dashboard.url}${address}`);
    expect(size, address).toBeGreaterThan(50_000);
    expect(size, address).toBeLessThan(MOST);
  }
  expect(await scriptsOf(page, thread), "a thread").toBeLessThan(MOST_OF_THREAD);
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
