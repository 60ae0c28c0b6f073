import { expect, type Locator, type Page } from "@playwright/test";

/** Asks a first question on the home page, and settles on the thread's page. @returns the thread's address */
export async function askOnHome(
  page: Page,
  modulePath: string,
  prompt: string,
  { home = "/", profile = "" } = {},
): Promise<string> {
  await page.goto(home);
  await page.getByLabel("Module directory").fill(modulePath);
  await page.getByLabel("Question").fill(prompt);
  if (profile !== "") await chooseProfile(page, profile);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await page.waitForURL(/\/threads\//);
  return page.url();
}

/** Says in the ask form what Claude may do. */
export async function chooseProfile(page: Page, profile: string): Promise<void> {
  await page.getByText("More", { exact: true }).click();
  await page.getByLabel("What Claude may do").selectOption(profile);
}

/** The answers of the thread that is shown, oldest first. */
export const answers = (page: Page): Locator => page.getByRole("article", { name: /^Answer/ });

/** Waits until the newest answer has this status. */
export async function expectStatus(
  page: Page,
  status: "Queued" | "Running" | "Complete" | "Failed" | "Processing" | "Stopped" | "Withdrawn",
): Promise<void> {
  // Its margin tells: a tool call in it may be running or have failed by itself.
  const margin = answers(page).last().locator("header");
  await expect(margin.getByText(status, { exact: true })).toBeVisible({ timeout: 20_000 });
}
