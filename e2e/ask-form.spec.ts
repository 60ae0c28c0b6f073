import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { answers, askOnHome, expectStatus } from "./conversation.ts";
import { expect, test } from "./fixtures.ts";
import { expectPerceivableInBothThemes } from "./perceivable.ts";

const files = (page: Page): Locator => page.getByRole("listbox", { name: "Files of the module" });

test("a module is picked, a file attached, and what Claude may do is set, with the keyboard alone", async ({
  page,
  api,
  modulePath,
}) => {
  await askOnHome(page, modulePath, "SAY So that the module is known.");
  await expectStatus(page, "Complete");
  await page.goto("/");
  const directory = page.getByLabel("Module directory");
  await directory.focus();
  await directory.press("ArrowDown");
  await directory.press("Enter");
  await expect(directory).toHaveValue(modulePath);
  const question = page.getByLabel("Question");
  await question.focus();
  await question.pressSequentially("SAY Read. @ord");
  await expect(files(page).getByRole("option")).toHaveCount(1);
  await question.press("Tab");
  await expect(question).toHaveValue("SAY Read. @data/orders.csv ");
  await expect(page.getByRole("list", { name: "Attached files" })).toHaveText("data/orders.csv22 bytes");
  await expect(question).toBeFocused();

  await page.locator("summary", { hasText: "More" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("What Claude may do")).toBeFocused();
  await page.keyboard.type("Read");
  await page.getByLabel("Turns at most").fill("5");
  await page.getByLabel("US dollars at most").fill("0.50");
  await page.locator("summary", { hasText: "Command" }).focus();
  await page.keyboard.press("Enter");
  const command = page.getByRole("form", { name: "Ask a module" }).locator("code");
  await expect(command).toContainText("--tools Read,Grep,Glob --permission-mode dontAsk --strict-mcp-config");
  await expect(command).toContainText("--max-turns 5 --max-budget-usd 0.5");
  await page.getByLabel("Turns at most").fill("many");
  await expect(page.getByText(/It would be refused: A turn limit is a whole number/)).toBeVisible();
  await page.getByLabel("Turns at most").fill("6");
  await expect(command).toContainText("--max-turns 6");
  await expectPerceivableInBothThemes(page);

  await question.press("Control+Enter");
  await page.waitForURL(/\/threads\//);
  await expectStatus(page, "Complete");
  expect(api.requests.at(-1)?.tools.toSorted()).toEqual(["Glob", "Grep", "Read"]);
  expect(JSON.stringify(api.requests.at(-1))).toContain("@data/orders.csv");
  await page.getByText("About this run").last().click();
  await expect(answers(page).last()).toContainText("Read only, at most 6 turns, at most $0.50");
  await expect(page.getByText("Read only · at most 6 turns · at most $0.50, as before")).toBeVisible();
});

test("a follow-up completes the files of its module, and is asked as the question before unless it says else", async ({
  page,
  api,
  modulePath,
}) => {
  await askOnHome(page, modulePath, "SAY First.");
  await expectStatus(page, "Complete");
  const question = page.getByLabel(/^Next question/);
  await question.focus();
  await question.pressSequentially("SAY Second. @sta");
  await expect(files(page).getByRole("option")).toHaveText([/states\.mjs/]);
  await question.press("Enter");
  await expect(question).toHaveValue("SAY Second. @src/states.mjs ");
  await page.getByText("More", { exact: true }).click();
  await page.getByLabel("What Claude may do").selectOption("read");
  await page.getByText("Command", { exact: true }).click();
  await expect(page.locator("code").filter({ hasText: "--resume" }).last()).toContainText("--permission-mode dontAsk");
  await question.press("Control+Enter");
  await expect(answers(page)).toHaveCount(2);
  await expectStatus(page, "Complete");
  expect(api.requests.at(-1)?.tools.toSorted()).toEqual(["Glob", "Grep", "Read"]);
});

test("a path is completed directory by directory, and an address fills the form", async ({ page, dir }) => {
  const [outer, inner] = ["depots", "north one"];
  mkdirSync(path.join(dir, "places", outer, inner), { recursive: true });
  await page.goto("/");
  const directory = page.getByLabel("Module directory");
  await directory.focus();
  await directory.pressSequentially(path.join(dir, "places", "de"));
  const option = (name: string) => page.getByRole("option", { name });
  await expect(option(outer)).toBeVisible();
  await directory.press("ArrowDown");
  await directory.press("Enter");
  await expect(directory).toHaveValue(`${path.join(dir, "places", outer)}/`);
  await expect(option(inner)).toBeVisible();
  await directory.press("Escape");
  await expect(option(inner)).toBeHidden();

  await page.goto(`/?${new URLSearchParams({ path: path.join(dir, "places", outer) })}`);
  await expect(page.getByLabel("Module directory")).toHaveValue(path.join(dir, "places", outer));
  await page.goto("/?module=nobody");
  await expect(page.getByText("There is no module nobody.")).toBeVisible();
});

test("a question is kept as a template, used, renamed and deleted, on a phone", async ({ page, modulePath }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  const question = page.getByLabel("Question");
  await question.fill("SAY Kept\nwords.");
  await page.getByRole("button", { name: "Templates" }).click();
  const name = page.getByLabel("Save what is written as");
  await name.fill("Weekly");
  await name.press("Enter");
  await expect(page.getByRole("button", { name: "Rename Weekly" })).toBeVisible();
  await name.fill("Weekly");
  await name.press("Enter");
  await expect(page.getByText(/A question is kept under the name “Weekly” already/)).toBeVisible();
  await expectPerceivableInBothThemes(page);

  await page.reload();
  await question.fill("");
  await page.getByLabel("Module directory").fill(modulePath);
  await page.getByRole("button", { name: "Templates" }).click();
  await page.getByRole("button", { name: /^Weekly/ }).click();
  await expect(question).toHaveValue("SAY Kept\nwords.");
  await page.getByRole("button", { name: "Templates" }).click();
  await page.getByRole("button", { name: "Rename Weekly" }).click();
  await page.getByLabel("New name of Weekly").fill("Monthly");
  await page.getByLabel("New name of Weekly").press("Enter");
  await page.getByRole("button", { name: "Delete Monthly" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("None yet.")).toBeVisible();
  await question.press("Control+Enter");
  await page.waitForURL(/\/threads\//);
  await expectStatus(page, "Complete");
});
