import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { endLeftovers } from "../scripts/leftovers.mjs";
import { type Dashboard, startDashboard } from "../testing/dashboard.ts";
import { type MessagesApi, startMessagesApi } from "../testing/messages-api/server.ts";
import { type RealClaude, realClaude } from "../testing/real-claude.ts";
import { cookieHeader, giveCookie } from "../testing/signed-in.ts";

export { expect };

interface WorkerFixtures {
  /** A directory of this worker's own, removed at its end. */
  dir: string;
  /** The stand-in of the Messages API; prompts say what it answers (testing/messages-api/script.ts). */
  api: MessagesApi;
  /** The real claude CLI, asking `api`. */
  claude: RealClaude;
  /** A dashboard with its own home and database, using `claude`. */
  dashboard: Dashboard;
  /** A module that can be asked: a directory with a few files. */
  modulePath: string;
}

interface TestFixtures {
  /** Errors in the browser that a test brings about on purpose; any other error fails it. */
  allowedErrors: RegExp[];
  /** Whether the page may offer notifications after a question, as it does to whoever is new. */
  offersNotifications: boolean;
}

/** What the browser says of requests that were under way to a server that was ended, or is gone. */
export const SERVER_GONE =
  /ERR_CONNECTION_(REFUSED|RESET)|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|TypeError: network error/;

const MODULE_FILES = {
  "README.md": "# orders\n\nTakes orders and tells their state.\n\n## States\n\nAn order is `new`, `paid` or `sent`.\n",
  "src/states.mjs": 'export const STATES = ["new", "paid", "sent"];\n',
  "data/orders.csv": "id,state\n1,paid\n2,new\n",
};

/**
 * A part of a page that the server sends later stands hidden at the page's end, beside what it replaces, until the next
 * frame: whoever looks in that moment finds things twice. So a page counts as open when all its parts are in place.
 */
function openWhole(page: Page, baseUrl: string): Page {
  const inPlace = () => expect(page.locator("div[hidden][id^='S:']"), "parts of the page not in place").toHaveCount(0);
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (address, ...args) => {
    await giveCookie(page.context(), URL.canParse(address) ? address : baseUrl);
    const response = await goto(address, ...args);
    await inPlace();
    return response;
  };
  page.reload = async (...args) => {
    const response = await reload(...args);
    await inPlace();
    return response;
  };
  return page;
}

/** Tests of the whole: a browser, the built dashboard, the real CLI, and only the Messages API scripted. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  dir: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that one needs from this pattern
    async ({}, use) => {
      const dir = mkdtempSync(path.join(realpathSync(tmpdir()), "switchboard-e2e-"));
      await use(dir);
      await endLeftovers(dir);
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: "worker" },
  ],
  api: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const api = await startMessagesApi({ demoDelayMs: 0 });
      await use(api);
      await api.close();
    },
    { scope: "worker" },
  ],
  claude: [
    async ({ dir, api }, use) => {
      await use(await realClaude(dir, api.url, { maxRetries: 1 }));
    },
    { scope: "worker" },
  ],
  dashboard: [
    async ({ dir, claude }, use) => {
      const args = ["--db", path.join(dir, "switchboard.db"), "--claude", claude.path];
      const dashboard = await startDashboard({ dir, env: claude.env, args });
      await use(dashboard);
      await dashboard.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  modulePath: [
    async ({ dir }, use) => {
      const module = path.join(dir, "modules", "orders");
      for (const [file, content] of Object.entries(MODULE_FILES)) {
        mkdirSync(path.dirname(path.join(module, file)), { recursive: true });
        writeFileSync(path.join(module, file), content);
      }
      await use(module);
    },
    { scope: "worker" },
  ],
  baseURL: async ({ dashboard }, use) => {
    await use(dashboard.url);
  },
  allowedErrors: [[], { option: true }],
  offersNotifications: [false, { option: true }],
  // Requests that no page sends: as one of the dashboard's own pages would.
  request: async ({ playwright, dashboard }, use) => {
    const extraHTTPHeaders = { ...cookieHeader(dashboard.url), origin: dashboard.url };
    const request = await playwright.request.newContext({ baseURL: dashboard.url, extraHTTPHeaders });
    await use(request);
    await request.dispose();
  },
  context: async ({ context, offersNotifications, dashboard }, use) => {
    await giveCookie(context, dashboard.url);
    if (!offersNotifications) {
      await context.addInitScript(() => {
        // Not on pages without an origin, which can keep nothing.
        if (location.protocol === "http:") localStorage.setItem("switchboard:notify", "off");
      });
    }
    const newPage = context.newPage.bind(context);
    context.newPage = async () => openWhole(await newPage(), dashboard.url);
    await use(context);
  },
  page: async ({ page, allowedErrors }, use) => {
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(`page error: ${error.stack ?? error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(`console error: ${message.text()} (${message.location().url})`);
    });
    await use(page);
    const unexpected = problems.filter((problem) => !allowedErrors.some((allowed) => allowed.test(problem)));
    expect(unexpected, "errors in the browser").toEqual([]);
  },
});
