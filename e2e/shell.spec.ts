import type { BrowserContext, Page } from "@playwright/test";
import { askOnHome } from "./conversation.ts";
import { expect, SERVER_GONE } from "./fixtures.ts";
import { openAlive } from "./open-alive.ts";
import { withOwnDashboard } from "./own-dashboard.ts";
import { addStanding, addThread, endStanding } from "./standing-runs.ts";

/** A dashboard with a few threads and a module, and another program's connection to its database. */
const test = withOwnDashboard("shell", (db) => {
  db.prepare("INSERT INTO modules (name, path, created_at) VALUES ('orders', '/srv/modules/orders', 1)").run();
  for (let at = 0; at < 30; at++) addThread(db, `Thread ${String(at).padStart(2, "0")}`);
  addThread(db, "Where parcels wait");
});

const palette = (page: Page) => page.getByRole("dialog", { name: "Find or go to" });
const toasts = (page: Page) => page.getByRole("region", { name: /What happened elsewhere/ });

test("the palette finds a thread by its title, asks a module and searches all; Escape gives the focus back", async ({
  page,
}) => {
  await openAlive(page, "/threads");
  await page.getByLabel("Order").focus();
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toHaveCount(0);
  await expect(page.getByLabel("Order")).toBeFocused();

  // Also what is typed before the palette is loaded goes into it: no letter of it is a key of the page.
  await openAlive(page, "/threads");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("parcels");
  await expect(palette(page).getByRole("combobox")).toHaveValue("parcels");
  await expect(palette(page).getByRole("option", { name: /Where parcels wait/ })).toBeVisible();
  await expect(palette(page).getByRole("option", { name: "Search all for “parcels”" })).toBeVisible();
  await palette(page)
    .getByRole("option", { name: /Where parcels wait/ })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Where parcels wait" })).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("ask orders");
  await expect(palette(page).getByRole("option", { name: "Ask orders", exact: true })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("Enter");
  await page.waitForURL("/?module=orders");
  await expect(page.getByLabel("Question")).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("zebra & co");
  await page.keyboard.press("Enter");
  await page.waitForURL("/search?q=zebra+%26+co");
});

test("keys go to pages and lists, the sheet lists them, and none acts while one types or a dialog is open", async ({
  page,
}) => {
  await openAlive(page, "/insights");
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await page.waitForURL("/threads");
  await page.getByText(/^\d+ threads$/).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(page.getByRole("main").getByRole("heading", { level: 3 }).nth(1).getByRole("link")).toBeFocused();

  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect(sheet.getByRole("heading", { name: "List of threads on this page" })).toBeVisible();
  await expect(sheet.getByText("Next thread", { exact: true })).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("main").getByRole("heading", { level: 3 }).nth(1).getByRole("link")).toBeFocused();
  expect(new URL(page.url()).pathname).toBe("/threads");

  await page.getByLabel("Words in the title").pressSequentially("gi?a[");
  await expect(page.getByLabel("Words in the title")).toHaveValue("gi?a[");
  await page.getByRole("link", { name: "Threads", exact: true }).focus();
  await page.keyboard.press("a");
  await page.waitForURL("/");
  await expect(page.getByLabel("Module directory")).toBeFocused();
});

test("density and the width of the side bar are kept, and stand before anything is painted", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openAlive(page, "/threads");
  const row = page.getByRole("main").getByRole("listitem").filter({ hasText: "Thread 05" });
  const height = async () => (await row.boundingBox())?.height ?? 0;
  const comfortable = await height();
  await expect(page.getByRole("navigation", { name: "Main" }).getByText("Threads")).toBeInViewport();
  await page.getByRole("button", { name: "Narrow the side bar" }).click();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.type("density compact");
  await page.keyboard.press("Enter");
  await expect.poll(height).toBeLessThan(comfortable - 8);
  // What the page says of itself when its head was read, before its body is.
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (!document.body) return;
      const { density, sideBar } = document.documentElement.dataset;
      Object.assign(window, { firstSeen: [density, sideBar] });
      seen.disconnect();
    });
    seen.observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  expect(await page.evaluate(() => "firstSeen" in window && window.firstSeen)).toEqual(["compact", "narrow"]);
  expect((await page.getByRole("main").boundingBox())?.width).toBeGreaterThan(1_180);
  await page.getByRole("button", { name: "Widen the side bar" }).click();
  await expect(page.getByRole("button", { name: "Narrow the side bar" })).toBeVisible();
});

test("while an answer is written the tab says so, and its end is told on other pages, with a link, but not in its own", async ({
  page,
  context,
  db,
}) => {
  const threadId = addThread(db, "Which parcels are late?");
  const messageId = addStanding(db, { threadId, question: "Which?", state: "running" });
  await openAlive(page, "/threads");
  const own = await context.newPage();
  await openAlive(own, `/threads/${threadId}`);
  await expect(page).toHaveTitle("(1) Threads · Switchboard");
  await expect(page.getByRole("link", { name: "Now 1 live" })).toBeVisible();
  const icon = page.locator('link[rel~="icon"]').first();
  await expect(icon).toHaveAttribute("href", /^data:image\/svg\+xml,/);
  await page.getByRole("link", { name: "Insights" }).click();
  await expect(page).toHaveTitle("(1) Insights · Switchboard");

  endStanding(db, messageId);
  await expect(toasts(page).getByRole("link", { name: "orders answered" })).toBeVisible();
  await expect(toasts(page)).toContainText("Which parcels are late?");
  await expect(page).toHaveTitle("Insights · Switchboard");
  await expect(icon).toHaveAttribute("href", /icon\.svg/);
  await expect(own.getByRole("article", { name: /^Answer/ }).getByText("Complete")).toBeVisible();
  await expect(own).toHaveTitle(/^Which parcels/);
  await expect(toasts(own).getByRole("listitem")).toHaveCount(0);
  await own.close();

  const failing = addStanding(db, { threadId, question: "And now?", state: "running" });
  await expect(page).toHaveTitle(/^\(1\)/);
  endStanding(db, failing, { code: "api", message: "The API is overloaded." });
  await expect(toasts(page).getByText("orders could not answer")).toBeVisible();
  await toasts(page).getByRole("link", { name: "orders answered" }).click();
  await page.waitForURL(new RegExp(`/threads/${threadId}#message-${messageId}`));
});

test("with all tabs hidden one notification tells of an end; nothing asks for it without a press", async ({
  page,
  context,
  db,
}) => {
  await fakeNotifications(context);
  const threadId = addThread(db, "Which parcels are lost?");
  const messageId = addStanding(db, { threadId, question: "Which?", state: "running" });
  await openAlive(page, "/threads");
  const other = await context.newPage();
  await openAlive(other, "/insights");
  for (const tab of [page, other]) {
    await expect(tab).toHaveTitle(/^\(1\)/);
    await tab.evaluate(() => {
      localStorage.setItem("switchboard:notify", "on");
      Reflect.set(window, "isHidden", true);
      document.dispatchEvent(new Event("visibilitychange"));
    });
  }
  endStanding(db, messageId);
  const notified = async () => {
    const both = await Promise.all([page, other].map((tab) => tab.evaluate(() => Reflect.get(window, "notified"))));
    return both.flat();
  };
  await expect.poll(notified).toEqual(["orders answered: Which parcels are lost?"]);
  await expect(other).toHaveTitle("Insights · Switchboard");
  expect(await notified()).toHaveLength(1);
  await other.close();
});

test.describe("for whoever is new", () => {
  test.use({ offersNotifications: true });

  test("notifications are offered after the first question, once, and the browser asks only after a press", async ({
    page,
    context,
    modulePath,
  }) => {
    await fakeNotifications(context, "default");
    await askOnHome(page, modulePath, "SAY Offered.");
    await expect(toasts(page)).toContainText("Should this browser tell you when an answer is there?");
    expect(await page.evaluate(() => Reflect.get(window, "permissionAsked"))).toBe(0);
    await toasts(page).getByRole("button", { name: "Tell me" }).click();
    await expect.poll(() => page.evaluate(() => localStorage.getItem("switchboard:notify"))).toBe("on");
    expect(await page.evaluate(() => Reflect.get(window, "permissionAsked"))).toBe(1);
  });
});

test.describe("without the server", () => {
  test.use({ allowedErrors: [new RegExp(`${SERVER_GONE.source}|ERR_INTERNET_DISCONNECTED`)] });

  test("the page says what still works and stays where it is; both end by themselves", async ({ page, context }) => {
    await openAlive(page, "/threads");
    await context.setOffline(true);
    await expect(page.getByText(/^Offline\./)).toBeVisible();
    await page.getByRole("link", { name: "Insights" }).click();
    await expect(page.getByText("Switchboard does not answer.", { exact: true })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe("/threads");
    await context.setOffline(false);
    await expect(page.getByText(/^Offline\./)).toHaveCount(0);
    await page.getByRole("link", { name: "Insights" }).click();
    await page.waitForURL("/insights");
  });
});

test("on a phone the menu leads on, and closes by itself", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openAlive(page, "/threads");
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(page.getByRole("dialog", { name: "Menu" })).toBeInViewport({ ratio: 1 });
  await page.getByRole("dialog").getByRole("link", { name: "Search" }).click();
  await page.waitForURL("/search");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

/** Puts notifications of the test's own in place of the browser's, and lets a tab say that it is hidden. */
async function fakeNotifications(
  context: BrowserContext,
  permission: "granted" | "default" = "granted",
): Promise<void> {
  await context.addInitScript((given) => {
    Object.assign(window, { notified: [], permissionAsked: 0, isHidden: false });
    Object.defineProperty(document, "visibilityState", {
      get: () => (Reflect.get(window, "isHidden") ? "hidden" : "visible"),
    });
    class FakeNotification {
      static permission: string = given;
      constructor(title: string, { body }: { body: string }) {
        Reflect.get(window, "notified").push(`${title}: ${body}`);
      }
      static async requestPermission() {
        Reflect.set(window, "permissionAsked", Reflect.get(window, "permissionAsked") + 1);
        FakeNotification.permission = "granted";
        return "granted";
      }
      close() {}
    }
    Reflect.set(window, "Notification", FakeNotification);
  }, permission);
}
