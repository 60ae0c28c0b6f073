import { mkdirSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { startDashboard } from "../testing/dashboard.ts";
import { inheritedEnv } from "../testing/real-claude.ts";
import { cookieHeader } from "../testing/signed-in.ts";
import { expect, SERVER_GONE, test } from "./fixtures.ts";

/** A request with a Host header of one's own, which fetch would not send. */
function get(url: string, headers: Record<string, string>, method = "GET"): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers }, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on("error", reject);
    request.end();
  });
}

test("a request that names another host is refused, on pages, data, streams and files alike", async ({ dashboard }) => {
  const { port } = new URL(dashboard.url);
  const hosts = [
    "evil.test",
    `evil.test:${port}`,
    `127.0.0.1.evil.test:${port}`,
    "127.0.0.1:1",
    "localhost",
    "LOCALHOST.:80",
  ];
  for (const target of ["/", "/search?q=a", "/api/home", "/api/feed", "/icon.svg", "/_next/static/none.js", "/none"]) {
    for (const host of hosts) {
      const { status, body } = await get(dashboard.url + target, { host });
      expect({ target, host, status }).toEqual({ target, host, status: 403 });
      expect(body).toContain("its own address only");
      expect((await get(dashboard.url + target, { host, ...cookieHeader(dashboard.url) })).status).toBe(403);
    }
    const posted = await get(dashboard.url + target, { host: "evil.test" }, "POST");
    expect(posted.status).toBe(403);
  }
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]) {
    expect((await get(`${dashboard.url}/api/home`, { host, ...cookieHeader(dashboard.url) })).status).toBe(200);
  }
});

test("a request without a Host header is refused", async ({ dashboard }) => {
  const { port } = new URL(dashboard.url);
  const socket = net.connect(Number(port), "127.0.0.1");
  socket.end("GET /api/home HTTP/1.0\r\n\r\n");
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 40[03] /);
  expect(answer).not.toContain("recent");
});

test.describe("servers that come and go", () => {
  test.use({ allowedErrors: [SERVER_GONE] });

  test("without a claude CLI the dashboard opens, says how to get it, and still searches", async ({ dir, page }) => {
    const home = path.join(dir, "no-cli");
    mkdirSync(home);
    const dashboard = await startDashboard({ dir: home, env: { ...inheritedEnv(), HOME: home, PATH: "/nowhere" } });
    try {
      await expect.poll(dashboard.output).toContain("The claude CLI isn't on PATH");
      await expect.poll(dashboard.output).toContain("npm install -g @anthropic-ai/claude-code");
      await page.goto(dashboard.url);
      await expect(page.getByText("npm install -g @anthropic-ai/claude-code").first()).toBeVisible();
      await expect(page.getByRole("button", { name: "Ask", exact: true })).toBeDisabled();
      await page.goto(`${dashboard.url}/search?q=anything`);
      await expect(page.getByRole("searchbox").first()).toHaveValue("anything");
    } finally {
      await dashboard.stop();
    }
  });

  test("a database that can't be used is refused with words before the port is opened", async ({ dir, claude }) => {
    const file = path.join(dir, "not-a-database.db");
    writeFileSync(file, "this is no SQLite database, but a text that is long enough to be one".repeat(20));
    const started = startDashboard({ dir: path.join(dir, "refused"), env: claude.env, args: ["--db", file] });
    await expect(started).rejects.toThrow(/is not a SQLite database/);
    await expect(started).rejects.toThrow(/Name another file with --db/);
  });

  test("SIGTERM ends the server although a stream is open; the next one has the answer that went on meanwhile", async ({
    dir,
    api,
    claude,
    modulePath,
    page,
  }) => {
    const home = path.join(dir, "restarted");
    mkdirSync(home);
    const start = () => startDashboard({ dir: home, env: claude.env, args: ["--claude", claude.path] });
    const first = await start();
    await page.goto(first.url);
    await page.getByLabel("Module directory").fill(modulePath);
    await page.getByLabel("Question").fill("SAY before the restart && HOLD restart && MORE and after it");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    // Its words show on the page of what is running now too, before the thread's page has come.
    await page.waitForURL(/\/threads\//);
    await expect(page.getByText("before the restart", { exact: true })).toBeVisible();
    const { pathname } = new URL(page.url());
    await page.goto("about:blank");
    await page.goto(first.url);
    expect(await first.stop()).toEqual({ code: 0, signal: null });

    api.release("restart");
    const second = await start();
    try {
      await page.goto(second.url + pathname);
      await expect(page.getByText("before the restart and after it", { exact: true })).toBeVisible();
      await expect(page.getByText("Complete", { exact: true }).first()).toBeVisible();
    } finally {
      await second.stop();
    }
  });
});
