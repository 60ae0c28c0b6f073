import net from "node:net";
import path from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import Database from "better-sqlite3";
import { startDashboard } from "../testing/dashboard.ts";
import { cookieHeader } from "../testing/signed-in.ts";
import { answers, askOnHome, expectStatus } from "./conversation.ts";
import { expect, test } from "./fixtures.ts";

/** The requests for the feed that any tab makes from now on. */
function feedRequests(context: BrowserContext): string[] {
  const requests: string[] = [];
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.pathname === "/api/feed") requests.push(url.search);
  });
  return requests;
}

const expectText = (page: Page, words: string) =>
  expect(answers(page).last().getByText(words, { exact: true })).toBeVisible();

async function openTabs(context: BrowserContext, count: number, address: string): Promise<Page[]> {
  const pages: Page[] = [];
  for (let number = 0; number < count; number += 1) {
    const page = await context.newPage();
    await page.goto(address);
    pages.push(page);
  }
  return pages;
}

test("ten tabs share one connection, and all of them show the answer while it is written", async ({
  page,
  context,
  api,
  modulePath,
}) => {
  const requests = feedRequests(context);
  const address = await askOnHome(page, modulePath, "SAY Ten && HOLD ten-1 && MORE  tabs && HOLD ten-2 && MORE  hear.");
  await expectText(page, "Ten");
  const tabs = [page, ...(await openTabs(context, 8, address))];
  const home = await context.newPage();
  await home.goto("/");
  api.release("ten-1");
  for (const tab of tabs) await expectText(tab, "Ten tabs");
  await expect(home.getByText("Ten tabs", { exact: true })).toBeVisible();
  api.release("ten-2");
  for (const tab of tabs) {
    await expectText(tab, "Ten tabs hear.");
    await expectStatus(tab, "Complete");
  }
  expect(requests).toHaveLength(1);
  for (const tab of [home, ...tabs.slice(1)]) await tab.close();
});

test("when the tab that has the connection is closed another one goes on, and no text is lost", async ({
  page,
  context,
  api,
  modulePath,
}) => {
  const requests = feedRequests(context);
  const leader = await context.newPage();
  await leader.goto("/");
  await expect.poll(() => requests.length).toBe(1);
  const prompt = "SAY One && HOLD over-1 && MORE  two && HOLD over-2 && MORE  three && HOLD over-3 && MORE  four";
  const address = await askOnHome(page, modulePath, prompt);
  await expectText(page, "One");
  const [third] = await openTabs(context, 1, address);
  if (!third) throw new Error("A tab was opened.");
  api.release("over-1");
  for (const tab of [page, third]) await expectText(tab, "One two");
  expect(requests).toHaveLength(1);
  await leader.close();
  api.release("over-2");
  for (const tab of [page, third]) await expectText(tab, "One two three");
  expect(requests).toHaveLength(2);
  await page.reload();
  api.release("over-3");
  for (const tab of [page, third]) await expectText(tab, "One two three four");
  await third.close();
});

test("a browser without locks has a connection for each tab, and shows the same", async ({
  page,
  context,
  api,
  modulePath,
}) => {
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "locks"));
  const requests = feedRequests(context);
  const address = await askOnHome(page, modulePath, "SAY Each && HOLD each && MORE  alone");
  await expectText(page, "Each");
  const [second] = await openTabs(context, 1, address);
  if (!second) throw new Error("A tab was opened.");
  await expectText(second, "Each");
  api.release("each");
  for (const tab of [page, second]) await expectText(tab, "Each alone");
  expect(requests).toHaveLength(2);
  await second.close();
});

test("what another program writes appears in a thread that is open", async ({ page, dir, modulePath }) => {
  const address = await askOnHome(page, modulePath, "SAY Known.");
  await expectStatus(page, "Complete");
  const other = new Database(path.join(dir, "switchboard.db"));
  try {
    other
      .prepare(
        "INSERT INTO messages VALUES ('from-elsewhere', ?, 'robot', 'Beep from elsewhere', 'note', ?, NULL, NULL)",
      )
      .run(path.basename(new URL(address).pathname), Date.now() / 1000);
    await expect(page.getByText("Beep from elsewhere")).toBeVisible();
  } finally {
    other.close();
  }
});

test("going between pages keeps the one connection, and a page shows what came while another was shown", async ({
  page,
  context,
  api,
  modulePath,
}) => {
  const requests = feedRequests(context);
  await askOnHome(page, modulePath, "SAY Before && HOLD away && MORE  and after");
  await expectText(page, "Before");
  await page.getByRole("link", { name: "Now" }).first().click();
  await expect(page.getByLabel("Module directory")).toBeVisible();
  await expect(page.getByText("Before", { exact: true })).toBeVisible();
  api.release("away");
  await page.goBack();
  await expectText(page, "Before and after");
  await expectStatus(page, "Complete");
  expect(requests).toHaveLength(1);
});

test("the feed's address refuses other methods and scopes, and answers a cursor it can't read with one resync", async ({
  dashboard,
  request,
}) => {
  expect((await request.post("/api/feed")).status()).toBe(405);
  const refused = await request.get("/api/feed?scope=all");
  expect(refused.status()).toBe(400);
  expect(await refused.json()).toMatchObject({ code: "input-invalid", hint: expect.any(String) });
  const response = await fetch(`${dashboard.url}/api/feed?after=0`, {
    headers: { "Last-Event-ID": "garbage", ...cookieHeader(dashboard.url) },
  });
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  let text = "";
  for await (const piece of response.body ?? []) {
    text += new TextDecoder().decode(piece);
    if (text.includes("resync")) break;
  }
  expect(text).toMatch(/^retry: 1000\n\nid: (\d+)\ndata: {"type":"resync","cursor":\1}\n\n$/);
});

test("SIGTERM ends a server with fifty streams, stalled ones among them", async ({ dir, claude }) => {
  const home = path.join(dir, "fifty-streams");
  const dashboard = await startDashboard({ dir: home, env: claude.env, args: ["--claude", claude.path] });
  const streams = Array.from({ length: 50 }, (_, index) => {
    const socket = net.connect(Number(new URL(dashboard.url).port), "127.0.0.1");
    const { cookie } = cookieHeader(dashboard.url);
    socket.write(`GET /api/feed HTTP/1.1\r\nHost: ${new URL(dashboard.url).host}\r\nCookie: ${cookie}\r\n\r\n`);
    const heard = { bytes: 0, ended: false };
    socket.on("data", (piece) => {
      heard.bytes += piece.length;
    });
    if (index % 5 === 0) socket.once("data", () => socket.pause());
    socket.on("close", () => {
      heard.ended = true;
    });
    return { socket, heard };
  });
  await expect.poll(() => streams.every(({ heard }) => heard.bytes > 0)).toBe(true);
  const other = new Database(path.join(home, "switchboard", "switchboard.db"));
  other.exec(`INSERT INTO threads (thread_id, created_at) VALUES ('t', 1);
    INSERT INTO messages VALUES ('large', 't', 'm', '${"x".repeat(9_000_000)}', 'note', 1, NULL, NULL)`);
  other.close();
  await expect.poll(() => streams.every(({ heard }, index) => index % 5 === 0 || heard.bytes > 9_000_000)).toBe(true);
  // A server that can't end by itself is killed, with another code.
  expect(await dashboard.stop()).toEqual({ code: 0, signal: null });
  for (const { socket } of streams) socket.resume();
  await expect.poll(() => streams.every(({ heard }) => heard.ended)).toBe(true);
});
