import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "./fixtures.ts";

test("a directory's hook runs only after a person has seen it and trusts the directory; the log tells of it", async ({
  page,
  dir,
}) => {
  const hostile = path.join(dir, "hostile");
  const sign = path.join(dir, "hook-ran");
  const write = (command: string) => {
    const hooks = { SessionStart: [{ hooks: [{ type: "command", command }] }] };
    writeFileSync(path.join(hostile, ".claude", "settings.json"), JSON.stringify({ hooks }));
  };
  mkdirSync(path.join(hostile, ".claude"), { recursive: true });
  write(`touch ${sign}`);
  const ask = async (question: string) => {
    await page.getByLabel("Question").fill(question);
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.waitForURL(/\/threads\//);
    await expect(page.getByText("Complete", { exact: true }).first()).toBeVisible();
  };
  const address = `/?path=${encodeURIComponent(hostile)}`;
  const fold = page.locator("details", { has: page.getByText("Trust", { exact: true }) }).last();

  await page.goto(address);
  await expect(fold).toContainText("Not trusted");
  await ask("SAY before");
  expect(existsSync(sign)).toBe(false);
  await page.getByText("About this run").click();
  await expect(page.getByText("Asked without what the directory brings")).toBeVisible();
  await expect(fold).toContainText("Not trusted");

  await page.goto(address);
  await fold.locator("summary").click();
  await expect(fold).toContainText(`touch ${sign}`);
  write(`touch ${sign} && true`);
  await fold.getByRole("button", { name: "Trust, and let these run" }).click();
  await expect(fold.getByText("was changed since it was shown")).toBeVisible();
  await expect(fold).toContainText(`touch ${sign} && true`);
  expect(existsSync(sign)).toBe(false);
  await fold.getByRole("button", { name: "Trust, and let these run" }).click();
  await expect(fold.locator("summary")).toContainText("Trusted");
  await ask("SAY after");
  expect(existsSync(sign)).toBe(true);

  await page.goto("/settings/log");
  const rows = page.getByRole("list", { name: "What was done" }).getByRole("listitem");
  await expect(rows.filter({ hasText: hostile }).first()).toContainText("profile read, trusted");
  await page.getByRole("link", { name: "Trusted", exact: true }).click();
  await expect(rows.first()).toContainText("hook SessionStart");
  await expect(rows.first()).toContainText("Dashboard, 127.0.0.1");

  await page.goto("/modules/hostile");
  await page.getByRole("button", { name: "Withdraw trust" }).click();
  await expect(page.getByText("Not trusted", { exact: true })).toBeVisible();
  await page.goto("/settings");
  await expect(page.getByRole("button", { name: `Withdraw trust in ${hostile}` })).toHaveCount(0);
});
