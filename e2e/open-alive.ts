import { expect, type Page } from "@playwright/test";

/** Opens a page, and waits until it lives: the place for toasts comes last. */
export async function openAlive(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("region", { name: /What happened elsewhere/ })).toHaveCount(1);
}
