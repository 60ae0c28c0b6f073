import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { answers, askOnHome, expectStatus } from "./conversation.ts";
import { expect, test } from "./fixtures.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const menuOf = (page: Page, at: number, name: RegExp) =>
  page
    .getByRole("article", { name })
    .nth(at)
    .getByRole("button", { name: /^Actions/ });
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** Opens the menu of the newest answer by keys, and presses one of its items. */
async function choose(page: Page, item: string): Promise<void> {
  await menuOf(page, (await answers(page).count()) - 1, /^Answer/).press("Enter");
  const menu = page.getByRole("menu");
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
  await menu.getByRole("menuitem", { name: item, exact: true }).press("Enter");
  await expect(menu).toBeHidden();
}

test("the menu of an answer copies its text, its link and its command, and gives the focus back", async ({
  page,
  modulePath,
}) => {
  await askOnHome(page, modulePath, "SAY It's **done**");
  await expectStatus(page, "Complete");
  const { pathname } = new URL(page.url());
  await menuOf(page, 0, /^Answer/).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menuOf(page, 0, /^Answer/)).toBeFocused();
  await choose(page, "Copy as Markdown");
  await expect(page.getByText("The text was copied.")).toBeVisible();
  expect(await clipboard(page)).toBe("It's **done**");
  await choose(page, "Copy link");
  await expect(page.getByText("The link was copied.")).toBeVisible();
  expect(await clipboard(page)).toMatch(new RegExp(`${pathname}#message-[\\w-]+$`));
  await choose(page, "Copy as claude command");
  await expect(page.getByText("The command was copied.")).toBeVisible();
  const profile = "--setting-sources user --tools Read,Grep,Glob --permission-mode dontAsk --strict-mcp-config";
  expect(await clipboard(page)).toBe(`cd ${modulePath} && claude -p ${profile} -- 'SAY It'\\''s **done**'`);
});

test("a question is asked again with edits, its answers are compared by themselves and what differs is told by words", async ({
  page,
  modulePath,
}) => {
  await askOnHome(page, modulePath, "SAY one red car");
  await expectStatus(page, "Complete");
  await choose(page, "Ask again with edits…");
  const field = page.getByRole("dialog").getByLabel("Question");
  await expect(field).toHaveValue("SAY one red car");
  await field.fill("SAY one blue car");
  await field.press("Control+Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(answers(page)).toHaveCount(2);
  await expectStatus(page, "Complete");
  await choose(page, "Ask again");
  await expect(answers(page)).toHaveCount(3);
  await expectStatus(page, "Complete");
  await expect(page.getByRole("link", { name: "Compare with the answer before" })).toHaveCount(1);

  await choose(page, "Compare with…");
  await page.waitForURL(/\/compare/);
  await page.getByRole("link", { name: "SAY one red car" }).press("Enter");
  await expect(page.getByRole("region", { name: "First answer" })).toContainText("one blue car");
  await expect(page.getByRole("region", { name: "Second answer" })).toContainText("one red car");
  await page.getByRole("link", { name: "What differs" }).press("Enter");
  const text = page.getByRole("region", { name: "What differs" });
  await expect(text.locator("strong")).toHaveText(["blue", "red"]);
});

test("another module is asked about an answer in a new thread, which quotes it and leads back", async ({
  page,
  api,
  modulePath,
}) => {
  const other = path.join(path.dirname(modulePath), "stock");
  mkdirSync(other, { recursive: true });
  await askOnHome(page, other, "SAY known now");
  await expectStatus(page, "Complete");
  await askOnHome(page, modulePath, "SAY passed-words");
  await expectStatus(page, "Complete");
  const source = new URL(page.url()).pathname;
  await choose(page, "Ask another module about it…");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Module", { exact: true }).selectOption({ label: `stock (${other})` });
  await dialog.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(dialog.getByText("Write a question.")).toBeVisible();
  await dialog.getByLabel("Question").fill("SAY I agree");
  await dialog.getByLabel("Question").press("Control+Enter");
  await page.waitForURL((url) => url.pathname.startsWith("/threads/") && url.pathname !== source);
  await expectStatus(page, "Complete");
  expect(api.requests.at(-1)?.prompt).toMatch(
    /For context, the answer of the module orders to “SAY passed-words”.*\n\n> passed-words/,
  );
  await page.getByRole("link", { name: "About an answer of orders" }).press("Enter");
  await page.waitForURL((url) => url.pathname === source);
  await expect(answers(page).last()).toContainText("passed-words");
});

test("the raw events of an answer are read by type, one by one", async ({ page, modulePath }) => {
  await askOnHome(page, modulePath, "SAY raw-words");
  await expectStatus(page, "Complete");
  await choose(page, "Raw events");
  await page.waitForURL(/\/events\//);
  await page
    .getByRole("navigation", { name: "Types of lines" })
    .getByRole("link", { name: /^assistant/ })
    .press("Enter");
  await page.waitForURL(/type=assistant/);
  const line = page.getByRole("listitem").filter({ hasText: "assistant" }).first();
  await line.locator("summary").press("Enter");
  await expect(line.locator("pre")).toContainText('"text": "raw-words"');
  await line.getByRole("button", { name: /^Copy line/ }).click();
  expect(JSON.parse(await clipboard(page))).toMatchObject({ type: "assistant" });
  await page.getByRole("link", { name: "The answer of orders" }).press("Enter");
  await expect(answers(page).last()).toContainText("raw-words");
});

test("keys lead through a thread: to questions, into folds, to the form, and copy what is read", async ({
  page,
  modulePath,
}) => {
  await askOnHome(page, modulePath, 'SAY alpha && TOOL:Read {"file_path":"README.md"} ;; SAY omega');
  await expectStatus(page, "Complete");
  await page.getByLabel(/^Next question/).fill("SAY second");
  await page.getByLabel(/^Next question/).press("Control+Enter");
  await expect(answers(page)).toHaveCount(2);
  await expectStatus(page, "Complete");
  await page.locator("body").click({ position: { x: 5, y: 300 } });
  await page.keyboard.press("n");
  await expect(page.getByRole("article", { name: /^Question/ }).nth(1)).toBeFocused();
  await page.keyboard.press("p");
  await expect(page.getByRole("article", { name: /^Question/ }).first()).toBeFocused();
  await page.keyboard.press("n");
  await expect(page.getByRole("article", { name: /^Question/ }).nth(1)).toBeFocused();
  await page.keyboard.press("c");
  await expect(page.getByText("The answer of orders was copied.")).toBeVisible();
  expect(await clipboard(page)).toBe("second");
  const folds = page.locator("[data-messages] details");
  const open = () => folds.evaluateAll((all) => all.filter((fold) => (fold as HTMLDetailsElement).open).length);
  await page.keyboard.press("Shift+E");
  await expect.poll(open).toBe(await folds.count());
  await page.keyboard.press("e");
  await expect.poll(open).toBe(0);
  await page.keyboard.press("m");
  await expect(page.getByRole("menuitem", { name: "Copy as Markdown" })).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("r");
  await expect(page.getByLabel(/^Next question/)).toBeFocused();
});
