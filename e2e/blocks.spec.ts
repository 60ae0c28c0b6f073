import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import Database from "better-sqlite3";
import { type Dashboard, startDashboard } from "../testing/dashboard.ts";
import { addManyCalls, addToolBlocks } from "../testing/tool-thread.ts";
import { answers, askOnHome, expectStatus } from "./conversation.ts";
import { test as base, expect } from "./fixtures.ts";
import { addStanding, addThread } from "./standing-runs.ts";

interface ToolThread {
  db: Database.Database;
  /** The address of the thread. */
  address: string;
  messageId: string;
  positions: number[];
}

/** A dashboard with a stored answer that called every kind of tool. */
const test = base.extend<object, { dashboard: Dashboard; tools: ToolThread }>({
  dashboard: [
    async ({ dir, claude }, use) => {
      const home = path.join(dir, "blocks");
      mkdirSync(home, { recursive: true });
      const args = ["--db", path.join(dir, "blocks.db"), "--claude", claude.path];
      const dashboard = await startDashboard({ dir: home, env: claude.env, args });
      await use(dashboard);
      await dashboard.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  tools: [
    async ({ dashboard, dir }, use) => {
      expect(dashboard.url).toMatch(/^http/);
      const db = new Database(path.join(dir, "blocks.db"));
      const threadId = addThread(db, "Every kind of tool");
      const messageId = addStanding(db, { threadId, question: "Use every tool.", state: "ended" });
      const denial = { toolName: "Write", toolUseId: "x", input: '{"file_path":"/etc/hosts","content":"x"}' };
      db.prepare(
        "UPDATE runs SET cwd = '/srv/orders', permission_denials = ?, permission_mode = 'default' WHERE message_id = ?",
      ).run(JSON.stringify([denial]), messageId);
      const { positions } = addToolBlocks(db, messageId);
      await use({ db, address: `/threads/${threadId}`, messageId, positions });
      db.close();
    },
    { scope: "worker" },
  ],
});

/** The call at a place in CALLS. */
const callAt = (page: Page, { messageId, positions }: ToolThread, at: number) =>
  page.locator(`[id="message-${messageId}-${positions[at]}"]`);

const unfold = async (page: Page, tools: ToolThread, at: number) => {
  const call = callAt(page, tools, at);
  await call.locator("summary").first().click();
  return call;
};

test("a call says in a line what it did, and unfolded all of it in the way of its tool", async ({ page, tools }) => {
  await page.goto(tools.address);
  await expect(callAt(page, tools, 0).locator("summary")).toContainText("src/retry.tslines 9–11");
  await expect(callAt(page, tools, 1).locator("summary")).toContainText("+2 −2");
  await expect(callAt(page, tools, 6).locator("summary")).toContainText("2 lines in 2 files");
  await expect(callAt(page, tools, 16).locator("summary")).toContainText("Refused");

  const read = await unfold(page, tools, 0);
  await expect(read.getByText('const name = "retry"; // how often')).toBeVisible();
  await expect(read.locator(".code-keyword").first()).toHaveText("const");
  await expect(read.locator("pre[aria-hidden]")).toHaveText("9\n10");

  const edit = await unfold(page, tools, 1);
  await expect(edit.locator("del").first()).toHaveText("export function retry(limit = 3) {");
  await expect(edit.locator("ins .code-word-added").first()).toHaveText("5");
  await expect(edit.getByText("// two")).toBeVisible();
  await expect(edit.getByText("// four")).toBeHidden();

  const bash = await unfold(page, tools, 4);
  await expect(bash.getByText("Exit code 1 ·")).toBeVisible();
  await expect(bash.locator(".ansi-red")).toHaveText("✗ sends them");
  await expect(bash.getByText("hidden ‹U+202E› here")).toBeVisible();

  const agent = await unfold(page, tools, 9);
  await expect(agent.getByText("There are three.")).toBeVisible();
  await expect(agent.getByText("agentId")).toBeHidden();
  await agent.getByText("src/states.mjs", { exact: true }).click();
  await expect(agent.getByText("new, paid, sent")).toBeVisible();

  const fetched = await unfold(page, tools, 11);
  await expect(fetched.getByRole("link", { name: /docs\.example\/orders/ })).toHaveAttribute("rel", /noopener/);
});

test("what was refused is shown with the rule that allows it", async ({ page, context, tools }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(tools.address);
  await page.getByRole("button", { name: "Copy the rule Edit(//etc/**)" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("Edit(//etc/**)");
});

test("the link of a call leads to it, also within a sub-agent that was folded", async ({ page, context, tools }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(tools.address);
  const inner = (await unfold(page, tools, 9)).locator(`[id="message-${tools.messageId}-${tools.positions[10]}"]`);
  await inner.hover();
  await inner.getByRole("button", { name: "Copy the link to this part" }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(new RegExp(`\\?at=${tools.messageId}#message-${tools.messageId}-\\d+$`));
  const opened = await context.newPage();
  await opened.goto(link);
  await expect(opened.getByText("new, paid, sent").first()).toBeInViewport();
  await opened.evaluate((anchor) => {
    location.hash = anchor;
  }, `message-${tools.messageId}-${tools.positions[2]}`);
  await expect(opened.getByText("change 2 of 2")).toBeInViewport();
});

test("an answer of 2,000 calls draws what is near, and a link leads into its middle", async ({ page, tools }) => {
  const threadId = addThread(tools.db, "Many calls");
  const messageId = addStanding(tools.db, { threadId, question: "Call often.", state: "ended" });
  addManyCalls(tools.db, messageId, 2_000);
  await page.goto(`/threads/${threadId}?at=${messageId}#message-${messageId}-2000`);
  const middle = page.locator(`[id="message-${messageId}-2000"]`);
  await expect(middle).toBeInViewport();
  await expect(middle.getByText("text of part 1000")).toBeVisible();
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(4_000);
});

test("code, a table and a link that arrive in pieces never show their marks", async ({ page, api, modulePath }) => {
  const pieces = [
    "SAY Look:\n\n```ts\nconst answer = 41",
    "HOLD block-1 && MORE  + 1;\n```\n\n| Name | Size",
    "HOLD block-2 && MORE (kB) |\n|---|---|\n| one | 1 |\n\nSee [the",
    "HOLD block-3 && MORE guide](https://example.com/guide).",
  ];
  await askOnHome(page, modulePath, pieces.join(" && "));
  const answer = answers(page).last();
  const writing = answer.locator("[data-writing]");
  await expect(answer.locator(".code-keyword")).toHaveText("const");
  await expect(writing).not.toContainText("```");
  api.release("block-1");
  await expect(answer.getByRole("columnheader", { name: "Size" })).toBeVisible();
  await expect(writing).not.toContainText(/```|\|/);
  api.release("block-2");
  await expect(answer.getByText("See the")).toBeVisible();
  await expect(writing).not.toContainText(/\||\[/);
  api.release("block-3");
  await expectStatus(page, "Complete");
  await expect(answer.getByRole("link", { name: "the guide" })).toHaveAttribute("href", "https://example.com/guide");
  await expect(answer.locator(".code-keyword")).toHaveText("const");
});
