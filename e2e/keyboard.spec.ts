import type { Locator, Page } from "@playwright/test";
import { answers, expectStatus } from "./conversation.ts";
import { expect, test } from "./fixtures.ts";
import { openAlive } from "./open-alive.ts";

/** What has the focus shows it: by an outline of its own, of what lies over it, or of what stands for it. */
async function expectFocusVisible(page: Page): Promise<void> {
  const shown = () =>
    page.evaluate(() => {
      const active = document.activeElement;
      if (!(active instanceof HTMLElement) || active === document.body) return "nothing has the focus";
      if (active.id === "main") return "shown"; // the page as a whole
      const looks = [getComputedStyle(active), getComputedStyle(active, "::after")];
      const stand = active.parentElement?.querySelector(":scope > .peer ~ *");
      if (stand) looks.push(getComputedStyle(stand));
      const outlined = looks.some(({ outlineStyle, outlineWidth, outlineColor }) => {
        return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1 && !/, 0\)$/.test(outlineColor);
      });
      return outlined ? "shown" : active.outerHTML.slice(0, 300);
    });
  await expect.poll(shown).toBe("shown");
}

/** Presses Tab until something has the focus, which shows at each step. */
async function tabTo(page: Page, wanted: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await wanted.waitFor();
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press(key);
    // Behind the last thing of the page comes the browser itself.
    if (await page.evaluate(() => document.activeElement === document.body)) continue;
    await expectFocusVisible(page);
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(wanted, `within 60 presses of ${key}`).toBeFocused();
}

async function expectFocus(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeFocused();
  await expectFocusVisible(page);
}

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

test("the whole product by keyboard alone: ask, watch, stop, go on, read, find, look after modules and settings", async ({
  page,
  api,
  modulePath,
}) => {
  const last = answers(page).last();
  await test.step("ask, watch and stop", async () => {
    await openAlive(page, "/insights");
    await press(page, "a");
    await page.waitForURL("/");
    await expectFocus(page, page.getByLabel("Module directory"));
    await page.keyboard.type(modulePath);
    await press(page, "Escape");
    await tabTo(page, page.getByLabel("Question"));
    await page.keyboard.type("SAY The quokka eats leaves && HOLD keys-1 && MORE never shown");
    await press(page, "Control+Enter");
    await page.waitForURL(/\/threads\//);
    await expect(last.getByText("The quokka eats leaves", { exact: true })).toBeVisible();
    await tabTo(page, last.getByRole("button", { name: /^Stop/ }));
    await press(page, "Enter");
    await expectStatus(page, "Stopped");
    // The button is gone; the focus isn't.
    await expectFocus(page, last);
    api.release("keys-1");
  });

  await test.step("go on, fold and unfold", async () => {
    await press(page, "r");
    await expectFocus(page, page.getByLabel(/^Next question/));
    await page.keyboard.type('TOOL:Read {"file_path":"README.md"} ;; SAY Each quokka does.');
    await press(page, "Control+Enter");
    await expect(answers(page)).toHaveCount(2);
    await expectStatus(page, "Complete");
    const fold = last
      .getByRole("group")
      .filter({ has: page.getByText("Read", { exact: true }) })
      .first();
    await press(page, "Escape");
    await tabTo(page, last.locator("summary").first(), "Shift+Tab");
    await press(page, "Enter");
    await expect(fold).toHaveAttribute("open", "");
    await press(page, "e");
    await expect(fold).not.toHaveAttribute("open", "");
  });

  await test.step("a menu and a dialog give the focus back", async () => {
    await press(page, "m");
    const item = page.getByRole("menuitem");
    await expectFocus(page, item.first());
    await press(page, "ArrowDown");
    await expectFocus(page, item.nth(1));
    await press(page, "Escape");
    await expectFocus(page, last.locator("summary").first());
    const menu = last.getByRole("button", { name: /^Actions/ });
    await menu.focus();
    await press(page, "Enter");
    await expectFocus(page, item.first());
    // A letter goes to the next item that begins with it.
    await press(page, "a", "a");
    await expectFocus(page, page.getByRole("menuitem", { name: "Ask again with edits…" }));
    await press(page, "Enter");
    await expectFocus(page, page.getByRole("dialog").getByLabel("Question"));
    await press(page, "Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expectFocus(page, menu);
  });

  await test.step("threads, search and hits", async () => {
    await press(page, "g", "t");
    await page.waitForURL("/threads");
    await page.getByText(/^\d+ threads?$/).waitFor();
    await press(page, "j");
    await expectFocus(page, page.getByRole("main").getByRole("heading", { level: 3 }).first().getByRole("link"));
    await press(page, "Enter");
    await page.waitForURL(/\/threads\//);
    await press(page, "/");
    await page.keyboard.type("quokka");
    await press(page, "Enter");
    await page.waitForURL(/\/search\?q=quokka/);
    await page.locator("mark").first().waitFor();
    await tabTo(page, page.getByRole("searchbox"));
    await press(page, "ArrowDown");
    await expectFocus(page, page.locator("[data-hit]").first());
    // Above the messages stand threads that have the word in their title.
    const message = page.locator("[data-hit][href*='#message-']").first();
    for (let at = 0; at < 5 && !(await message.evaluate((hit) => hit === document.activeElement)); at += 1)
      await press(page, "ArrowDown");
    await expectFocus(page, message);
    await press(page, "Enter");
    await page.waitForURL(/\/threads\/.*#message-/);
    const count = page.getByText(/^\d+ of \d+ hits$/);
    const before = await count.textContent();
    await press(page, "n");
    await expect(count).not.toHaveText(before ?? "");
  });

  await test.step("the palette, modules, settings, the sheet of keys", async () => {
    await press(page, "Control+k");
    const palette = page.getByRole("dialog", { name: "Find or go to" });
    await expect(palette.getByRole("combobox")).toBeFocused();
    await page.keyboard.type("modules");
    await press(page, "Enter");
    await page.waitForURL("/modules");
    await tabTo(page, page.getByRole("main").getByRole("link", { name: "orders", exact: true }));
    await press(page, "Enter");
    await page.waitForURL("/modules/orders");
    const edit = page.getByRole("button", { name: "Edit" });
    await tabTo(page, edit);
    await press(page, "Control+k");
    await expect(palette.getByRole("combobox")).toBeFocused();
    await press(page, "Escape");
    await expectFocus(page, edit);
    await press(page, "?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await press(page, "Escape");
    await expectFocus(page, edit);
    await press(page, "g", ",");
    await page.waitForURL("/settings");
    await page.getByRole("button", { name: "Look now" }).waitFor();
    await tabTo(page, page.getByRole("main").getByRole("radio", { name: "As the system" }));
    await press(page, "ArrowLeft");
    await expectFocus(page, page.getByRole("main").getByRole("radio", { name: "Dark" }));
    await expect(page.locator("html")).toHaveClass(/dark/);
    await tabTo(page, page.getByRole("button", { name: "Look now" }));
    await openAlive(page, "/settings");
    await press(page, "Tab");
    await expectFocus(page, page.getByRole("link", { name: "Skip to the page" }));
    await press(page, "Enter");
    await expect(page.getByRole("main")).toBeFocused();
  });
});
