import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { type TranscriptOptions, transcript, writeHistory } from "../testing/session-writer.ts";
import { answers, askOnHome, expectStatus } from "./conversation.ts";
import { expect } from "./fixtures.ts";
import { type HistoryDashboard, test } from "./history-dashboard.ts";

const count = (history: HistoryDashboard, table: string) => Number(history.read(`SELECT count(*) FROM ${table}`));

/** Starts a dashboard on a small history, imports that, and waits until it is followed. */
async function startFollowing(page: Page, history: HistoryDashboard): Promise<string> {
  writeHistory({ root: history.root, home: history.modules, sessions: 2, turns: 1 });
  const { url } = await history.start();
  await page.goto(`${url}/import`);
  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.getByRole("heading", { name: /^Imported / })).toBeVisible();
  await expect.poll(() => history.read("SELECT value FROM settings WHERE key = 'history-follower'")).toBeTruthy();
  return url;
}

/** A session in a terminal. @param pid of its process; default: one that runs as long as this test's does */
function sessionOf(history: HistoryDashboard, module: string, pid = process.pid) {
  const sessionId = crypto.randomUUID();
  const options: TranscriptOptions = { root: history.root, cwd: path.join(history.modules, module), sessionId };
  mkdirSync(path.join(history.root, "sessions"), { recursive: true });
  const told = path.join(history.root, "sessions", `${sessionId}.json`);
  writeFileSync(told, JSON.stringify({ pid, sessionId, cwd: options.cwd }));
  return transcript(options);
}

test("a session that goes on in a terminal shows live on home and in its thread, and half a line waits", async ({
  page,
  context,
  history,
}) => {
  const url = await startFollowing(page, history);
  await page.goto(url);
  const session = sessionOf(history, "orders");
  session.ask("Which states has an order?");
  session.say("Let me look at the states.", { goesOn: true });
  const live = page.getByRole("region", { name: "Being answered now" });
  await expect(live.getByText("Which states has an order?")).toBeVisible();
  await expect(live.getByText("Let me look at the states.")).toBeVisible();
  await expect(live.getByRole("button", { name: /^Stop/ })).toBeHidden();

  const thread = await context.newPage();
  await thread.goto(url);
  await thread.getByRole("link", { name: "Which states has an order?" }).first().click();
  await thread.waitForURL(/\/threads\//);
  await expectStatus(thread, "Running");
  session.use("Read", { file_path: "/srv/orders/states.mjs" }, "new, paid, sent");
  await expect(answers(thread).getByText("Read", { exact: true })).toBeVisible();

  const finish = session.sayInHalves("There are three: new, paid and sent.");
  // What was written later is read later: when it shows, the half line was read.
  sessionOf(history, "stock").ask("Which came last?");
  await expect(live.getByText("Which came last?")).toBeVisible();
  await expectStatus(thread, "Running");
  finish();
  await expect(answers(thread).getByText("There are three: new, paid and sent.")).toBeVisible();
  await expectStatus(thread, "Complete");
  await expect(live.getByText("Which states has an order?")).toBeHidden();
  expect(count(history, "threads")).toBe(4);
});

test("what was asked here isn't brought in a second time from its transcript", async ({ page, history }) => {
  const url = await startFollowing(page, history);
  const module = path.join(history.modules, "billing");
  mkdirSync(module, { recursive: true });
  await askOnHome(page, module, "SAY Only once.", { home: url });
  await expectStatus(page, "Complete");
  await expect
    .poll(() => history.read(`SELECT "offset" = size FROM history_files WHERE path LIKE '%-billing/%'`))
    .toBe(1);
  expect([count(history, "threads"), count(history, "messages")]).toEqual([3, 6]);
  await page.goto(url);
  const recent = page.getByRole("region", { name: "Recent threads" });
  await expect(recent.getByText("SAY Only once.")).toHaveCount(1);
});

test("a session of the real CLI is followed, asked on from here, and has each answer once", async ({
  page,
  history,
  claude,
}) => {
  const url = await startFollowing(page, history);
  const module = path.join(history.modules, "stock");
  mkdirSync(module, { recursive: true });
  const terminal = spawn(claude.path, ["-p", "SAY From the terminal."], {
    ...{ cwd: module, env: history.env as NodeJS.ProcessEnv, stdio: "ignore" },
  });
  await once(terminal, "exit");
  await page.goto(url);
  await page.getByRole("link", { name: "SAY From the terminal." }).first().click();
  await page.waitForURL(/\/threads\//);
  await expect(answers(page).getByText("From the terminal.", { exact: true })).toBeVisible();
  await expectStatus(page, "Complete");
  await page.getByLabel(/^Next question/).fill("HISTORY");
  await page.getByLabel(/^Next question/).press("Control+Enter");
  await expect(answers(page)).toHaveCount(2);
  await expectStatus(page, "Complete");
  await expect(
    answers(page)
      .last()
      .getByText(/From the terminal/),
  ).toBeVisible();
  const readTo = () =>
    history.read(`SELECT count(*) FROM history_files WHERE size = "offset" AND path LIKE '%-stock/%'`);
  await expect.poll(readTo).toBe(1);
  expect([count(history, "threads"), count(history, "messages")]).toEqual([3, 8]);
  await page.reload();
  await expect(answers(page)).toHaveCount(2);
});

test("following can be switched off and on, and what was missed comes in then", async ({ page, history }) => {
  const url = await startFollowing(page, history);
  await page.goto(`${url}/import`);
  const toggle = page.getByRole("checkbox", { name: /Show sessions live/ });
  await toggle.uncheck();
  await expect.poll(() => history.read("SELECT count(*) FROM settings WHERE key = 'history-follower'")).toBe(0);
  const session = sessionOf(history, "orders");
  session.ask("Who sees this?");
  session.say("Nobody yet.");
  await page.goto(url);
  await expect(page.getByText("Who sees this?")).toBeHidden();
  await page.goto(`${url}/import`);
  await toggle.check();
  await expect(page.getByText("Following now")).toBeVisible();
  await page.goto(url);
  await expect(page.getByText("Who sees this?").first()).toBeVisible();
});

test("an answer whose terminal was killed doesn't run for ever", async ({ page, history }) => {
  const url = await startFollowing(page, history);
  const killed = spawn("/bin/true");
  await once(killed, "exit");
  const session = sessionOf(history, "orders", killed.pid);
  session.ask("Who ends this?");
  session.say("I will look at it.", { goesOn: true });
  session.use("Bash", { command: "sleep 1000" }, "…");
  await page.goto(url);
  await page.getByRole("link", { name: "Who ends this?" }).first().click();
  await page.waitForURL(/\/threads\//);
  await expectStatus(page, "Running");
  const aMinuteAgo = new Date(Date.now() - 60_000);
  utimesSync(session.file, aMinuteAgo, aMinuteAgo);
  await expectStatus(page, "Failed");
  await expect(answers(page).getByText("I will look at it.")).toBeVisible();
});
