import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** Nothing on the page is hard to perceive or to reach for anyone (axe), and nothing is wider than the window. */
export async function expectPerceivable(page: Page, what = "the page", { colours = true } = {}): Promise<void> {
  const without = colours ? [] : COLOUR_RULES;
  const rules = Object.fromEntries(without.map((id) => [id, { enabled: false }]));
  await expectNoViolation(axeOf(page, { rules }), what);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    `pixels by which ${what} is wider than the window`,
  ).toBe(0);
}

/** The part of it that another theme changes. */
export async function expectContrast(page: Page, what = "the page"): Promise<void> {
  await expectNoViolation(axeOf(page, { runOnly: COLOUR_RULES }), what);
}

/** Both of it, for whoever leaves the theme to the system. */
export async function expectPerceivableInBothThemes(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await expectPerceivable(page, "the page, light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectContrast(page, "the page, dark");
}

function axeOf(page: Page, options: Parameters<AxeBuilder["options"]>[0]): AxeBuilder {
  // Pages have no frames, which is what the slower mode is for.
  return new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"], ...options });
}

async function expectNoViolation(axe: AxeBuilder, what: string): Promise<void> {
  const { violations } = await axe.analyze();
  // All that is found in a journey is told at once.
  expect.soft(violations.map(({ id, nodes }) => `${what}, ${id}: ${nodes[0]?.html}`)).toEqual([]);
}
