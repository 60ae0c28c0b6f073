import path from "node:path";
import type { Page } from "@playwright/test";
import { transcript, writeHistory } from "../testing/session-writer.ts";
import { answers } from "./conversation.ts";
import { expect } from "./fixtures.ts";
import { type HistoryDashboard, test } from "./history-dashboard.ts";
import { expectPerceivableInBothThemes } from "./perceivable.ts";

const offer = (page: Page) => page.getByRole("region", { name: "History of Claude Code" });
const count = (history: HistoryDashboard, table: string) => Number(history.read(`SELECT count(*) FROM ${table}`));

/** Presses a button that starts the import, and holds the importer still as soon as it is launched. */
async function startAndHold(page: Page, history: HistoryDashboard, button: string): Promise<number> {
  await page.getByRole("button", { name: button }).click();
  await expect.poll(() => history.importer(), { intervals: [2] }).not.toBeNull();
  const pid = history.importer() ?? 0;
  process.kill(pid, "SIGSTOP");
  return pid;
}

/** Imports all there is, from the page about it. */
async function importAll(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/import`);
  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.getByRole("heading", { name: /^Imported / })).toBeVisible({ timeout: 30_000 });
}

test("on the first start the history is offered with counts, imported with progress, and then shown and found", async ({
  page,
  history,
}) => {
  writeHistory({ root: history.root, home: history.modules, sessions: 30, turns: 3 });
  const { url } = await history.start();
  await page.goto(url);
  await expect(offer(page).getByText(/Claude Code has kept 30 sessions in 6 directories, \d+ kB/)).toBeVisible();
  const importer = await startAndHold(page, history, "Import");
  await expect(offer(page).getByRole("progressbar")).toBeVisible();
  await expect(offer(page).getByText("Importing Claude Code’s history")).toBeVisible();
  process.kill(importer, "SIGCONT");
  await expect(offer(page).getByText("Imported 30 threads, 180 messages")).toBeVisible();
  await expect(
    page
      .getByRole("listitem")
      .filter({ hasText: /Tell me about/ })
      .first(),
  ).toBeVisible();
  expect(count(history, "threads")).toBe(30);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Recent threads" })).toBeVisible();
  await expect(offer(page)).toBeHidden();
});

test("an import is cancelled, gone on with and repeated, and nothing comes in twice", async ({ page, history }) => {
  writeHistory({ root: history.root, home: history.modules, sessions: 200, turns: 4 });
  const { url } = await history.start();
  await page.goto(`${url}/import`);
  const importer = await startAndHold(page, history, "Import");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect.poll(() => history.read("SELECT cancel_requested_at FROM imports")).not.toBeNull();
  process.kill(importer, "SIGCONT");
  await expect(page.getByText(/^The import was cancelled/)).toBeVisible();
  expect(count(history, "threads")).toBeLessThan(200);
  await page.goto(url);
  await expect(offer(page).getByText(/^The import was cancelled/)).toBeVisible();
  await offer(page).getByRole("button", { name: "Go on" }).click();
  await expect(offer(page).getByText(/^Imported /)).toBeVisible({ timeout: 30_000 });
  expect([count(history, "threads"), count(history, "messages")]).toEqual([200, 1_600]);
  await page.goto(`${url}/import`);
  await page.getByRole("button", { name: "Look for more" }).click();
  await expect(page.getByText("Nothing new was found")).toBeVisible();
  expect([count(history, "threads"), count(history, "messages")]).toEqual([200, 1_600]);
});

test("an importer that is killed is shown as failed with what to do, and going on brings the rest", async ({
  page,
  history,
}) => {
  writeHistory({ root: history.root, home: history.modules, sessions: 40, turns: 2 });
  const { url } = await history.start();
  await page.goto(url);
  const importer = await startAndHold(page, history, "Import");
  process.kill(importer, "SIGKILL");
  await expect(offer(page).getByText("The process that imported ended before it was done.")).toBeVisible();
  await offer(page).getByRole("button", { name: "Go on" }).click();
  await expect(offer(page).getByText(/^Imported /)).toBeVisible({ timeout: 30_000 });
  expect([count(history, "threads"), count(history, "messages")]).toEqual([40, 160]);
});

test("an import goes on when the dashboard is ended, and the next one shows it", async ({ page, history }) => {
  writeHistory({ root: history.root, home: history.modules, sessions: 20, turns: 2 });
  const first = await history.start();
  await page.goto(first.url);
  const importer = await startAndHold(page, history, "Import");
  await page.goto("about:blank");
  await first.stop();
  const second = await history.start();
  await page.goto(second.url);
  await expect(offer(page).getByRole("progressbar")).toBeVisible();
  process.kill(importer, "SIGCONT");
  await expect(offer(page).getByText("Imported 20 threads, 80 messages")).toBeVisible();
});

test("what was declined stays declined, and is in reach from the foot of the page", async ({ page, history }) => {
  writeHistory({ root: history.root, home: history.modules, sessions: 3, turns: 1 });
  const { url } = await history.start();
  await page.goto(url);
  await offer(page).getByRole("button", { name: "Not now" }).click();
  await expect(offer(page).getByText("Claude Code’s history is not imported")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Ask a module" })).toBeVisible();
  await expect(offer(page)).toBeHidden();
  await page.getByRole("link", { name: "Import history" }).click();
  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.getByText("Imported 3 threads, 6 messages")).toBeVisible();
});

test("SWITCHBOARD_HISTORY=off offers nothing, and says so where it would be imported", async ({ page, history }) => {
  writeHistory({ root: history.root, home: history.modules, sessions: 3, turns: 1 });
  const { url } = await history.start({ SWITCHBOARD_HISTORY: "off" });
  await page.goto(url);
  await expect(page.getByRole("heading", { name: "Ask a module" })).toBeVisible();
  await expect(offer(page)).toBeHidden();
  await page.goto(`${url}/import`);
  await expect(page.getByText("The history is switched off.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Import" })).toBeHidden();
});

test("the report names what was not understood by file and line, and the lines around it came in", async ({
  page,
  history,
}) => {
  const { root, modules } = history;
  const session = transcript({ root, cwd: path.join(modules, "orders"), sessionId: crypto.randomUUID() });
  session.ask("What comes before?");
  session.raw('{"type":"assistant","mess\n');
  session.raw(`${JSON.stringify({ type: "hologram", sessionId: session.sessionId, text: "From the future" })}\n`);
  session.say("What comes after.");
  const { url } = await history.start();
  await importAll(page, url);
  const name = path.basename(session.file);
  const problem = (line: number) => page.getByRole("listitem").filter({ hasText: `${name}:${line}` });
  await expect(problem(2).getByText("Broken line")).toBeVisible();
  await expect(problem(3).getByText(/hologram/)).toBeVisible();
  await expect(page.getByText("Following now")).toBeVisible();
  await expectPerceivableInBothThemes(page);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  await page.getByRole("link", { name: /^Broken line/ }).click();
  await expect(problem(3)).toBeHidden();
  await expect(problem(2)).toBeVisible();
  await page.goto(url);
  await page.getByRole("link", { name: "What comes before?" }).click();
  await expect(answers(page).getByText("What comes after.", { exact: true })).toBeVisible();
});
