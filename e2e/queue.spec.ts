import path from "node:path";
import type { Page } from "@playwright/test";
import Database from "better-sqlite3";
import { type Dashboard, startDashboard } from "../testing/dashboard.ts";
import { answers, askOnHome, expectStatus } from "./conversation.ts";
import { test as base, expect, SERVER_GONE } from "./fixtures.ts";
import { setSilent } from "./standing-runs.ts";

/** A dashboard that answers one question at a time. */
const test = base.extend<object, { dashboard: Dashboard; databasePath: string }>({
  databasePath: [async ({ dir }, use) => use(path.join(dir, "line.db")), { scope: "worker" }],
  dashboard: [
    async ({ dir, claude, databasePath }, use) => {
      const env = { ...claude.env, SWITCHBOARD_MAX_RUNS: "1" };
      const args = ["--db", databasePath, "--claude", claude.path];
      const dashboard = await startDashboard({ dir: path.join(dir, "line"), env, args });
      await use(dashboard);
      await dashboard.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

const last = (page: Page) => answers(page).last();
const editButton = (page: Page) => last(page).getByRole("button", { name: "Edit question" });
const editor = (page: Page) => page.getByRole("form", { name: "Edit the question" });
const promptOf = (page: Page) => page.getByRole("article", { name: /^Question/ }).last();

/** Asks something that is answered until it is released. */
async function keepBusy(page: Page, modulePath: string, hold: string): Promise<void> {
  await askOnHome(page, modulePath, `SAY Busy with ${hold} && HOLD ${hold}`);
  await expect(last(page).getByText(`Busy with ${hold}`, { exact: true })).toBeVisible();
  await expectStatus(page, "Running");
}

test("a question that has to wait tells its place and what it waits for, moves up, and is answered in its turn", async ({
  page,
  context,
  api,
  modulePath,
}) => {
  await keepBusy(page, modulePath, "turn-1");
  await askOnHome(page, modulePath, "SAY Second && HOLD turn-2");
  await expectStatus(page, "Queued");
  await expect(last(page).getByText("Next in line, while another answer is being written.")).toBeVisible();
  const third = await context.newPage();
  await askOnHome(third, modulePath, "SAY Third");
  await expect(last(third).getByText("2nd in line, while another answer is being written.")).toBeVisible();
  await expect(page.getByRole("link", { name: "1 live 2 waiting" })).toBeVisible();

  api.release("turn-1");
  await expect(last(page).getByText("Second", { exact: true })).toBeVisible();
  await expectStatus(page, "Running");
  await expect(last(third).getByText("Next in line, while another answer is being written.")).toBeVisible();
  api.release("turn-2");
  await expectStatus(third, "Complete");
  await expect(last(third).getByText("Third", { exact: true })).toBeVisible();
  await last(third).getByText("About this run").click();
  await expect(last(third).getByText("Waited in line")).toBeVisible();
  await third.close();
});

test("a question in line is edited in place: Esc leaves it, an empty one is refused, the changed one is asked", async ({
  page,
  api,
  modulePath,
}) => {
  await keepBusy(page, modulePath, "edit-1");
  await askOnHome(page, modulePath, "SAY Wrong");
  await editButton(page).click();
  const field = editor(page).getByLabel("Question");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("SAY Wrong");
  await field.fill("never mind");
  await field.press("Escape");
  await expect(editor(page)).toBeHidden();
  await expect(editButton(page)).toBeFocused();
  await expect(promptOf(page)).toContainText("SAY Wrong");

  await editButton(page).press("Enter");
  await field.fill("  ");
  await field.press("Control+Enter");
  await expect(editor(page).getByText("Write a question.")).toBeVisible();
  await field.fill("SAY Right");
  await field.press("Control+Enter");
  await expect(editor(page)).toBeHidden();
  await expect(editButton(page)).toBeFocused();
  await expect(promptOf(page)).toContainText("SAY Right");
  await expect(page.getByRole("heading", { level: 1, name: "SAY Right" })).toBeVisible();

  api.release("edit-1");
  await expectStatus(page, "Complete");
  await expect(last(page).getByText("Right", { exact: true })).toBeVisible();
  expect(api.requests.at(-1)?.prompt).toBe("SAY Right");
  await expect(editButton(page)).toBeHidden();
});

test("when a question begins while it is being edited, what was typed is kept for the next one", async ({
  page,
  api,
  modulePath,
}) => {
  await keepBusy(page, modulePath, "late-1");
  await askOnHome(page, modulePath, "SAY As it was && HOLD late-2");
  await editButton(page).click();
  await editor(page).getByLabel("Question").fill("SAY Better put");
  api.release("late-1");
  await expect(page.getByText("This question waits no longer, so your change was not saved.")).toBeVisible();
  await expect(editor(page)).toBeHidden();
  await expect(promptOf(page)).toContainText("SAY As it was");
  await page.getByRole("button", { name: "Move it to the next question" }).click();
  const next = page.getByLabel(/^Next question/);
  await expect(next).toBeFocused();
  await expect(next).toHaveValue("SAY Better put");
  api.release("late-2");
  await expectStatus(page, "Complete");
  await next.press("Control+Enter");
  await expect(last(page).getByText("Better put", { exact: true })).toBeVisible();
});

test("an editor in which nothing was typed closes by itself when the question begins", async ({
  page,
  api,
  modulePath,
}) => {
  await keepBusy(page, modulePath, "same-1");
  await askOnHome(page, modulePath, "SAY Unchanged");
  await editButton(page).click();
  await expect(editor(page)).toBeVisible();
  api.release("same-1");
  await expectStatus(page, "Complete");
  await expect(editor(page)).toBeHidden();
  await expect(page.getByText("your change was not saved")).toBeHidden();
  await expect(last(page)).toBeFocused();
});

test("a question is withdrawn from its thread, is never asked, and can be asked again", async ({
  page,
  api,
  modulePath,
}) => {
  await keepBusy(page, modulePath, "gone-1");
  await askOnHome(page, modulePath, "SAY Nobody hears this");
  await last(page).getByRole("button", { name: "Withdraw from the line: orders" }).click();
  await expectStatus(page, "Withdrawn");
  await expect(last(page).getByText("The question was withdrawn before it was asked.")).toBeVisible();
  await expect(last(page)).toBeFocused();
  api.release("gone-1");
  await last(page).getByRole("button", { name: "Ask again" }).click();
  await expect(answers(page)).toHaveCount(2);
  await expectStatus(page, "Complete");
  const asked = api.requests.filter(({ prompt }) => prompt === "SAY Nobody hears this");
  expect(asked).toHaveLength(1);
});

test("home lists what waits in the order of the line; one is withdrawn there and the others move up", async ({
  page,
  api,
  modulePath,
}) => {
  await keepBusy(page, modulePath, "list-1");
  for (const prompt of ["SAY alpha", "SAY beta", "SAY gamma"]) await askOnHome(page, modulePath, prompt);
  await page.goto("/");
  const line = page.getByRole("region", { name: "Waiting in line" });
  await expect(page.getByRole("region", { name: "Being answered now" }).getByRole("listitem")).toHaveCount(1);
  await expect(line.getByRole("listitem")).toHaveText([/^1SAY alpha/, /^2SAY beta/, /^3SAY gamma/]);
  await line
    .getByRole("listitem")
    .filter({ hasText: "beta" })
    .getByRole("button", { name: /^Withdraw/ })
    .click();
  await expect(line.getByRole("listitem")).toHaveText([/^1SAY alpha/, /^2SAY gamma/]);
  await expect(line.getByRole("link", { name: "SAY gamma" })).toBeFocused();
  api.release("list-1");
  await expect(line).toBeHidden();
  await expect(page.getByRole("region", { name: "Being answered now" })).toBeHidden();
  expect(api.requests.map(({ prompt }) => prompt)).not.toContain("SAY beta");
});

test("a follow-up to a module that still answers waits for that answer, and then goes on with its session", async ({
  page,
  api,
  modulePath,
}) => {
  await askOnHome(page, modulePath, "SAY The code word is bittern. && HOLD follow-1");
  await expect(page.getByText(/orders is still answering; this question will wait/)).toBeVisible();
  await page.getByLabel(/^Next question/).fill("HISTORY");
  await page.getByRole("button", { name: "Ask next" }).click();
  await expect(answers(page)).toHaveCount(2);
  await expectStatus(page, "Queued");
  await expect(last(page).getByText("Waits for the answer above.")).toBeVisible();
  api.release("follow-1");
  await expectStatus(page, "Complete");
  await expect(last(page).getByText(/The code word is bittern/)).toBeVisible();
});

for (const [name, width] of [
  ["a desk", 1440],
  ["a phone", 390],
] as const) {
  test(`nothing moves on the page of ${name} when an answer in line begins`, async ({ page, api, modulePath }) => {
    await page.setViewportSize({ width, height: 844 });
    await keepBusy(page, modulePath, `calm-${width}`);
    await askOnHome(page, modulePath, `HOLD calm-next-${width} && SAY Now`);
    await expectStatus(page, "Queued");
    const places = async (button: RegExp) => [
      (await last(page).getByRole("button", { name: button }).boundingBox())?.y,
      (await page.getByLabel(/^Next question/).boundingBox())?.y,
    ];
    const queued = await places(/^Withdraw/);
    api.release(`calm-${width}`);
    await expectStatus(page, "Running");
    expect(await places(/^Stop/)).toEqual(queued);
    api.release(`calm-next-${width}`);
    await expectStatus(page, "Complete");
  });
}

test("the page tells that a process is silent and for how long, which is worth a look after a minute", async ({
  page,
  api,
  modulePath,
  databasePath,
}) => {
  await keepBusy(page, modulePath, "silent-1");
  const { pathname } = new URL(page.url());
  const db = new Database(databasePath);
  const threadId = pathname.split("/").at(-1) ?? "";
  setSilent(db, threadId, 42);
  await expect(last(page).getByText(/^Silent for 4\d s$/)).toBeVisible();
  await page.goto("/");
  await expect(page.getByRole("region", { name: "Being answered now" }).getByText(/^silent for 4\d s$/)).toBeVisible();
  setSilent(db, threadId, 65);
  await expect(page.getByText("silent for 1 min", { exact: true })).toBeVisible();
  db.close();
  api.release("silent-1");
  await page.goto(pathname);
  await expectStatus(page, "Complete");
});

test.describe("dashboards that come and go", () => {
  test.use({ allowedErrors: [SERVER_GONE] });

  test("a restart of the dashboard keeps the line and the places in it", async ({
    page,
    dir,
    api,
    claude,
    modulePath,
  }) => {
    const env = { ...claude.env, SWITCHBOARD_MAX_RUNS: "1" };
    const start = () => startDashboard({ dir: path.join(dir, "kept"), env, args: ["--claude", claude.path] });
    const first = await start();
    const threads: string[] = [];
    for (const prompt of ["HOLD kept-1 && SAY One", "SAY Two", "SAY Three"]) {
      await page.goto(first.url);
      await page.getByLabel("Module directory").fill(modulePath);
      await page.getByLabel("Question").fill(prompt);
      await page.getByRole("button", { name: "Ask", exact: true }).click();
      await page.waitForURL(/\/threads\//);
      threads.push(new URL(page.url()).pathname);
    }
    await first.stop();
    const second = await start();
    try {
      await page.goto(second.url + threads[2]);
      await expect(last(page).getByText("2nd in line, while another answer is being written.")).toBeVisible();
      api.release("kept-1");
      await expectStatus(page, "Complete");
      await expect(last(page).getByText("Three", { exact: true })).toBeVisible();
      await page.goto(second.url + threads[1]);
      await expect(last(page).getByText("Two", { exact: true })).toBeVisible();
    } finally {
      await second.stop();
    }
  });
});
