import { askOnHome, expectStatus } from "./conversation.ts";
import { expect, test } from "./fixtures.ts";

test("an answer is found, stopped with two presses of s, and then stands below with how it ended, all by keys", async ({
  page,
  api,
  modulePath,
}) => {
  await askOnHome(page, modulePath, "SAY kept-words && HOLD now-1");
  const address = page.url();
  await expect(page.getByText("kept-words", { exact: true })).toBeVisible();
  await page.goto("/");
  const live = page.getByRole("region", { name: "Being answered now" });
  await expect(live.getByText("kept-words", { exact: true })).toBeVisible();
  await page.keyboard.press("j");
  await expect(live.getByRole("link", { name: /^SAY kept-words/ })).toBeFocused();
  await page.keyboard.press("s");
  await expect(live.getByText("s again stops it")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(live.getByText("s again stops it")).toBeHidden();
  await page.keyboard.press("s");
  await page.keyboard.press("s");
  const ended = page.getByRole("region", { name: "Ended just now" }).getByRole("listitem").first();
  await expect(ended).toContainText(/^StoppedSAY kept-words/);
  await expect(live).toBeHidden();
  await ended.getByRole("link").press("Enter");
  await page.waitForURL((url) => url.pathname === new URL(address).pathname);
  await expectStatus(page, "Stopped");
  api.release("now-1");
});

test("a card keeps its place when the answer before it has ended", async ({ page, api, modulePath }) => {
  await askOnHome(page, modulePath, "SAY first && HOLD place-1");
  await askOnHome(page, modulePath, "SAY second && HOLD place-2");
  await page.goto("/");
  const live = page.getByRole("region", { name: "Being answered now" });
  const second = live.getByRole("listitem").filter({ hasText: "HOLD place-2" });
  await expect(live.getByText("second", { exact: true })).toBeVisible();
  const before = await second.boundingBox();
  api.release("place-1");
  await expect(live.getByRole("listitem").filter({ hasText: "HOLD place-1" })).toContainText("Complete");
  expect(await second.boundingBox()).toEqual(before);
  api.release("place-2");
  await expect(page.getByRole("region", { name: "Ended just now" })).toContainText("HOLD place-2");
  await expect(live).toBeHidden();
});
