import { mkdirSync } from "node:fs";
import path from "node:path";
import { startDashboard } from "../testing/dashboard.ts";
import { answers, chooseProfile, expectStatus } from "./conversation.ts";
import { expect, SERVER_GONE, test } from "./fixtures.ts";

test.use({ allowedErrors: [SERVER_GONE] });

test("a dashboard that is killed in the midst of a tool call loses nothing: the CLI goes on, and the next one has the whole answer", async ({
  dir,
  api,
  claude,
  page,
}) => {
  const before = api.requests.length;
  const home = path.join(dir, "killed");
  const module = path.join(home, "patient");
  mkdirSync(module, { recursive: true });
  const start = () => startDashboard({ dir: home, env: claude.env, args: ["--claude", claude.path] });
  const first = await start();
  await page.goto(first.url);
  await page.getByLabel("Module directory").fill(module);
  await page.getByLabel("Question").fill('SAY I will look. && TOOL:Bash {"command":"sleep 12"} ;; SAY I waited.');
  await chooseProfile(page, "settings");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await page.waitForURL(/\/threads\//);
  const { pathname } = new URL(page.url());
  await expect(answers(page).last().getByText("sleep 12").first()).toBeVisible();
  await page.goto("about:blank");
  process.kill(first.pid, "SIGKILL");
  await first.stop();

  const second = await start();
  try {
    await page.goto(second.url + pathname);
    await expect(answers(page).last().getByText("I will look.", { exact: true })).toBeVisible();
    await expectStatus(page, "Running");
    await expect(answers(page).last().getByText("I waited.", { exact: true })).toBeVisible({ timeout: 40_000 });
    await expectStatus(page, "Complete");
    await expect(answers(page).last().getByText("I will look.", { exact: true })).toHaveCount(1);
    expect(api.requests.slice(before)).toHaveLength(2);
  } finally {
    await second.stop();
  }
});

test("six questions at once are all answered by the real CLI, no more at a time than are allowed", async ({
  dir,
  api,
  claude,
  page,
}) => {
  const home = path.join(dir, "six");
  const modules = Array.from({ length: 6 }, (_, at) => path.join(home, "modules", `module-${at}`));
  for (const module of modules) mkdirSync(module, { recursive: true });
  const dashboard = await startDashboard({ dir: home, env: claude.env, args: ["--claude", claude.path] });
  try {
    const threads: string[] = [];
    for (const [at, module] of modules.entries()) {
      await page.goto(dashboard.url);
      await page.getByLabel("Module directory").fill(module);
      await page.getByLabel("Question").fill(`SAY I am module ${at} && HOLD six && MORE  of six.`);
      await page.getByRole("button", { name: "Ask", exact: true }).click();
      await page.waitForURL(/\/threads\//);
      threads.push(page.url());
    }
    await expect(page.getByText(/in line/i).first()).toBeVisible();
    api.release("six");
    for (const [at, address] of threads.entries()) {
      await page.goto(address);
      await expectStatus(page, "Complete");
      await expect(answers(page).last().getByText(`I am module ${at} of six.`, { exact: true })).toBeVisible();
    }
  } finally {
    await dashboard.stop();
  }
});
