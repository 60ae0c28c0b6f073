import path from "node:path";
import Database from "better-sqlite3";
import { answers, askOnHome } from "./conversation.ts";
import { expect, test } from "./fixtures.ts";
import { openAlive } from "./open-alive.ts";
import { addStanding, addThread } from "./standing-runs.ts";

/** Answers as runs leave them. */
test.beforeAll(({ dir, dashboard: _dashboard }) => {
  const db = new Database(path.join(dir, "switchboard.db"));
  for (const text of [
    "The heliotrope exporter writes docker-compose files for it's own use.",
    "Kingfisher says: docker-compose, C++ and foo.bar() aren't the same.",
    "Spoonbill one",
  ]) {
    addStanding(db, { threadId: addThread(db, "Kept"), question: "What is it?", state: "ended", text });
  }
  db.close();
});

test("search finds an answer, marks the words, and the hit opens its thread at that message", async ({ page }) => {
  await openAlive(page, "/threads");
  await page.keyboard.press("/");
  await page.keyboard.type("heliotrope exporter");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=heliotrope/);
  await expect(page.locator("mark").first()).toHaveText("heliotrope");
  const hit = page.getByRole("listitem").filter({ hasText: "Answer of orders" });
  await hit.getByRole("link").first().click();
  await page.waitForURL(/\/threads\/.*#message-/);
  await expect(answers(page).last().locator("mark").first()).toHaveText("heliotrope");
  await expect(answers(page).last()).toBeInViewport();
});

test("typed words just work: signs, quotes, exclusions and unfinished words are no errors", async ({ page }) => {
  for (const query of [
    "kingfisher docker-compose",
    "kingfisher C++",
    "kingfisher foo.bar()",
    "kingfisher aren't",
    'kingfisher "the same"',
    "kingf",
    "kingfisher -pelican",
    'kingfisher OR "no such',
  ]) {
    await page.goto(`/search?q=${encodeURIComponent(query)}`);
    await expect(page.getByRole("listitem").filter({ hasText: "Answer of orders" }), query).toHaveCount(1);
  }
  for (const query of ['"', "NEAR(", "title:x", "^*", "zebra AND", "kingfisher -docker", "\u0000"]) {
    await page.goto(`/search?q=${encodeURIComponent(query)}`);
    await expect(page.getByRole("listitem").filter({ hasText: "Answer of orders" }), query).toHaveCount(0);
    await expect(page.getByRole("main")).toBeVisible();
  }
});

test("hits can be narrowed to a module and a status, and the address keeps it", async ({ page }) => {
  await page.goto("/search?q=spoonbill&module=orders&status=complete");
  await expect(
    page
      .getByRole("listitem")
      .filter({ hasText: /Spoonbill/ })
      .first(),
  ).toBeVisible();
  await page.goto("/search?q=spoonbill&status=failed");
  await expect(page.getByRole("listitem").filter({ hasText: /Spoonbill one/ })).toHaveCount(0);
  await page.goto("/search?q=spoonbill&module=someone-else");
  await expect(page.getByRole("listitem").filter({ hasText: /Spoonbill one/ })).toHaveCount(0);
});

test("an answer that is still being written is found", async ({ page, api, modulePath }) => {
  await askOnHome(page, modulePath, "SAY Avocet is arriving && HOLD found-1 && MORE .");
  await expect(answers(page).last().getByText("Avocet is arriving", { exact: true })).toBeVisible();
  await page.goto("/search?q=avocet+arriving&status=processing");
  await expect(page.getByRole("listitem").filter({ hasText: "Avocet" })).toHaveCount(1);
  api.release("found-1");
});
