import path from "node:path";
import type { Page } from "@playwright/test";
import Database from "better-sqlite3";
import { openDatabase } from "../lib/db/client.ts";
import { countPending } from "../lib/db/search-index.ts";
import { addLongThread, messageIdAt } from "../testing/long-thread.ts";
import { test as base, expect } from "./fixtures.ts";
import { addStanding } from "./standing-runs.ts";

const COUNT = 20_000;
const MOST_NODES = 5_000;

/** A dashboard with a thread of 20,000 messages. */
const test = base.extend<object, { threadId: string; databasePath: string }>({
  databasePath: [async ({ dir }, use) => use(path.join(dir, "switchboard.db")), { scope: "worker" }],
  threadId: [
    async ({ dashboard, databasePath }, use) => {
      expect(dashboard.url).toMatch(/^http/);
      const db = openDatabase(databasePath);
      addLongThread(db.$client, "long", COUNT);
      // The dashboard makes it ready for search.
      await expect.poll(() => countPending(db), { timeout: 60_000 }).toBe(0);
      db.$client.close();
      await use("long");
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

const article = (page: Page, at: number) => page.locator(`article[data-message="${messageIdAt("long", at)}"]`);
const nodes = (page: Page) => page.evaluate(() => document.querySelectorAll("*").length);

/** Scrolls as a wheel does, and tells how far what was on the screen has moved besides, at most, in pixels. */
async function scrollAndWatch(page: Page, pixels: number, steps: number): Promise<{ jump: number; most: number }> {
  return page.evaluate(
    async ([by, times]) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      let [jump, most] = [0, 0];
      for (let step = 0; step < times; step += 1) {
        const seen = [...document.querySelectorAll("article[data-message] > div")]
          .map((element) => ({ element, top: element.getBoundingClientRect().top }))
          .filter(({ top }) => top > -600 && top < window.innerHeight + 600);
        const before = window.scrollY;
        // What is only likely to be there below may turn out to be less, and then there is no place to scroll to.
        const page = document.documentElement;
        const isNearEnd = by > 0 && page.scrollHeight - page.clientHeight - before < 2_000;
        window.scrollBy({ top: by, behavior: "instant" });
        // Less at an end of the page.
        const moved = window.scrollY - before;
        await frame();
        for (const { element, top } of seen) {
          if (isNearEnd) continue;
          if (element.isConnected && moved === by)
            jump = Math.max(jump, Math.abs(element.getBoundingClientRect().top - (top - by)));
        }
        most = Math.max(most, document.querySelectorAll("*").length);
      }
      return { jump, most };
    },
    [pixels, steps] as const,
  );
}

test("a long thread opens at its end, with the newest messages in the page that the server sends", async ({
  page,
  threadId,
  request,
}) => {
  const html = await (await request.get(`/threads/${threadId}`)).text();
  expect(html).toContain(`Part ${COUNT - 1} keeps`);
  expect(html).not.toContain(`Part ${COUNT - 301} keeps`);
  expect(html.length).toBeLessThan(1_500_000);
  await page.goto(`/threads/${threadId}`);
  await expect(article(page, COUNT - 1)).toBeInViewport();
  await expect(page.getByLabel(/^Next question|no module/)).toBeHidden();
  await expect(page.getByText("20,000 messages", { exact: true })).toBeVisible();
  await expect(article(page, COUNT - 1)).toHaveAttribute("aria-posinset", String(COUNT));
  expect(await nodes(page)).toBeLessThan(MOST_NODES);
});

test("scrolling up and down through many windows moves nothing that is on the screen, and draws little", async ({
  page,
  threadId,
}) => {
  test.slow();
  await page.goto(`/threads/${threadId}`);
  await expect(article(page, COUNT - 1)).toBeInViewport();
  const up = await scrollAndWatch(page, -900, 80);
  expect(up.jump).toBeLessThan(2);
  expect(up.most).toBeLessThan(MOST_NODES);
  const first = await page.locator("article[data-message]").first().getAttribute("aria-posinset");
  expect(Number(first)).toBeLessThan(COUNT - 100);
  const down = await scrollAndWatch(page, 900, 110);
  expect(down.jump).toBeLessThan(2);
  expect(down.most).toBeLessThan(MOST_NODES);
  await expect(article(page, COUNT - 1)).toBeInViewport();
});

for (const address of [
  `/threads/long?q=heliograph#message-${messageIdAt("long", 9501)}`,
  `/threads/long?at=${messageIdAt("long", 9501)}&q=heliograph`,
]) {
  test(`a hit in the middle opens there with its word marked, and leads on to the next: ${address.slice(13, 24)}`, async ({
    page,
    threadId,
  }) => {
    expect(threadId).toBe("long");
    await page.goto(address);
    await expect(article(page, 9501).locator("mark").first()).toBeInViewport();
    await expect(page.getByText("10 of 20 hits")).toBeVisible();
    await page.keyboard.press("n");
    await expect(article(page, 10_501).locator("mark").first()).toBeInViewport();
    await expect(page.getByText("11 of 20 hits")).toBeVisible();
    await page.keyboard.press("Shift+F3");
    await expect(article(page, 9501).locator("mark").first()).toBeInViewport();
    expect(await nodes(page)).toBeLessThan(MOST_NODES);
    await expect(page).toHaveURL(new RegExp(`#message-${messageIdAt("long", 9501)}$`));
  });
}

test("words are found in the thread, also where the page has not read it yet", async ({ page, threadId }) => {
  await page.goto(`/threads/${threadId}`);
  await expect(article(page, COUNT - 1)).toBeInViewport();
  await page.keyboard.press("f");
  await page.getByLabel("Words to find in this thread").fill("heliograph");
  await expect(page.getByText("20 hits", { exact: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(article(page, 501).locator("mark").first()).toBeInViewport();
  await expect(page).toHaveURL(/q=heliograph/);
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.locator("mark")).toHaveCount(0);
});

test("the beginning and the end are one step away, and the browser's back leads to where one was", async ({
  page,
  threadId,
}) => {
  await page.goto(`/threads/${threadId}?at=${messageIdAt("long", 7_000)}`);
  await expect(article(page, 7_000)).toBeInViewport();
  await scrollAndWatch(page, 300, 20);
  const seen = page.locator("article[data-message]");
  const inView = () =>
    seen.evaluateAll((all) => {
      const first = all.find((each) => each.getBoundingClientRect().bottom > 64);
      return { nth: Number(first?.getAttribute("aria-posinset")), top: first?.getBoundingClientRect().top ?? 0 };
    });
  const before = await inView();
  /** Of a pixel the browser scrolls only parts. */
  const isThere = async () => {
    const { nth, top } = await inView();
    return nth === before.nth && Math.abs(top - before.top) < 2;
  };
  const kept = () => page.evaluate(() => sessionStorage.getItem(`thread place ${history.state.threadEntry}`));
  await expect.poll(async () => JSON.parse((await kept()) ?? "{}").top).toBe(before.top);
  // Not by the mouse: to reach a link that sticks to the top of the window, the page would be scrolled.
  await page.getByRole("link", { name: "Now" }).first().dispatchEvent("click");
  await page.waitForURL(/\/$/);
  await page.goBack();
  await expect.poll(isThere).toBe(true);
  await page.reload();
  await expect.poll(isThere).toBe(true);

  await page.goto(`/threads/${threadId}`);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.getByRole("button", { name: "Go to the beginning" }).click();
  await expect(article(page, 0)).toBeInViewport();
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expect.poll(async () => (await inView()).nth).toBeGreaterThan(10);
  expect(await nodes(page)).toBeLessThan(MOST_NODES);
});

test("text that arrives at the end doesn't move whoever reads above, and is followed by whoever is there", async ({
  page,
  threadId,
  databasePath,
}) => {
  const db = new Database(databasePath);
  const answer = addStanding(db, { threadId, question: "What is new?", state: "running", age: 1 });
  const begin = db.prepare("INSERT INTO blocks VALUES (?, 0, 'text', 'open', NULL, NULL, NULL, 0, '')");
  begin.run(answer);
  const log = db.prepare(
    "INSERT INTO changes (type, thread_id, message_id, position, text, at) VALUES (?, ?, ?, 0, ?, unixepoch('subsec'))",
  );
  log.run("block", threadId, answer, null);
  const write = (text: string) => log.run("text", threadId, answer, text);
  await page.goto(`/threads/${threadId}`);
  const last = page.locator(`article[data-message="${answer}"]`);
  await expect(last).toBeInViewport();
  for (let line = 0; line < 30; line += 1) {
    write(`Line ${line} of the answer.\n\n`);
  }
  await expect(last.getByText("Line 29 of the answer.")).toBeInViewport();

  await page.mouse.wheel(0, -1_500);
  await expect(page.getByRole("button", { name: "New text" })).toBeVisible();
  const place = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("article p")]
        .map((each) => each.getBoundingClientRect().top)
        .find((top) => top > 100),
    );
  const before = await place();
  for (let line = 30; line < 60; line += 1) write(`Line ${line} of the answer.\n\n`);
  await expect(last.getByText("Line 59 of the answer.")).toBeAttached();
  expect(await place()).toBe(before);

  await page.goto(`/threads/${threadId}?at=${messageIdAt("long", 3_000)}`);
  await expect(article(page, 3_000)).toBeInViewport();
  const middle = await place();
  write("And on.\n\n");
  await page.getByRole("button", { name: "New text" }).click({ trial: true });
  // Of a pixel the browser scrolls only parts.
  expect(Math.abs(Number(await place()) - Number(middle))).toBeLessThan(1);
  await page.getByRole("button", { name: "New text" }).click();
  await expect(last.getByText("And on.")).toBeInViewport();
  db.prepare("DELETE FROM messages WHERE thread_id = ? AND timestamp > 1.75e9").run(threadId);
  db.close();
});
