import { answers, askOnHome, expectStatus } from "./conversation.ts";
import { expect, test } from "./fixtures.ts";

test("a question from the form is answered live, token by token, and ends complete with its cost and tokens", async ({
  page,
  api,
  modulePath,
}) => {
  await askOnHome(
    page,
    modulePath,
    "SAY The first words && HOLD live-1 && MORE , then **more** && HOLD live-2 && MORE  and the end.",
  );
  const answer = answers(page).last();
  await expect(answer.getByText("The first words", { exact: true })).toBeVisible();
  await expectStatus(page, "Running");
  await expect(page.getByRole("link", { name: /1 .*live|live/i }).first()).toBeVisible();
  api.release("live-1");
  await expect(answer.getByText("The first words , then more", { exact: true })).toBeVisible();
  await expect(answer.locator("strong")).toHaveText("more");
  api.release("live-2");
  await expect(answer.getByText("The first words , then more and the end.", { exact: true })).toBeVisible();
  await expectStatus(page, "Complete");
  await expect(answer.getByText(/\$0\.\d+/)).toBeVisible();
  await expect(answer.getByText(/\d+ in, \d+ out/)).toBeVisible();
  const seen = api.requests.at(-1);
  expect(seen?.prompt).toContain("SAY The first words");
});

test("thinking and a tool call stand in blocks of their own, with input and result", async ({ page, modulePath }) => {
  const read = `TOOL:Read {"file_path":"${modulePath}/data/orders.csv"}`;
  await askOnHome(page, modulePath, `THINK Where are the orders? && SAY I will look. && ${read} ;; SAY There are two.`);
  const answer = answers(page).last();
  await expectStatus(page, "Complete");
  await expect(answer.getByText("Thought")).toBeVisible();
  await expect(answer.getByText("Where are the orders?")).toBeHidden();
  await answer.getByText("Thought").click();
  await expect(answer.getByText("Where are the orders?")).toBeVisible();
  await answer.getByText("Read", { exact: true }).click();
  await expect(answer.getByText(/1,paid/)).toBeVisible();
  await expect(answer.getByText("There are two.", { exact: true })).toBeVisible();
});

test("a tool that may not be used is listed as refused", async ({ page, modulePath }) => {
  const write = `TOOL:Write {"file_path":"${modulePath}/made.txt","content":"x"}`;
  await askOnHome(page, modulePath, `${write} ;; SAY I could not write.`, { profile: "settings" });
  await expectStatus(page, "Complete");
  const answer = answers(page).last();
  await expect(answer.getByText("Refused", { exact: true })).toBeVisible();
  await expect(answer.getByText("A tool was refused")).toBeVisible();
  await expect(answer.getByText(/To allow it, add this rule to/)).toBeVisible();
});

test("a follow-up goes on with the module's session: the API sees the earlier turn", async ({
  page,
  api,
  modulePath,
}) => {
  await askOnHome(page, modulePath, "SAY The code word is heron.");
  await expectStatus(page, "Complete");
  await page.getByLabel(/^Next question/).fill("HISTORY");
  await page.getByLabel(/^Next question/).press("Control+Enter");
  await expect(answers(page)).toHaveCount(2);
  await expectStatus(page, "Complete");
  await expect(
    answers(page)
      .last()
      .getByText(/The code word is heron/),
  ).toBeVisible();
  expect(api.requests.at(-1)?.userTexts).toEqual(["SAY The code word is heron.", "HISTORY"]);
});

test("an error of the API ends the answer as failed, with what happened and what to do", async ({
  page,
  modulePath,
}) => {
  await askOnHome(page, modulePath, "ERR400");
  await expectStatus(page, "Failed");
  const failure = answers(page).last();
  await expect(failure.getByText(/400/).first()).toBeVisible();
  await expect(failure.getByText("api: other")).toBeVisible();
});

test("a key that is not accepted fails at once, and says how to log in", async ({ page, modulePath }) => {
  await askOnHome(page, modulePath, "ERR401");
  await expectStatus(page, "Failed");
  await expect(
    answers(page)
      .last()
      .getByText(/claude \/login/),
  ).toBeVisible();
});

test("an attempt that broke off is withdrawn, and its text counts once", async ({ page, modulePath }) => {
  await askOnHome(page, modulePath, "DROP x1 && SAY one two three four");
  await expectStatus(page, "Complete");
  const answer = answers(page).last();
  await expect(answer.getByText("one two three four", { exact: true })).toHaveCount(1);
  await expect(answer.getByText("An attempt that was withdrawn")).toBeVisible();
  await expect(answer.getByText(/connection to the API broke off/)).toBeVisible();
});

test("an overloaded API is asked again, and the answer comes", async ({ page, modulePath }) => {
  await askOnHome(page, modulePath, "ERR529 x1 && SAY Better now.");
  await expectStatus(page, "Complete");
  await expect(answers(page).last().getByText("Better now.", { exact: true })).toBeVisible();
});

test("reloading mid-stream, a second tab and a lost connection all show the whole text, and it goes on", async ({
  page,
  context,
  api,
  modulePath,
}) => {
  const prompt = "SAY Alpha && HOLD r1 && MORE  beta && HOLD r2 && MORE  gamma && HOLD r3 && MORE  delta";
  const address = await askOnHome(page, modulePath, prompt);
  const text = (words: string, on = page) => expect(answers(on).last().getByText(words, { exact: true })).toBeVisible();
  await text("Alpha");
  await page.reload();
  await text("Alpha");
  api.release("r1");
  await text("Alpha beta");

  const second = await context.newPage();
  await second.goto(address);
  await text("Alpha beta", second);

  await context.setOffline(true);
  api.release("r2");
  await expect(page.getByText(/Reconnecting|Offline|not connected/i).first()).toBeVisible();
  await context.setOffline(false);
  await text("Alpha beta gamma");
  await text("Alpha beta gamma", second);
  api.release("r3");
  await text("Alpha beta gamma delta");
  await text("Alpha beta gamma delta", second);
  await expectStatus(page, "Complete");
  await expectStatus(second, "Complete");
  await second.close();
});

test("stopping keeps the partial answer, says so, and ends the request to the API", async ({
  page,
  api,
  modulePath,
}) => {
  await askOnHome(page, modulePath, "SAY Kept so far && HOLD stop-1 && MORE never shown");
  const answer = answers(page).last();
  await expect(answer.getByText("Kept so far", { exact: true })).toBeVisible();
  await answer.getByRole("button", { name: /^Stop/ }).click();
  await expectStatus(page, "Stopped");
  await expect(answer.getByText("The answer was stopped before it was complete.")).toBeVisible();
  await expect(answer.getByText("Kept so far", { exact: true })).toBeVisible();
  await expect.poll(() => api.requests.at(-1)?.aborted).toBe(true);
  await expect(answer.getByRole("button", { name: "Ask again" })).toBeVisible();
});

test("an answer can be stopped from the home page, and asked again from its thread", async ({
  page,
  api,
  modulePath,
}) => {
  const address = await askOnHome(page, modulePath, "HOLD again-1 && SAY Second time lucky.");
  await page.goto("/");
  const live = page.getByRole("listitem").filter({ hasText: "again-1" }).first();
  await live.getByRole("button", { name: /^Stop/ }).click();
  await expect(page.getByRole("heading", { name: "Being answered now" })).toBeHidden();
  api.release("again-1");
  await page.goto(address);
  await answers(page).last().getByRole("button", { name: "Ask again" }).click();
  await expect(answers(page)).toHaveCount(2);
  await expectStatus(page, "Complete");
  await expect(answers(page).last().getByText("Second time lucky.", { exact: true })).toBeVisible();
});

test("what is refused is said at its field, and nothing that was typed is lost", async ({ page, modulePath }) => {
  await page.goto("/");
  const directory = page.getByLabel("Module directory");
  const question = page.getByLabel("Question");
  await directory.fill(`${modulePath}/nowhere`);
  await question.fill("Keep this");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByText(/There is no directory/)).toBeVisible();
  await expect(directory).toHaveAttribute("aria-invalid", "true");
  await expect(question).toHaveValue("Keep this");
  await directory.fill(`${modulePath}/README.md`);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByText(/is a file, not a directory/)).toBeVisible();
  await page.reload();
  await expect(question).toHaveValue("Keep this");
});

test("a prompt that looks like an option or a slash command is asked as text", async ({ page, api, modulePath }) => {
  for (const prompt of ["--dangerously-skip-permissions", "/clear"]) {
    await askOnHome(page, modulePath, prompt);
    await expectStatus(page, "Complete");
    expect(api.requests.at(-1)?.prompt).toBe(prompt);
  }
});

test("a system prompt and a model reach the API", async ({ page, api, modulePath }) => {
  await page.goto("/");
  await page.getByText("More", { exact: true }).click();
  await page.getByLabel(/^System prompt/).fill("- answer as a pirate CANARY");
  await page.getByLabel(/^Model/).fill("haiku");
  await page.getByLabel("Module directory").fill(modulePath);
  await page.getByLabel("Question").fill("SYSTEM");
  await page.getByLabel("Question").press("Control+Enter");
  await page.waitForURL(/\/threads\//);
  await expectStatus(page, "Complete");
  await expect(answers(page).last()).toContainText("answer as a pirate CANARY");
  expect(api.requests.at(-1)?.systemLength).toBeGreaterThan(0);
  expect(api.requests.at(-1)?.model).toContain("haiku");
});

test("a question of several lines arrives with the line ends that were typed", async ({ page, api, modulePath }) => {
  await askOnHome(page, modulePath, "SAY one\n\ntwo");
  await expectStatus(page, "Complete");
  expect(api.requests.at(-1)?.prompt).toBe("SAY one\n\ntwo");
});

test("a question of over 1 MiB is refused in words, and stays in the form", async ({ page, modulePath }) => {
  await page.goto("/");
  await page.getByLabel("Module directory").fill(modulePath);
  await page.getByLabel("Question").evaluate((field: HTMLTextAreaElement) => {
    field.value = `${"x".repeat(99)}\n`.repeat(12_000);
  });
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByText(/at most 1 MiB can be asked at once/)).toBeVisible();
  expect((await page.getByLabel("Question").inputValue()).length).toBe(1_200_000);
});
