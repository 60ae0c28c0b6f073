import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";
import { openAlive } from "./open-alive.ts";
import type { Sample } from "./sample-content.ts";
import { test } from "./sample-dashboard.ts";
import { endStanding } from "./standing-runs.ts";

const PAGES: Record<string, (sample: Sample) => string> = {
  now: () => "/",
  threads: () => "/threads",
  thread: ({ blocks }) => `/threads/${blocks.threadId}`,
  live: ({ live }) => `/threads/${live.threadId}`,
  search: () => "/search?q=rounded+lines",
  modules: () => "/modules",
  module: () => "/modules/ledger",
  insights: () => "/insights?range=90",
  compare: ({ rules }) => `/compare?a=${rules.first}&b=${rules.second}`,
  settings: () => "/settings",
  log: () => "/settings/log",
  import: () => "/import/file",
};

/** What can have the focus but then stands outside the window or under something else, and words that are cut off. */
function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    const told = (what: string, element: Element) => wrong.push(`${what}: ${element.outerHTML.slice(0, 160)}`);
    const all = document.querySelectorAll<HTMLElement>(
      "a[href], button, input, select, textarea, summary, [tabindex='0']",
    );
    for (const element of all) {
      if (element.matches(":disabled") || !element.checkVisibility({ visibilityProperty: true })) continue;
      element.focus();
      // A visually hidden one stands for another, which the label of it shows.
      if (document.activeElement !== element || element.closest(".sr-only")) continue;
      const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
      if (width < 2 || height < 2) continue;
      const x = left + width / 2;
      const [high, low] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
      if (left < -1 || right > innerWidth + 1) {
        if (element.parentElement?.closest("[class*=overflow-x-auto]")) continue;
        told("beside the window", element);
      } else if (high >= low) told("above or below the window", element);
      else {
        // It may be partly under what sticks to the window, never as a whole.
        const hits = [high + 4, (high + low) / 2, low - 4].map((y) => document.elementFromPoint(x, y));
        const isSeen = hits.some((hit) => {
          const isIt = hit && (element.contains(hit) || hit.contains(element));
          return isIt || hit?.closest("label, li")?.contains(element);
        });
        if (!isSeen) told(`under ${hits[1]?.outerHTML.slice(0, 80)}`, element);
      }
    }
    for (const element of document.querySelectorAll<HTMLElement>("main *")) {
      const { overflowX, textOverflow } = getComputedStyle(element);
      const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 2;
      if (isCut && overflowX === "hidden" && textOverflow !== "ellipsis" && element.textContent.trim())
        told("cut", element);
    }
    return wrong;
  });
}

test("at 200 % zoom nothing is cut off, nothing stands over what has the focus, and all of it is in reach", async ({
  page,
  filled,
}) => {
  // A window of 1440 by 900 at 200 %.
  await page.setViewportSize({ width: 720, height: 450 });
  for (const [name, address] of Object.entries(PAGES)) {
    await test.step(name, async () => {
      await openAlive(page, address(filled));
      expect(await outOfReach(page), name).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBe(0);
    });
  }
});

test("answers that are being written stand as cards: one, two or three beside each other, as the window has room", async ({
  page,
}) => {
  const live = page.getByRole("region", { name: "Being answered now" }).getByRole("listitem");
  const beside = () =>
    live.evaluateAll((cards) => new Set(cards.map((card) => card.getBoundingClientRect().left)).size);
  await openAlive(page, "/");
  await expect(live).toHaveCount(8);
  for (const [width, columns] of [
    [390, 1],
    [1440, 2],
    [1920, 3],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(beside, `columns in ${width} pixels`).toBe(columns);
  }
  const ended = page.getByRole("region", { name: "Ended just now" }).getByRole("listitem");
  await expect(ended).toHaveText([
    /^StoppedPrint their labels\.parcels9\.0 s/,
    /^FailedWhy do they wait\?parcels9\.0 s/,
    /^CompleteWhich parcels wait for a label\?parcels9\.0 s/,
  ]);
});

test("with reduced motion nothing is animated, also while answers are written and things fold and open", async ({
  page,
  filled,
}) => {
  const moving = () =>
    page.evaluate(() => {
      const animations = document.getAnimations().filter(({ playState }) => playState === "running");
      return animations.map((each) => `${(each.effect as KeyframeEffect).target?.outerHTML.slice(0, 120)}`);
    });
  for (const name of ["now", "live", "threads", "search"]) {
    await openAlive(page, PAGES[name]?.(filled) ?? "/");
    await page.getByRole("main").getByRole("link").first().hover();
    expect(await moving(), name).toEqual([]);
  }
  await openAlive(page, PAGES.thread?.(filled) ?? "/");
  await page.keyboard.press("Shift+E");
  expect(await moving()).toEqual([]);
});

test("while text arrives nothing is read out but that the answer has ended", async ({ page, db, filled }) => {
  const { threadId, messageId } = filled.live;
  await openAlive(page, `/threads/${threadId}`);
  await page.evaluate(() => {
    const live = "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]";
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const words = element?.closest<HTMLElement>(live)?.textContent?.trim();
        if (words && said.at(-1) !== words) said.push(words);
      }
    }).observe(document, { childList: true, characterData: true, subtree: true });
  });
  const said = (): Promise<string[]> => page.evaluate(() => Reflect.get(window, "said"));
  const begin = db.prepare("INSERT INTO blocks VALUES (?, 5, 'text', 'open', NULL, NULL, NULL, 0, '')");
  begin.run(messageId);
  const log = db.prepare(
    "INSERT INTO changes (type, thread_id, message_id, position, text, at) VALUES (?, ?, ?, 5, ?, unixepoch('subsec'))",
  );
  log.run("block", threadId, messageId, null);
  for (let word = 1; word <= 40; word += 1) {
    log.run("text", threadId, messageId, `word-${word} `);
    if (word % 8 === 0) await expect(page.getByText(new RegExp(`word-${word}\\b`)).last()).toBeVisible();
  }
  expect(await said()).toEqual([]);
  endStanding(db, messageId);
  const ends = ["7 answers are being written", "Answer of ledger complete"];
  await expect.poll(async () => (await said()).toSorted()).toEqual(ends);
});
