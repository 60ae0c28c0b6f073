import { mkdirSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import Database from "better-sqlite3";
import { type Dashboard, startDashboard } from "../testing/dashboard.ts";
import { askOnHome, expectStatus } from "./conversation.ts";
import { test as base, expect } from "./fixtures.ts";
import { addStanding, addThread } from "./standing-runs.ts";

/** A dashboard on which 12 answers are being written, all at a stand, and two have just ended. */
const test = base.extend<object, { crowded: Dashboard }>({
  crowded: [
    async ({ dir, claude }, use) => {
      const home = path.join(dir, "now");
      mkdirSync(home, { recursive: true });
      const file = path.join(home, "now.db");
      const dashboard = await startDashboard({
        dir: home,
        env: claude.env,
        args: ["--db", file, "--claude", claude.path],
      });
      const db = new Database(file);
      const text = "It reads the orders.\n\nThen it writes them, one line at a time, until there are none left.";
      for (let at = 1; at <= 12; at++)
        addStanding(db, {
          threadId: addThread(db, `Thread ${at}`),
          question: `Card ${at}?`,
          state: "running",
          age: 60 - at,
          text,
        });
      const threadId = addThread(db, "Ended");
      addStanding(db, { threadId, question: "Which ended?", state: "ended", age: 40, text: "This." });
      const failure = { code: "api", apiKind: "overloaded", message: "Overloaded." } as const;
      addStanding(db, { threadId, question: "Which failed?", state: "ended", age: 30, failure });
      db.close();
      await use(dashboard);
      await dashboard.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`12 answers that are being written stand as cards, and none of it is hard to perceive, ${colorScheme}`, async ({
    page,
    crowded,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(crowded.url);
    const live = page.getByRole("region", { name: "Being answered now" });
    await expect(live.getByRole("listitem")).toHaveCount(12);
    const tops = await live
      .getByRole("listitem")
      .evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().top));
    expect(new Set(tops).size, "rows of cards").toBe(6);
    const ended = page.getByRole("region", { name: "Ended just now" }).getByRole("listitem");
    await expect(ended).toHaveText([/^FailedWhich failed\?orders9\.0 s/, /^CompleteWhich ended\?orders9\.0 s/]);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
}

test("on a phone the cards stand one below the other, and nothing is wider than the page", async ({
  page,
  crowded,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(crowded.url);
  await expect(page.getByRole("heading", { name: "Being answered now" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
});

test("an answer is found, stopped with two presses of s, and then stands below with how it ended, all by keys", async ({
  page,
  api,
  modulePath,
}) => {
  await askOnHome(page, modulePath, "SAY kept-words && HOLD now-1");
  const address = page.url();
  await expect(page.getByText("kept-words", { exact: true })).toBeVisible();
  await page.goto("/");
  const live = page.getByRole("region", { name: "Being answered now" });
  await expect(live.getByText("kept-words", { exact: true })).toBeVisible();
  await page.keyboard.press("j");
  await expect(live.getByRole("link", { name: /^SAY kept-words/ })).toBeFocused();
  await page.keyboard.press("s");
  await expect(live.getByText("s again stops it")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(live.getByText("s again stops it")).toBeHidden();
  await page.keyboard.press("s");
  await page.keyboard.press("s");
  const ended = page.getByRole("region", { name: "Ended just now" }).getByRole("listitem").first();
  await expect(ended).toContainText(/^StoppedSAY kept-words/);
  await expect(live).toBeHidden();
  await ended.getByRole("link").press("Enter");
  await page.waitForURL((url) => url.pathname === new URL(address).pathname);
  await expectStatus(page, "Stopped");
  api.release("now-1");
});

test("a card keeps its place when the answer before it has ended", async ({ page, api, modulePath }) => {
  await askOnHome(page, modulePath, "SAY first && HOLD place-1");
  await askOnHome(page, modulePath, "SAY second && HOLD place-2");
  await page.goto("/");
  const live = page.getByRole("region", { name: "Being answered now" });
  const second = live.getByRole("listitem").filter({ hasText: "HOLD place-2" });
  await expect(live.getByText("second", { exact: true })).toBeVisible();
  const before = await second.boundingBox();
  api.release("place-1");
  await expect(live.getByRole("listitem").filter({ hasText: "HOLD place-1" })).toContainText("Complete");
  expect(await second.boundingBox()).toEqual(before);
  api.release("place-2");
  await expect(page.getByRole("region", { name: "Ended just now" })).toContainText("HOLD place-2");
  await expect(live).toBeHidden();
});
