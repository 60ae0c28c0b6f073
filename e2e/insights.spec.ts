import path from "node:path";
import type { Page } from "@playwright/test";
import { openDatabase } from "../lib/db/client.ts";
import { insertRun } from "../testing/runs-of-time.ts";
import { expect, test } from "./fixtures.ts";

const daysAgo = (days: number) => Date.now() / 1000 - days * 86_400;

/** Runs of a module that no other test asks: one a day ago, one ten days ago, two sixty days ago. */
test.beforeAll(({ dir, dashboard: _dashboard }) => {
  const db = openDatabase(path.join(dir, "switchboard.db"));
  const ledger = { module: "ledger", costUsd: 1.25, durationMs: 2_000, inputTokens: 1_234, outputTokens: 56_789 };
  insertRun(db, { ...ledger, startedAt: daysAgo(1) });
  insertRun(db, { ...ledger, startedAt: daysAgo(10), costUsd: 0.5, origin: "history", costEstimated: true });
  insertRun(db, { ...ledger, startedAt: daysAgo(60), durationMs: 61_000, model: "claude-opus-4-8" });
  insertRun(db, { module: "ledger", startedAt: daysAgo(60), failure: JSON.stringify({ code: "api" }) });
  db.$client.close();
});

const total = (page: Page, title: string) => page.getByRole("main").locator("dl > div").filter({ hasText: title });

test("the page adds up what was asked, and the range changes it", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Insights" }).click();
  await page.waitForURL("**/insights");
  await page.goto("/insights?module=ledger");
  await expect(total(page, "Queries")).toContainText("2");
  await expect(total(page, "Cost")).toContainText("$1.75");
  await expect(total(page, "Cost")).toContainText("$0.50 of it estimated from tokens");
  await page.getByRole("link", { name: "7 days" }).click();
  await page.waitForURL(/range=7/);
  await expect(total(page, "Cost")).toContainText("$1.25");
  await page.getByRole("link", { name: "90 days" }).click();
  await page.waitForURL(/range=90/);
  await expect(total(page, "Cost")).toContainText("$3.00");
  await expect(total(page, "Failure rate")).toContainText("25.0%");
  await expect(total(page, "Failure rate")).toContainText("1 of 4 that ended");
  await expect(total(page, "Time to a complete answer")).toContainText("2.0 s");
});

test("tables tell every figure in full, and their rows lead to the threads", async ({ page }) => {
  await page.goto("/insights?module=ledger&range=90");
  const row = page.getByRole("region", { name: "Figures of each module" }).getByRole("row", { name: /ledger/ });
  await expect(row).toContainText("170,367");
  await expect(row.getByRole("link", { name: "ledger" })).toHaveAttribute("href", "/threads?module=ledger");
  await expect(row.getByRole("link", { name: "1 (25.0%)" })).toHaveAttribute(
    "href",
    "/threads?module=ledger&status=failed",
  );
  await page.getByText("By day").click();
  const days = page.getByRole("region", { name: "Figures of each day" }).getByRole("row");
  await expect(days).toHaveCount(91);
});

test("bars are reached with the arrow keys, tell their figures and lead to their messages", async ({ page }) => {
  await page.goto("/insights?module=ledger&range=7");
  const bars = page.getByRole("list", { name: /^Cost, each day/ }).getByRole("link");
  await expect(bars).toHaveCount(7);
  await bars.last().focus();
  await page.keyboard.press("ArrowLeft");
  await expect(bars.nth(5)).toBeFocused();
  await expect(bars.nth(5)).toHaveAccessibleName(/^\w{3} \d+ \w{3} \d{4}: ledger \$1\.25$/);
  await expect(page.locator("figure").first().getByText("$1.25", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("figure").first().getByText("$1.25", { exact: true })).toBeHidden();
  await page.keyboard.press("Home");
  await expect(bars.first()).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForURL(
    /\/search\?q=type%3Aquestion\+after%3A\d{4}-\d\d-\d\d\+before%3A\d{4}-\d\d-\d\d\+module%3Aledger/,
  );
});

test("filters stand in the address, and narrow everything", async ({ page }) => {
  await page.goto("/insights?module=ledger&range=90");
  await page.getByLabel("Model", { exact: true }).selectOption("claude-opus-4-8");
  await page.waitForURL(/model=claude-opus-4-8/);
  await expect(total(page, "Queries")).toContainText("1 complete");
  await page.getByLabel("Model", { exact: true }).selectOption("");
  await page.getByLabel("Source").selectOption("imported");
  await page.waitForURL(/source=imported/);
  await expect(total(page, "Cost")).toContainText("$0.50");
});

test("a range that can't be is refused with what to do, and what was typed stays", async ({ page }) => {
  await page.goto("/insights");
  await page.getByLabel("From", { exact: true }).fill("2026-03-05");
  await page.getByLabel("to", { exact: true }).fill("2026-03-04");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "The range begins with 2026-03-05, after its end.",
  );
  await expect(page.getByLabel("From", { exact: true })).toHaveValue("2026-03-05");
  await page.goto("/insights?range=fortnight");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Known are: 7, 30, 90, all, custom.");
});
