import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { projectFile } from "../scripts/project.mjs";
import type { RealClaude } from "../testing/real-claude.ts";
import { answers, askOnHome, expectStatus } from "./conversation.ts";
import { expect, test } from "./fixtures.ts";

/** Commands that a test started; a test that fails leaves none behind. */
const started: ChildProcess[] = [];

test.afterEach(() => {
  for (const command of started.splice(0)) command.kill("SIGKILL");
});

/** Runs the built command line on the dashboard's home and database. */
function switchboard({ dir, claude }: { dir: string; claude: RealClaude }, ...args: string[]) {
  const child = spawn(process.execPath, [projectFile("bin/switchboard.mjs"), ...args], {
    env: {
      ...claude.env,
      NODE_ENV: "production",
      SWITCHBOARD_HOME: path.join(dir, "switchboard"),
      SWITCHBOARD_DB: path.join(dir, "switchboard.db"),
      SWITCHBOARD_CLAUDE: claude.path,
    },
  });
  started.push(child);
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      printed[name] += text;
    });
  }
  const ended = once(child, "close").then(() => ({ code: child.exitCode, ...printed }));
  return { stdout: () => printed.stdout, ended };
}

type Command = ReturnType<typeof switchboard>;

/** The lines of `--json` so far. */
function events(command: Command): Record<string, unknown>[] {
  const lines = command.stdout().split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

/** The text of `--json` so far, whatever pieces it came in. */
const textOf = (command: Command) =>
  events(command).reduce((text, event) => text + (event.type === "text" ? event.text : ""), "");

test("a question asked in a terminal is answered live in the dashboard too, and can be stopped there", async ({
  page,
  api,
  dir,
  claude,
  dashboard,
  modulePath,
}) => {
  const prompt = "SAY Asked in a terminal && HOLD cli-a && MORE and on && HOLD cli-b && MORE never shown";
  const command = switchboard({ dir, claude }, "ask", modulePath, prompt, "--json");
  await expect.poll(() => textOf(command)).toBe("Asked in a terminal");
  await page.goto(`${dashboard.url}/threads/${events(command)[0]?.threadId}`);
  const answer = answers(page).last();
  await expect(answer.getByText("Asked in a terminal", { exact: true })).toBeVisible();
  api.release("cli-a");
  await expect(answer.getByText("Asked in a terminal and on", { exact: true })).toBeVisible();
  await expect.poll(() => textOf(command)).toBe("Asked in a terminal and on");
  await answer.getByRole("button", { name: /^Stop/ }).click();
  await expectStatus(page, "Stopped");
  expect(await command.ended).toMatchObject({ code: 1, stderr: "" });
  expect(events(command).at(-1)).toMatchObject({
    ...{ type: "ended", status: "failed", content: "Asked in a terminal and on" },
    failure: { code: "stopped-by-user" },
  });
  api.release("cli-b");
});

test("a question asked in the dashboard is in status, is watched and is stopped in a terminal", async ({
  page,
  api,
  dir,
  claude,
  modulePath,
}) => {
  const prompt = "SAY Asked in the browser && HOLD cli-c && MORE and on && HOLD cli-d && MORE never shown";
  const address = await askOnHome(page, modulePath, prompt);
  await expect(answers(page).last().getByText("Asked in the browser", { exact: true })).toBeVisible();
  const status = await switchboard({ dir, claude }, "status", "--json").ended;
  expect(status).toMatchObject({ code: 0, stderr: "" });
  const threadId = new URL(address).pathname.split("/").at(-1);
  const running: Record<string, unknown>[] = JSON.parse(status.stdout).running;
  const ours = running.find((query) => query.threadId === threadId);
  expect(ours).toMatchObject({ module: "orders", question: prompt, state: "running", followed: true });
  const watch = switchboard({ dir, claude }, "watch", String(threadId), "--stream");
  await expect.poll(watch.stdout).toBe("Asked in the browser");
  api.release("cli-c");
  await expect.poll(watch.stdout).toBe("Asked in the browser and on");
  const id = String(ours?.messageId).slice(0, 8);
  const stopped = await switchboard({ dir, claude }, "stop", id).ended;
  expect(stopped).toEqual({
    code: 0,
    stdout: `${id}  orders  The answer was stopped before it was complete.\n`,
    stderr: "",
  });
  await expectStatus(page, "Stopped");
  expect(await watch.ended).toMatchObject({ code: 1, stdout: "Asked in the browser and on\n" });
  api.release("cli-d");
});
