import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import Database from "better-sqlite3";
import { startDashboard } from "../testing/dashboard.ts";
import { answers, askOnHome, expectStatus } from "./conversation.ts";
import { expect, SERVER_GONE, test } from "./fixtures.ts";
import { expectPerceivableInBothThemes } from "./perceivable.ts";

/** What a click makes the browser save. */
async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; file: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), file: await download.path() };
}

const HOSTILE = `<script>fetch("http://127.0.0.1:9/script")</script> <img src="http://127.0.0.1:9/img" onerror="alert(1)">
![pixel](http://127.0.0.1:9/pixel.png) [click](javascript:alert(1)) <svg onload="alert(1)"></svg> <style>@import "http://127.0.0.1:9/css"</style>
<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/refresh"> <iframe src="http://127.0.0.1:9/frame"></iframe>`;

test("a thread is saved from its page; the HTML opens from a file, fetches nothing and runs nothing", async ({
  page,
  dir,
  dashboard,
  modulePath,
  browser,
}) => {
  const address = await askOnHome(page, modulePath, "SAY It is **new**, paid or sent.");
  await expectStatus(page, "Complete");
  const threadId = new URL(address).pathname.split("/").at(-1);
  const db = new Database(path.join(dir, "switchboard.db"));
  db.prepare("UPDATE threads SET title = ? WHERE thread_id = ?").run("Größe: <b>日本語</b>", threadId);
  db.prepare("INSERT INTO messages VALUES ('hostile', ?, 'other', ?, 'note', unixepoch(), 'complete', NULL)").run(
    threadId,
    HOSTILE,
  );
  db.close();
  await page.reload();
  await page.getByText("Export", { exact: true }).click();
  const html = await saved(page, () => page.getByRole("link", { name: /^HTML page/ }).click());
  expect(html.name).toBe("Größe-b-日本語-b.html");
  await page.getByText("Export", { exact: true }).click();
  const markdown = await saved(page, () => page.getByRole("link", { name: /^Markdown/ }).click());
  expect(readFileSync(markdown.file, "utf8")).toContain("It is **new**, paid or sent.");

  const file = path.join(dir, "thread.html");
  writeFileSync(file, readFileSync(html.file));
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ colorScheme });
    const opened = await context.newPage();
    const asked: string[] = [];
    const happened: string[] = [];
    opened.on("request", (request) => asked.push(request.url()));
    opened.on("dialog", (dialog) => {
      happened.push(dialog.message());
      void dialog.dismiss();
    });
    opened.on("console", (message) => happened.push(message.text()));
    await opened.goto(pathToFileURL(file).href);
    await expect(opened.getByRole("heading", { level: 1 })).toHaveText("Größe: <b>日本語</b>");
    await expect(opened.getByText("It is new, paid or sent.", { exact: true })).toBeVisible();
    await opened.getByText("click").click();
    expect(
      await opened.evaluate(() => document.querySelectorAll("script, img, iframe, svg, link, object").length),
    ).toBe(0);
    expect({ asked, happened }).toEqual({ asked: [pathToFileURL(file).href], happened: [] });
    await context.close();
  }
  const response = await page.request.get(`${dashboard.url}/api/threads/${threadId}/export?format=html`);
  expect(response.headers()).toMatchObject({ "x-content-type-options": "nosniff", "cache-control": "no-store" });
  const unknown = await page.request.get(`${dashboard.url}/api/threads/none/export`);
  expect([unknown.status(), (await unknown.json()).code]).toEqual([404, "thread-unknown"]);
  const format = await page.request.get(`${dashboard.url}/api/threads/${threadId}/export?format=exe`);
  expect([format.status(), (await format.json()).code]).toEqual([400, "input-invalid"]);
});

/** What modules may do doesn't come with a file. Other tests, at the same time, change what the sample's modules may. */
function withoutRights(exported: string): string {
  const rights = /("profile":)("[a-z]+"|null)(.*"asks":)(true|false|null)/;
  return exported.replace(/^\{"line":"module".*$/gm, (line) => line.replace(rights, "$1null$3null"));
}

test.describe("two dashboards", () => {
  // The second one is ended while its page is open.
  test.use({ allowedErrors: [SERVER_GONE] });

  test("everything that is exported comes into a fresh dashboard after a preview, equal to the byte", async ({
    page,
    dir,
    dashboard,
    claude,
    modulePath,
  }) => {
    await askOnHome(page, modulePath, "SAY To be moved");
    await expectStatus(page, "Complete");
    const odd = new Database(path.join(dir, "switchboard.db"));
    odd.exec(`INSERT OR IGNORE INTO threads VALUES ('odd id/ü', NULL, 'a,b', 5, NULL, '[1]');
    INSERT OR IGNORE INTO messages VALUES ('odd', 'odd id/ü', 'a', x'ff00', 'note', '2024-01-01', 'pending', 'no json')`);
    odd.close();
    await page.goto(`${dashboard.url}/import/file`);
    const everything = await saved(page, () => page.getByRole("link", { name: "Export everything" }).click());
    expect(everything.name).toMatch(/^switchboard-\d{4}-\d\d-\d\d\.jsonl$/);
    const text = readFileSync(everything.file, "utf8");
    expect(text).toMatch(
      /^\{"line":"switchboard-export","version":1,"of":\{\}\}\n[\s\S]*"To be moved[\s\S]*\{"line":"end",.*\}\n$/,
    );
    const file = path.join(dir, "everything.jsonl");
    writeFileSync(file, text);
    const oddFile = await page.request.get(
      `${dashboard.url}/api/threads/${encodeURIComponent("odd id/ü")}/export?format=jsonl`,
    );
    expect(oddFile.status()).toBe(200);

    const home = path.join(dir, "moved");
    mkdirSync(home);
    const other = await startDashboard({ dir: home, env: claude.env, args: ["--claude", claude.path] });
    try {
      await page.goto(`${other.url}/import/file`);
      await page.getByLabel("Path on this machine").fill("/no/such/file");
      await page.getByRole("button", { name: "Preview" }).click();
      await expect(page.getByText("There is no file /no/such/file.")).toBeVisible();
      await page.getByLabel("Or send a file from this browser").setInputFiles(file);
      await expect(page.getByRole("row", { name: /^Messages/ })).toBeVisible();
      await expectPerceivableInBothThemes(page);
      expect((await page.request.get(`${other.url}/api/home`).then((home) => home.json())).recent).toEqual([]);
      await page.getByRole("button", { name: "Import", exact: true }).click();
      await expect(page.getByText("All that was read is here.")).toBeVisible();
      await expectPerceivableInBothThemes(page);
      expect(await page.request.get(`${other.url}/api/export`).then((all) => all.text())).toBe(withoutRights(text));
      // Again, by its path: nothing is doubled.
      await page.getByRole("button", { name: "Another file" }).click();
      await page.getByLabel("Path on this machine").fill(file);
      await page.getByRole("button", { name: "Preview" }).click();
      await expect(page.getByText("There is nothing new in it.")).toBeVisible();
      await page.goto(other.url);
      await page
        .getByRole("link", { name: /To be moved/ })
        .first()
        .click();
      await page.waitForURL(/\/threads\//);
      await expect(answers(page).getByText("To be moved", { exact: true })).toBeVisible();
      await page.goto("about:blank");
    } finally {
      await other.stop();
    }
  });
});

test("no page of the web can send a file to the dashboard", async ({ dashboard, request }) => {
  const sent = (headers: Record<string, string>) =>
    request.post(`${dashboard.url}/api/import/file?name=a.jsonl`, { headers, data: Buffer.from("hello") });
  expect((await sent({ origin: "http://evil.test" })).status()).toBe(403);
  expect((await sent({ "sec-fetch-site": "cross-site" })).status()).toBe(403);
  const refused = await sent({ origin: dashboard.url });
  expect([refused.status(), (await refused.json()).code]).toEqual([400, "file-not-importable"]);
});
