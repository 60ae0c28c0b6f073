import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "./fixtures.ts";
import { withOwnDashboard } from "./own-dashboard.ts";
import { addStanding, addThread } from "./standing-runs.ts";

const test = withOwnDashboard("graph", (db) => {
  const asker = db.prepare("UPDATE runs SET asker = ? WHERE message_id = ?");
  const ask = (threadId: string, from: string | null, module: string, state: "ended" | "running" = "ended") => {
    const messageId = addStanding(db, {
      threadId,
      module,
      question: `What of ${module}?`,
      state,
      text: "This.",
      age: 60,
    });
    asker.run(from, messageId);
  };
  const crates = addThread(db, "How many crates?", "till");
  ask(crates, null, "till");
  ask(crates, "till", "stock");
  const orders = addThread(db, "Which orders wait?", "stock");
  ask(orders, "till", "stock");
  ask(orders, "stock", "orders", "running");
  return { crates };
});

test("the graph shows who asks whom, live, and leads from an edge to its threads", async ({ page, filled }) => {
  await page.goto("/");
  await page.keyboard.press("g");
  await page.keyboard.press("g");
  await page.waitForURL("**/graph");
  const table = page.getByRole("region", { name: "Who asks whom" });
  await expect(table.getByRole("row")).toHaveText([
    "Who asks whomQueriesFailedCost",
    /^tillasksstock20/,
    /^Peopleasktill10/,
    /^stockasksorders10/,
  ]);
  const picture = page.locator("svg", { has: page.locator("#asks") });
  await expect(picture.locator("circle")).toHaveCount(4);
  await expect(picture.locator(".stroke-live")).toHaveCount(1);
  await table.getByRole("link", { name: /till\s*asks\s*stock/ }).press("Enter");
  const threads = page.getByRole("region", { name: "Threads in which till asked stock" });
  await expect(threads.getByRole("heading", { level: 3 })).toHaveText(["Which orders wait?", "How many crates?"]);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  await page.getByRole("link", { name: "7 days" }).click();
  await expect(page).toHaveURL(/range=7.*from=till&to=stock/);
  await threads.getByRole("link", { name: "How many crates?" }).click();
  await page.waitForURL(`**/threads/${filled.crates}`);
});

test("a time without queries says so, and one that there isn't is refused", async ({ page }) => {
  await page.goto("/graph?range=fortnight");
  await expect(page.getByText("Known are: 7, 30, 90, all (days).")).toBeVisible();
});
