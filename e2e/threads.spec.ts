import type Database from "better-sqlite3";
import { expect } from "./fixtures.ts";
import { withOwnDashboard } from "./own-dashboard.ts";
import { addStanding, addThread } from "./standing-runs.ts";

const DAY = 86_400;

/** A dashboard with 130 threads of three modules over many days, and another program's connection to its database. */
const test = withOwnDashboard("threads", (db) => {
  for (let at = 0; at < 130; at++) addOld(db, `Thread ${String(at).padStart(3, "0")}`, at);
});

/** A thread that was last active so many half days ago. */
function addOld(db: Database.Database, title: string, at: number): string {
  const module = at % 10 === 3 ? "rare" : at % 2 === 0 ? "orders" : "stock";
  const threadId = addThread(db, title, module);
  const time = Date.now() / 1000 - 3 * DAY - (at * DAY) / 2;
  db.prepare("UPDATE threads SET created_at = ?, updated_at = ? WHERE thread_id = ?").run(time, time, threadId);
  return threadId;
}

test("the list shows days with their counts, reads on as one scrolls, and keeps its place on the way back", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Threads" }).click();
  await page.waitForURL("/threads");
  const rows = page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { level: 3 }) });
  await expect(rows.first()).toContainText("Thread 000");
  await expect(page.getByText("130 threads", { exact: true })).toBeVisible();
  await expect(page.getByRole("region").first().getByRole("heading", { level: 2 })).toHaveText(/\d (\w+ )?\d$|\w+day/);
  await page.mouse.move(600, 600);
  const last = page.getByRole("link", { name: "Thread 129" });
  await expect(async () => {
    await page.mouse.wheel(0, 2_000);
    await expect(last).toBeInViewport({ timeout: 500 });
  }).toPass();
  await expect(rows).toHaveCount(130);
  await last.click();
  await page.waitForURL(/\/threads\/./);
  await page.goBack();
  await expect(last).toBeInViewport();
  await expect(rows).toHaveCount(130);
});

test("filters, words of the title, order and grouping stand in the address and are there after a reload", async ({
  page,
}) => {
  await page.goto("/threads");
  await page.getByRole("link", { name: "rare 13" }).click();
  await page.waitForURL("/threads?module=rare");
  await expect(page.getByText("13 threads", { exact: true })).toBeVisible();
  await page.getByLabel("Words in the title").fill("thread 01");
  await page.waitForURL(/title=thread\+01/);
  await expect(page.getByRole("heading", { level: 3 })).toHaveText(["Thread 013"]);
  await page.getByLabel("Words in the title").fill("");
  await page.getByLabel("Order").selectOption("Title");
  await page.waitForURL("/threads?module=rare&sort=title");
  await expect(page.getByRole("heading", { level: 3 }).nth(1)).toHaveText("Thread 013");
  await page.goto("/threads?group=module");
  await page.reload();
  await expect(page.getByRole("region", { name: "orders" }).getByRole("heading", { level: 3 })).toHaveCount(5);
  await page.getByRole("link", { name: "All threads of stock" }).click();
  await page.waitForURL("/threads?module=stock");
  await page.goto("/threads?title=nothing-has-this");
  await page.getByRole("link", { name: "Show all threads" }).click();
  await page.waitForURL("/threads");
  await expect(page.getByText("130 threads", { exact: true })).toBeVisible();
});

test("threads that come, change and go show without a reload, in their places", async ({ page, db }) => {
  await page.goto("/threads");
  const first = page.getByRole("main").getByRole("heading", { level: 3 }).first();
  await expect(first).toHaveText("Thread 000");
  await expect(page.getByText("130 threads", { exact: true })).toBeVisible();
  const threadId = addThread(db, "Just begun");
  await expect(first).toHaveText("Just begun");
  await expect(page.getByRole("region", { name: "Today" }).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByText("131 threads", { exact: true })).toBeVisible();
  addStanding(db, { threadId, question: "Is it live?", state: "running" });
  const row = page.getByRole("listitem").filter({ hasText: "Just begun" });
  await expect(row.getByText("Live", { exact: true })).toBeVisible();
  db.prepare("UPDATE messages SET status = 'failed' WHERE thread_id = ? AND status = 'processing'").run(threadId);
  await expect(row.getByText("1 failed")).toBeVisible();
  db.prepare("DELETE FROM threads WHERE thread_id = ?").run(threadId);
  await expect(first).toHaveText("Thread 000");
});

test("several threads are chosen with the keyboard, tagged, pinned, archived and deleted, and another tab follows", async ({
  page,
  context,
  db,
}) => {
  const names = ["Chosen A", "Chosen B", "Chosen C"];
  for (const name of names) addThread(db, name);
  await page.goto("/threads");
  const other = await context.newPage();
  await other.goto("/threads?tag=e2e%20tag");
  await expect(other.getByText("No thread is like this.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 3 }).first()).toHaveText("Chosen C");
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "Chosen C" })).toBeFocused();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await expect(page.getByRole("link", { name: "Chosen B" })).toBeFocused();
  await page.keyboard.press("x");
  const bar = page.getByRole("region", { name: "Chosen threads" });
  await expect(bar.getByText("2 chosen")).toBeVisible();
  await bar.getByRole("button", { name: "Tag", exact: true }).click();
  await bar.getByLabel("New tag").fill("e2e tag");
  await page.keyboard.press("Enter");
  await expect(other.getByRole("heading", { level: 3 })).toHaveText(["Chosen C", "Chosen B"]);
  await bar.getByRole("button", { name: "Done" }).click();
  await bar.getByRole("button", { name: "Pin" }).click();
  await expect(page.getByRole("region", { name: "Pinned" }).getByRole("heading", { level: 3 })).toHaveCount(2);
  await bar.getByRole("button", { name: "Archive" }).click();
  await expect(page.getByRole("heading", { level: 3 }).first()).toHaveText("Chosen A");
  await expect(other.getByText("No thread is like this.")).toBeVisible();
  await page.goto("/threads?show=archived");
  await page.getByRole("button", { name: "Choose" }).click();
  await page.getByRole("checkbox", { name: "Choose Chosen B" }).check({ force: true });
  await bar.getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete “Chosen B”?" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("heading", { level: 3 })).toHaveText(["Chosen C", "Chosen B"]);
  await bar.getByRole("button", { name: "Delete" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { level: 3 })).toHaveText(["Chosen C"]);
  expect(db.prepare("SELECT count(*) FROM threads WHERE title = 'Chosen B'").pluck().get()).toBe(0);
  db.exec("DELETE FROM threads WHERE title LIKE 'Chosen %'");
  await other.close();
});

test.describe(() => {
  // The page of a deleted thread asks for it once more before it is left.
  test.use({ allowedErrors: [/404/] });
  test("a thread's own page pins, tags and deletes it, and home shows the pin and the tag", async ({ page, db }) => {
    const threadId = addThread(db, "One of its own");
    await page.goto(`/threads/${threadId}`);
    await page.getByRole("button", { name: "Pin the thread" }).click();
    await expect(page.getByRole("button", { name: "Unpin the thread" })).toHaveAttribute("aria-pressed", "true");
    await page.getByRole("button", { name: "Tags of the thread" }).click();
    await page.getByLabel("New tag").fill("later");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Take off the tag later" })).toBeVisible();
    await page.goto("/");
    const row = page.getByRole("listitem").filter({ hasText: "One of its own" });
    await expect(row.getByRole("img", { name: "Pinned" })).toBeVisible();
    await expect(row.getByText("later", { exact: true })).toBeVisible();
    await row.getByRole("link").click();
    await page.getByRole("button", { name: "Delete the thread" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.waitForURL("/threads");
    await expect(page.getByRole("heading", { level: 3 }).first()).toHaveText("Thread 000");
  });
});
