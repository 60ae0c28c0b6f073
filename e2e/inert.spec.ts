import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import { createFakeClaude, type Step } from "../testing/fake-claude.ts";
import { bundles, ELSEWHERE, PAYLOADS, randomPieces } from "../testing/payloads.ts";
import { inheritedEnv, type RealClaude } from "../testing/real-claude.ts";
import { answers, askOnHome } from "./conversation.ts";
import { expect } from "./fixtures.ts";
import { fillInert, idsIn, TOOL_PLACES } from "./inert-content.ts";
import { expectInert, idsShown, readThrough, watch } from "./inert-oracle.ts";
import { withOwnDashboard } from "./own-dashboard.ts";

const ids = (place = "") => PAYLOADS.map(({ id }) => `${place}${id}`);

/** The payloads as an answer that arrives cut anywhere, in the text and in the bytes. */
function streamed(): Step[] {
  const pieces = randomPieces(bundles(1)[0] ?? "", 60);
  const cuts = randomPieces("x".repeat(600_000), 1_500, 11).map((piece) => piece.length);
  let end = 0;
  return [
    { init: true },
    { reshape: [{ pieces }], at: cuts.map((length) => (end += length)), pauseMs: 4 },
    { result: {} },
  ];
}

const test = withOwnDashboard("inert", (db, { dir }) => fillInert(db, dir)).extend<object, { claude: RealClaude }>({
  claude: [
    async ({ dir }, use) => {
      const home = path.join(dir, "fake");
      mkdirSync(home, { recursive: true });
      const fake = await createFakeClaude(home, { turns: [streamed()] });
      await use({ path: fake.path, env: { ...inheritedEnv(), HOME: home } });
    },
    { scope: "worker" },
  ],
});

test.describe("without the policy, so that what is drawn has to be inert by itself", () => {
  // As high as a few screens: what is near is drawn.
  test.use({ bypassCSP: true, viewport: { width: 1280, height: 4_000 } });

  test("what was said in a thread is inert", async ({ page, filled }) => {
    const watched = await watch(page);
    await page.goto(`/threads/${filled.said[0]}?mark=window`);
    await readThrough(page, watched, ["", "by"].flatMap(ids));
  });

  test("what tools were given and gave, thoughts, notices and unknown things are inert", async ({ page, filled }) => {
    const watched = await watch(page);
    for (const [at, threadId] of filled.tools.entries()) {
      await page.goto(`/threads/${threadId}`);
      await readThrough(
        page,
        watched,
        TOOL_PLACES.flatMap((place) => idsIn(filled.tools, at, place)),
      );
    }
  });

  test("what was imported is inert", async ({ page, filled }) => {
    const watched = await watch(page);
    for (const [at, threadId] of filled.imported.entries()) {
      await page.goto(`/threads/${threadId}`);
      const places = ["", "asked", "result"].flatMap((place) => idsIn(filled.imported, at, place));
      await readThrough(page, watched, places);
    }
  });

  test("titles, modules, paths and tags are inert in every list", async ({ page }) => {
    const watched = await watch(page);
    await page.goto("/threads");
    await readThrough(page, watched, ["title", "module", "tag"].flatMap(ids));
    await page.goto("/modules");
    await readThrough(page, watched, ["name", "path"].flatMap(ids));
    for (const address of ["/", "/insights", "/graph", "/settings"]) {
      await page.goto(address);
      await expectInert(page, watched);
    }
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("titlen1");
    await expect(page.getByRole("option", { name: /titlen1\b/ }).first()).toBeVisible();
    await expectInert(page, watched);
  });

  test("what a search finds is inert, with what it marks", async ({ page }) => {
    const watched = await watch(page);
    await page.goto("/search?q=needle&show=more&sort=newest");
    const missing = new Set(ids());
    for (;;) {
      await expect(page.locator("mark").first()).toBeVisible();
      await expectInert(page, watched);
      for (const id of await idsShown(page)) missing.delete(id);
      const more = page.getByRole("link", { name: /more|next/i });
      if ((await more.count()) === 0) break;
      const before = page.url();
      await more.first().click();
      await expect(page).not.toHaveURL(before);
    }
    expect([...missing]).toEqual([]);
  });

  test("an answer that arrives cut anywhere is inert at every moment", async ({ page, modulePath }) => {
    const watched = await watch(page);
    await askOnHome(page, modulePath, "Say it");
    const margin = answers(page).last().locator("header");
    let looks = 0;
    await expect
      .poll(
        async () => {
          await expectInert(page, watched);
          looks += 1;
          return margin.getByText("Complete", { exact: true }).isVisible();
        },
        { intervals: [20], timeout: 40_000 },
      )
      .toBe(true);
    expect(looks).toBeGreaterThan(2);
    await readThrough(page, watched, ids());
  });

  test("an exported page is inert as a file, also without its policy", async ({ page, filled, dir }) => {
    const watched = await watch(page);
    const places = { said: [""], tools: TOOL_PLACES, imported: ["asked"] };
    for (const [name, threads] of Object.entries(filled)) {
      for (const [at, threadId] of threads.entries()) {
        const html = await (await page.request.get(`/api/threads/${threadId}/export?format=html`)).text();
        const policy = /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; [^"]*">/;
        expect(html).toMatch(policy);
        const file = path.join(dir, `${name}-${at}.html`);
        writeFileSync(file, html.replace(policy, ""));
        await page.goto(pathToFileURL(file).href);
        const shown = places[name as keyof typeof places];
        await readThrough(
          page,
          watched,
          shown.flatMap((place) => idsIn(threads, at, place)),
        );
      }
    }
  });
});

test.describe("with a page into which text came as HTML", () => {
  // What the policy refuses, the browser tells as errors.
  test.use({ allowedErrors: [/./] });

  /** What acts by itself when it is read as HTML; a page may always be left, which no policy keeps it from. */
  const html = PAYLOADS.filter(({ kind, text }) => /event|fetch|breakout/.test(kind) && !/refresh|<base/.test(text));

  /** Opens the dashboard with the payloads written into its HTML, and does to them what a reader might. */
  async function openInjected(page: Page, withPolicy: boolean): Promise<string[]> {
    const watched = await watch(page);
    await page.route("**/settings", async (route) => {
      const response = await route.fetch();
      const { "content-security-policy": policy = "", ...headers } = response.headers();
      expect(policy).toContain("'strict-dynamic'");
      const body = (await response.text()).replace(
        "</body>",
        () => `${html.map(({ text }) => text).join("\n")}</body>`,
      );
      await route.fulfill({
        response,
        body,
        headers: withPolicy ? { ...headers, "content-security-policy": policy } : headers,
      });
    });
    await page.goto("/settings", { waitUntil: "load" });
    const ran = await page.evaluate(() => {
      const pressed = document.querySelectorAll("img, svg, input, a[tabindex], details, marquee, button");
      for (const element of pressed) element.dispatchEvent(new Event("click"));
      return "__pwned" in window;
    });
    await page.evaluate(() => document.querySelector<HTMLFormElement>("form[action*=elsewhere]")?.submit());
    return ran ? ["a script ran", ...watched.acts] : watched.acts;
  }

  test("the policy lets no script of it run and nothing be fetched from elsewhere", async ({ page }) => {
    expect(await openInjected(page, true)).toEqual([]);
  });

  test("without the policy they do run and fetch, so that these tests can fail", async ({ page }) => {
    const acts = await openInjected(page, false);
    expect(acts).toContain("a script ran");
    expect(acts.filter((act) => act.includes(ELSEWHERE)).length).toBeGreaterThan(5);
  });
});

test("every answer says what a browser may do with it", async ({ page, dashboard }) => {
  for (const target of [
    "/",
    "/search",
    "/none",
    "/api/home",
    "/api/threads/none",
    "/api/v1/threads",
    "/icon.svg",
    "/%zz",
  ]) {
    const answer = await page.request.get(dashboard.url + target, { failOnStatusCode: false });
    expect(answer.headers(), target).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
    });
  }
});
