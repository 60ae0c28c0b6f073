import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Nothing on the page is hard to perceive or to reach for anyone (axe), and nothing is wider than the window. */
export async function expectPerceivable(page: Page, what = "the page"): Promise<void> {
  await expectNoViolation(axeOf(page), what);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    `pixels by which ${what} is wider than the window`,
  ).toBe(0);
}

/** The part of it that another theme changes. */
export async function expectContrast(page: Page, what = "the page"): Promise<void> {
  await expectNoViolation(axeOf(page, ["color-contrast", "link-in-text-block"]), what);
}

function axeOf(page: Page, rules?: string[]): AxeBuilder {
  // Pages have no frames, which is what the slower mode is for.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  return axe.options({ resultTypes: ["violations"], ...(rules && { runOnly: rules }) });
}

async function expectNoViolation(axe: AxeBuilder, what: string): Promise<void> {
  const { violations } = await axe.analyze();
  // All that is found in a journey is told at once.
  expect.soft(violations.map(({ id, nodes }) => `${what}, ${id}: ${nodes[0]?.html}`)).toEqual([]);
}
