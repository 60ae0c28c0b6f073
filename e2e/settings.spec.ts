import { chmodSync } from "node:fs";
import path from "node:path";
import { openDatabase } from "../lib/db/client.ts";
import { saveSearch } from "../lib/db/saved-searches.ts";
import { expect, test } from "./fixtures.ts";

test("settings tell where values come from, and what was kept can be deleted", async ({ page, dir, dashboard }) => {
  expect(dashboard.url).toMatch(/^http/);
  const db = openDatabase(path.join(dir, "switchboard.db"));
  saveSearch(db, { name: "Totals", address: "q=totals" });
  db.$client.close();
  await page.goto("/settings");
  const configuration = page.getByRole("region", { name: "Configuration" });
  await expect(configuration.locator("dl > div").filter({ hasText: "Database" })).toContainText("from --db");
  await expect(configuration.locator("dl > div").filter({ hasText: "Runs at once" })).toContainText(
    "SWITCHBOARD_MAX_RUNS",
  );
  await page.getByRole("main").getByRole("radio", { name: "Dark" }).check();
  await expect(page.locator("html")).toHaveClass(/dark/);
  await page.getByRole("button", { name: "Delete the saved search Totals" }).click();
  await expect(page.getByText("A search can be kept on the search page.")).toBeVisible();
});

test("the doctor looks, says what to do, and mends what it can", async ({ page, dir }) => {
  chmodSync(path.join(dir, "switchboard"), 0o755);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Look now" }).click();
  const found = page.getByRole("list", { name: "What was found" });
  await expect(found.getByRole("listitem")).toHaveCount(13);
  const row = (title: string) =>
    found.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title }) });
  await expect(row("Login")).toContainText("Logged in by api_key");
  await expect(row("Integrity")).toContainText("finds nothing wrong");
  await expect(row("Home directory")).toContainText("chmod 700");
  await row("Home directory").getByRole("button", { name: "Close it to others" }).click();
  await expect(row("Home directory")).toContainText("for this user alone");
});
