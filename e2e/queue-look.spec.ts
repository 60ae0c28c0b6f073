import { mkdirSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import Database from "better-sqlite3";
import { type Dashboard, startDashboard } from "../testing/dashboard.ts";
import { test as base, expect } from "./fixtures.ts";
import { addStanding, addThread } from "./standing-runs.ts";

/** A dashboard on which every state of an answer stands still, and 80 questions wait. */
const test = base.extend<object, { dashboard: Dashboard; threadId: string }>({
  threadId: [
    async ({ dashboard, dir }, use) => {
      expect(dashboard.url).toMatch(/^http/);
      const db = new Database(path.join(dir, "crowded.db"));
      const threadId = addThread(db, "Every state of an answer");
      const failure = { code: "api", apiKind: "rate-limit", message: "You've reached your limit." } as const;
      const withdrawn = {
        code: "stopped-by-user",
        message: "The question was withdrawn before it was asked.",
      } as const;
      addStanding(db, { threadId, question: "Which failed?", state: "ended", age: 50, failure });
      addStanding(db, { threadId, question: "Whose?", state: "ended", age: 40, failure: withdrawn, neverBegun: true });
      addStanding(db, { threadId, question: "Which runs?", state: "running", age: 30, text: "This one." });
      addStanding(db, { threadId, module: "stock", question: "Who is silent?", state: "running", silentSeconds: 300 });
      addStanding(db, { threadId, question: "Which waits?", state: "queued", age: 8 });
      const other = addThread(db, "A long line");
      for (let at = 2; at <= 80; at++) addStanding(db, { threadId: other, question: `Waiting ${at}`, state: "queued" });
      db.close();
      await use(threadId);
    },
    { scope: "worker" },
  ],
  dashboard: [
    async ({ dir, claude }, use) => {
      const home = path.join(dir, "crowded");
      mkdirSync(home, { recursive: true });
      const args = ["--db", path.join(dir, "crowded.db"), "--claude", claude.path];
      const dashboard = await startDashboard({ dir: home, env: claude.env, args });
      await use(dashboard);
      await dashboard.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

test("with 80 questions in line home shows what is answered first, a few that wait, and counts the others", async ({
  page,
  threadId,
}) => {
  expect(threadId).toBeTruthy();
  await page.goto("/");
  const line = page.getByRole("region", { name: "Waiting in line" });
  await expect(page.getByRole("region", { name: "Being answered now" }).getByRole("listitem")).toHaveCount(2);
  await expect(line.getByRole("listitem")).toHaveCount(8);
  await expect(line.getByText("and 30 questions behind these")).toBeVisible();
  await expect(page.getByRole("link", { name: "2 live 80 waiting" })).toBeVisible();
  await line.getByRole("button", { name: "Show 42 more" }).press("Enter");
  await expect(line.getByRole("listitem")).toHaveCount(50);
  await line.getByRole("button", { name: "Show the first 8" }).press("Enter");
  await expect(line.getByRole("listitem")).toHaveCount(8);
});

test("on a phone the count of what is live and what waits leaves room for the rest of the bar", async ({
  page,
  threadId,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/threads/${threadId}`);
  await expect(page.getByRole("link", { name: "2 live 80 waiting" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Find or go to" })).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
});

test("a thread names every state of an answer, and why one failed", async ({ page, threadId }) => {
  await page.goto(`/threads/${threadId}`);
  const words = ["Failed", "Withdrawn", "Running", /^Silent for \d min$/, "Queued"];
  for (const [at, word] of words.entries()) {
    const answer = page.getByRole("article", { name: /^Answer/ }).nth(at);
    await expect(answer.getByText(word, { exact: true })).toBeVisible();
  }
  await expect(page.getByText("API error: rate limit")).toBeVisible();
  await expect(page.getByText("The question was withdrawn before it was asked.")).toBeVisible();
});

for (const name of ["home", "a thread"]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`no state of an answer on ${name} is hard to perceive, ${colorScheme}`, async ({ page, threadId }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(name === "home" ? "/" : `/threads/${threadId}`);
      await expect(page.getByText(/silent for \d min/i).first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    });
  }
}
