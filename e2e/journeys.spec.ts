import path from "node:path";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";
import { openAlive } from "./open-alive.ts";
import { expectContrast, expectPerceivable } from "./perceivable.ts";
import type { Sample } from "./sample-content.ts";
import { test } from "./sample-dashboard.ts";

const SHOTS = path.join(import.meta.dirname, "..", "test-results", "journeys");

test.describe.configure({ mode: "parallel" });
test.use({
  // What is not there is asked for on purpose, and one page can't be made.
  allowedErrors: [/40[4] .*\/(nothing-here|threads\/none)|\/settings\)|React error #441/],
});

interface Visit {
  page: Page;
  isPhone: boolean;
}

/** A page in a state: its address, and what one does there until it shows that. */
interface Stop {
  name: string;
  address: (sample: Sample) => string;
  act: (visit: Visit) => Promise<void>;
}

const main = (page: Page) => page.getByRole("main");
const seen = (page: Page, words: string | RegExp) => expect(main(page).getByText(words).first()).toBeVisible();

const STOPS: readonly Stop[] = [
  {
    name: "now",
    address: () => "/",
    async act({ page }) {
      await expect(page.getByRole("region", { name: "Being answered now" }).getByRole("listitem")).toHaveCount(8);
      await page.keyboard.press("j");
      await page.keyboard.press("s");
      await seen(page, "s again stops it");
    },
  },
  {
    name: "threads",
    address: () => "/threads",
    async act({ page }) {
      await seen(page, /^\d+ threads$/);
      await page.getByRole("button", { name: "Choose" }).click();
      await page.getByRole("checkbox").first().check({ force: true });
      await page.getByRole("button", { name: "Tag", exact: true }).click();
    },
  },
  {
    name: "threads-by-module",
    address: () => "/threads?group=module",
    act: ({ page }) => seen(page, "All threads of"),
  },
  {
    name: "threads-none",
    address: () => "/threads?title=nothing-has-this",
    async act({ page, isPhone }) {
      await seen(page, /^No thread’s title here has|^No thread's title here has/);
      if (isPhone) await page.getByRole("button", { name: "Filters" }).click();
    },
  },
  {
    name: "thread-folded",
    address: ({ blocks }) => `/threads/${blocks.threadId}`,
    act: ({ page }) => seen(page, "The plan, with"),
  },
  {
    name: "thread-unfolded",
    address: ({ blocks }) => `/threads/${blocks.threadId}`,
    async act({ page }) {
      await seen(page, "The plan, with");
      await page.keyboard.press("Shift+E");
      await expect(page.locator(".code-word-added").first()).toBeVisible();
    },
  },
  {
    name: "thread-live",
    address: ({ live }) => `/threads/${live.threadId}`,
    act: ({ page }) => seen(page, "npm test"),
  },
  {
    name: "thread-failed",
    address: ({ failed }) => `/threads/${failed.threadId}`,
    act: ({ page }) => seen(page, "API error: rate limit"),
  },
  {
    name: "thread-menu",
    address: ({ rules }) => `/threads/${rules.threadId}`,
    async act({ page }) {
      await page
        .getByRole("button", { name: /^Actions/ })
        .last()
        .press("Enter");
      await expect(page.getByRole("menuitem").first()).toBeFocused();
    },
  },
  { name: "search", address: () => "/search", act: ({ page }) => seen(page, "Failed this week") },
  {
    name: "search-hits",
    address: () => "/search?q=rounded+lines",
    async act({ page, isPhone }) {
      await expect(main(page).locator("mark").first()).toBeVisible();
      if (isPhone) await page.getByRole("button", { name: /^Filters/ }).click();
      await page.getByRole("searchbox").first().press("ArrowDown");
    },
  },
  {
    name: "search-none",
    address: () => "/search?q=nothing-has-this",
    act: ({ page }) => seen(page, /nothing-has-this/),
  },
  { name: "modules", address: () => "/modules", act: ({ page }) => seen(page, "Directory missing") },
  {
    name: "modules-add",
    address: () => "/modules?add=1",
    async act({ page }) {
      await page.getByLabel("Directory", { exact: true }).fill("/nowhere/at/all");
      await seen(page, "There is no directory /nowhere/at/all.");
    },
  },
  {
    name: "module",
    address: () => "/modules/ledger",
    async act({ page }) {
      await page.getByRole("button", { name: "Edit" }).click();
      await page.getByLabel("Most turns").fill("many");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByLabel("Most turns")).toBeFocused();
    },
  },
  {
    name: "insights",
    address: () => "/insights?range=30",
    async act({ page }) {
      await expect(page.getByRole("status", { name: "Adding up" })).toHaveCount(0);
      await page.getByText("By day").click();
      await page
        .getByRole("list", { name: /^Cost, each day/ })
        .getByRole("link")
        .last()
        .focus();
    },
  },
  { name: "insights-none", address: () => "/insights?module=nobody", act: ({ page }) => seen(page, /[Nn]othing/) },
  { name: "refused", address: () => "/insights?range=fortnight", act: ({ page }) => seen(page, "Known are: 7, 30") },
  {
    name: "settings",
    address: () => "/settings",
    async act({ page }) {
      await page.getByRole("button", { name: "Look now" }).click();
      await expect(page.getByRole("list", { name: "What was found" }).getByRole("listitem")).toHaveCount(13);
    },
  },
  { name: "log", address: () => "/settings/log", act: ({ page }) => seen(page, "Signed in") },
  {
    name: "trust",
    address: () => "/?module=ledger",
    async act({ page }) {
      await page.locator("summary", { hasText: "Trust" }).click();
      await expect(page.getByText("this is left out of what is asked here")).toBeVisible();
    },
  },
  {
    name: "compare",
    address: ({ rules }) => `/compare?a=${rules.first}&b=${rules.second}`,
    act: ({ page }) => seen(page, "Two answers to one question"),
  },
  { name: "graph", address: () => "/graph?range=all", act: ({ page }) => seen(page, "Graph") },
  { name: "fan-outs", address: () => "/fan-outs", act: ({ page }) => seen(page, "Ask several modules") },
  {
    name: "compare-text",
    address: ({ rules }) => `/compare?a=${rules.first}&b=${rules.second}&view=text`,
    act: ({ page }) =>
      expect(page.getByRole("region", { name: "What differs" }).locator("strong").first()).toBeVisible(),
  },
  {
    name: "compare-choose",
    address: ({ rules }) => `/compare?a=${rules.first}`,
    act: ({ page }) => seen(page, "rounded"),
  },
  {
    name: "events",
    address: ({ rules }) => `/threads/${rules.threadId}/events/${rules.first}`,
    async act({ page }) {
      await main(page).getByRole("listitem").locator("summary").last().press("Enter");
      await expect(main(page).locator("pre").last()).toContainText('"type": "assistant"');
    },
  },
  {
    name: "import-file",
    address: () => "/import/file",
    async act({ page }) {
      await page.getByLabel("Path on this machine").fill("/no/such/file");
      await page.getByRole("button", { name: "Preview" }).click();
      await seen(page, "There is no file /no/such/file.");
    },
  },
  { name: "not-found", address: () => "/nothing-here", act: ({ page }) => seen(page, "Nothing is here.") },
  {
    name: "thread-not-found",
    address: () => "/threads/none",
    act: ({ page }) => seen(page, "There is no such thread."),
  },
  {
    name: "palette",
    address: () => "/modules",
    async act({ page }) {
      await page.keyboard.press("Control+k");
      await page.keyboard.type("par");
      await expect(
        page
          .getByRole("dialog")
          .getByRole("option", { name: /^Where parcels wait/ })
          .first(),
      ).toBeVisible();
    },
  },
  {
    name: "keys",
    address: () => "/modules",
    async act({ page, isPhone }) {
      if (isPhone) {
        await page.getByRole("button", { name: "Menu" }).click();
        await expect(page.getByRole("dialog", { name: "Menu" })).toBeInViewport({ ratio: 1 });
      } else {
        await page.keyboard.press("?");
        await page.getByRole("dialog", { name: "Keys" }).waitFor();
      }
    },
  },
];

/** What a dashboard shows before anything was asked, beside a history that it offers to import. */
const FRESH = ["/", "/threads", "/search", "/modules", "/insights", "/import"];

/** Chooses a theme, as another tab's settings would. */
async function chooseTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.evaluate((newValue) => {
    localStorage.setItem("theme", newValue);
    window.dispatchEvent(new StorageEvent("storage", { key: "theme", newValue }));
  }, theme);
  await expect(page.locator("html")).toHaveClass(new RegExp(`\\b${theme}\\b`));
}

/**
 * Keeps how the page looks in both themes, and finds nothing in it that is hard for anyone. Colours are the same on a
 * phone, so that there all but these is looked at.
 */
async function look(page: Page, name: string, size: "desk" | "phone"): Promise<void> {
  const isDark = await page.evaluate(() => document.documentElement.classList.contains("dark"));
  // The page has opened in the theme that was chosen last: with that one it begins.
  for (const theme of isDark ? (["dark", "light"] as const) : (["light", "dark"] as const)) {
    await chooseTheme(page, theme);
    await page.screenshot({ path: path.join(SHOTS, `${name}-${size}-${theme}.png`), fullPage: true });
    if (theme === "light") await expectPerceivable(page, `${name}, light`, { colours: size === "desk" });
    else if (size === "desk") await expectContrast(page, `${name}, dark`);
  }
}

for (const [size, viewport] of [
  ["desk", { width: 1440, height: 900 }],
  ["phone", { width: 390, height: 844 }],
] as const) {
  test.describe(size, () => {
    test.use({ viewport });

    test(`every page does its work, and none of it is an obstacle to anyone, on a ${size}`, async ({
      page,
      db,
      filled,
    }) => {
      test.slow();
      for (const { name, address, act } of STOPS) {
        await test.step(name, async () => {
          await openAlive(page, address(filled));
          await act({ page, isPhone: size === "phone" });
          await look(page, name, size);
        });
      }
      await test.step("a page that can't be made", async () => {
        db.exec("ALTER TABLE templates RENAME TO templates_gone");
        await page.goto("/settings");
        await seen(page, "This page could not be made.");
        db.exec("ALTER TABLE templates_gone RENAME TO templates");
        await look(page, "error", size);
        await page.getByRole("button", { name: "Try again" }).click();
        await seen(page, "Weekly review");
      });
    });

    test(`a dashboard on which nothing has happened says what to do, on a ${size}`, async ({ page, fresh }) => {
      for (const address of FRESH) {
        await openAlive(page, fresh.url + address);
        await look(page, `fresh${address.replace("/", "-")}`, size);
      }
    });
  });
}
