import { expect } from "./fixtures.ts";
import { withOwnDashboard } from "./own-dashboard.ts";
import { addStanding, addThread } from "./standing-runs.ts";

/** A dashboard on which every state of an answer stands still, and 80 questions wait; gives the thread with the states. */
const test = withOwnDashboard("crowded", (db) => {
  const threadId = addThread(db, "Every state of an answer");
  const failure = { code: "api", apiKind: "rate-limit", message: "You've reached your limit." } as const;
  const withdrawn = {
    code: "stopped-by-user",
    message: "The question was withdrawn before it was asked.",
  } as const;
  addStanding(db, { threadId, question: "Which failed?", state: "ended", age: 50, failure });
  addStanding(db, { threadId, question: "Whose?", state: "ended", age: 40, failure: withdrawn, neverBegun: true });
  addStanding(db, { threadId, question: "Which runs?", state: "running", age: 30, text: "This one." });
  addStanding(db, { threadId, module: "stock", question: "Who is silent?", state: "running", silentSeconds: 300 });
  addStanding(db, { threadId, question: "Which waits?", state: "queued", age: 8 });
  const other = addThread(db, "A long line");
  for (let at = 2; at <= 80; at++) addStanding(db, { threadId: other, question: `Waiting ${at}`, state: "queued" });
  return threadId;
});

test("with 80 questions in line home shows what is answered first, a few that wait, and counts the others", async ({
  page,
}) => {
  await page.goto("/");
  const line = page.getByRole("region", { name: "Waiting in line" });
  await expect(page.getByRole("region", { name: "Being answered now" }).getByRole("listitem")).toHaveCount(2);
  await expect(line.getByRole("listitem")).toHaveCount(8);
  await expect(line.getByText("and 30 questions behind these")).toBeVisible();
  await expect(page.getByRole("link", { name: "2 live 80 waiting" })).toBeVisible();
  await line.getByRole("button", { name: "Show 42 more" }).press("Enter");
  await expect(line.getByRole("listitem")).toHaveCount(50);
  await line.getByRole("button", { name: "Show the first 8" }).press("Enter");
  await expect(line.getByRole("listitem")).toHaveCount(8);
});

test("on a phone the count of what is live and what waits leaves room for the rest of the bar", async ({
  page,
  filled: threadId,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/threads/${threadId}`);
  await expect(page.getByRole("link", { name: "2 live 80 waiting" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Find or go to" })).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
});

test("a thread names every state of an answer, and why one failed", async ({ page, filled: threadId }) => {
  await page.goto(`/threads/${threadId}`);
  const words = ["Failed", "Withdrawn", "Running", /^Silent for \d min$/, "Queued"];
  for (const [at, word] of words.entries()) {
    const answer = page.getByRole("article", { name: /^Answer/ }).nth(at);
    await expect(answer.getByText(word, { exact: true })).toBeVisible();
  }
  await expect(page.getByText("API error: rate limit")).toBeVisible();
  await expect(page.getByText("The question was withdrawn before it was asked.")).toBeVisible();
});
