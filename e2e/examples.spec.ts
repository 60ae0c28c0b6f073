import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { answers, askOnHome, expectStatus } from "./conversation.ts";
import { expect, test } from "./fixtures.ts";

const hasPython = spawnSync("python3", ["--version"]).status === 0;
const example = (name: string) => path.join(import.meta.dirname, "..", "examples", name);

/** Programs that a test started; a test that fails leaves none behind. */
const started: ChildProcess[] = [];

function python(...args: string[]) {
  const program = spawn("python3", args);
  started.push(program);
  return program;
}

test.afterEach(() => {
  for (const program of started.splice(0)) program.kill("SIGKILL");
});

test("a TypeScript program asks through the package's own name, and the dashboard shows its query", async ({
  page,
  dir,
  claude,
  dashboard,
  modulePath,
}) => {
  const program = spawn(process.execPath, [example("ask.ts"), modulePath, "SAY Asked from TypeScript"], {
    env: {
      ...claude.env,
      NODE_ENV: "production",
      SWITCHBOARD_HOME: path.join(dir, "library"),
      SWITCHBOARD_DB: path.join(dir, "switchboard.db"),
      SWITCHBOARD_CLAUDE: claude.path,
    },
  });
  started.push(program);
  const [output] = await Promise.all([text(program.stdout), once(program, "close")]);
  expect(program.exitCode).toBe(0);
  expect(output).toMatch(/^Asked from TypeScript\n\ncomplete: thread \S+, message \S+\nThe thread has 2 messages\.\n$/);
  await page.goto(`${dashboard.url}/threads/${/thread (\S+),/.exec(output)?.[1]}`);
  await expectStatus(page, "Complete");
  await expect(answers(page).last().getByText("Asked from TypeScript", { exact: true })).toBeVisible();
});

test.describe("Python beside the dashboard", () => {
  test.skip(!hasPython, "python3 is not on this machine");

  test("an answer that a Python program writes is seen live, and is found by search", async ({
    page,
    dir,
    dashboard,
  }) => {
    expect(dashboard.url).toMatch(/^http/);
    await page.goto("/");
    const program = spawn("python3", [
      ...[
        example("ask.py"),
        "Who writes this?",
        "--module",
        "python",
        "--stdin",
        "--db",
        path.join(dir, "switchboard.db"),
      ],
    ]);
    const ids = JSON.parse(String((await once(program.stdout, "data"))[0]));
    await expect(page.getByRole("heading", { name: "Being answered now" })).toBeVisible();
    await page.goto(`/threads/${ids.thread_id}`);
    await expectStatus(page, "Processing");
    program.stdin.write("The first line of Python\n");
    await expect(answers(page).last().getByText("The first line of Python")).toBeVisible();
    program.stdin.write("and the bittern line\n");
    await expect(
      answers(page)
        .last()
        .getByText(/and the bittern line/),
    ).toBeVisible();
    program.stdin.end();
    await expectStatus(page, "Complete");
    await page.goto("/search?q=bittern");
    await expect(page.getByRole("listitem").filter({ hasText: "Answer of python" })).toHaveCount(1);
  });

  test("a Python program watches the dashboard's own query grow and end", async ({ page, dir, api, modulePath }) => {
    const monitor = python(
      ...[example("monitor.py"), "--json", "--once", "--interval", "0.05", "--db", path.join(dir, "switchboard.db")],
    );
    let output = "";
    monitor.stdout.on("data", (chunk) => (output += chunk));
    const ended = once(monitor, "close");
    await askOnHome(page, modulePath, "SAY Watched by Python && HOLD watched && MORE , to the end.");
    const events = () =>
      output
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line));
    const words = () =>
      events()
        .map((event) => event.text)
        .join("");
    await expect.poll(words).toBe("Watched by Python");
    api.release("watched");
    await ended;
    expect(events().map(({ event }) => event)).toEqual([
      "processing",
      ...events()
        .slice(2)
        .map(() => "text"),
      "complete",
    ]);
    expect(words()).toBe("Watched by Python , to the end.");
  });
});
