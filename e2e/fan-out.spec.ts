import { mkdirSync } from "node:fs";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";
import { withOwnDashboard } from "./own-dashboard.ts";

/** Three modules, one of which has no directory any more. */
const test = withOwnDashboard("fan-out", (db, { dir }) => {
  const keep = db.prepare("INSERT INTO modules (name, path, created_at) VALUES (?, ?, 1)");
  const places = ["till", "stock", "gone"].map((name) => path.join(dir, "modules", name));
  for (const place of places) {
    if (!place.endsWith("gone")) mkdirSync(place, { recursive: true });
    keep.run(path.basename(place), place);
  }
  return { till: String(places[0]) };
});

const WAIT = { timeout: 60_000 };

async function expectPerceivable(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
}

test("one question goes to several modules, their answers stand side by side, and one of them summarises", async ({
  page,
  api,
  filled,
}) => {
  await page.goto("/");
  await page.getByLabel("Module directory").fill(filled.till);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Ask more modules" }).click();
  await expect(page.getByRole("checkbox", { name: /^till/ })).toBeChecked();
  await page.getByRole("checkbox", { name: /^stock/ }).press("Space");
  await page.getByRole("checkbox", { name: /^gone/ }).press("Space");
  // What isn't trusted is asked without what its directory brings; one that is gone brings nothing.
  await expect(page.getByRole("listitem").filter({ hasText: "till" }).getByText("Not trusted")).toBeVisible();
  await expect(page.getByText("Not trusted")).toHaveCount(2);
  await expectPerceivable(page);
  await page.getByLabel("Question").fill("SAY Here begins && HOLD fan-1 && MORE  and ends it.");
  await page.getByRole("button", { name: "Ask", exact: true }).press("Enter");
  const answer = (name: string) => page.getByRole("article", { name, exact: true });
  for (const name of ["till", "stock"]) {
    await expect(answer(name).getByText("Here begins", { exact: true })).toBeVisible(WAIT);
    await expect(answer(name).getByText("Running")).toBeVisible();
  }
  await expect(answer("gone").getByText(/^Not asked: /)).toBeVisible();
  await expectPerceivable(page);
  api.release("fan-1");
  for (const name of ["till", "stock"]) {
    await expect(answer(name).getByText("Here begins and ends it.", { exact: true })).toBeVisible(WAIT);
    await expect(answer(name).getByText("Complete")).toBeVisible();
  }
  await page.getByLabel("By which module").selectOption("stock");
  await page.getByLabel("Question").fill("SAY Both agree. ;;");
  await page.getByRole("button", { name: "Summarise" }).press("Enter");
  await expect(answer("Summary by stock").getByText(/^Both agree\./)).toBeVisible(WAIT);
  expect(api.requests.at(-1)?.prompt).toContain("> Here begins and ends it.");
  // The page shows what has ended itself.
  await expect(page.getByText(/ answered$/)).toHaveCount(0);
  const address = page.url();
  await page.goto("/fan-outs");
  await page.getByRole("link", { name: /^SAY Here begins/ }).click();
  await expect(page).toHaveURL(address);
  await expect(answer("Summary by stock")).toBeVisible();
});
