import { execFile, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { keepModule } from "../lib/db/modules.ts";
import { serveRoutes } from "../testing/api-client.ts";
import { fakeEngine, SHORT_ANSWER } from "../testing/engine.ts";
import { inheritedEnv } from "../testing/real-claude.ts";
import { deltasText } from "../testing/runs.ts";
import { scratch } from "../testing/scratch.ts";

const PROGRAM = path.join(import.meta.dirname, "..", "examples", "client.py");
const hasPython = spawnSync("python3", ["--version"]).status === 0;

async function started() {
  const { engine, modulePath } = await fakeEngine(SHORT_ANSWER);
  keepModule(engine.store.db, { name: "inventory", path: modulePath }, false);
  const { origin: url } = await serveRoutes(engine);
  const home = scratch();
  fs.writeFileSync(path.join(home, "token"), "the-token\n");
  const env = { ...inheritedEnv(), NODE_ENV: "test" as const, SWITCHBOARD_HOME: home };
  const run = (...words: string[]) => promisify(execFile)("python3", [PROGRAM, "--url", url, ...words], { env });
  return { engine, url, run };
}

describe.skipIf(!hasPython)("the Python client", () => {
  test("asks a module and prints the answer as it comes, lists, and searches", async () => {
    const { run, engine } = await started();
    const { stdout } = await run("ask", "inventory", "Which format?");
    expect(stdout).toContain(deltasText(3, 4));
    const threadId = /complete: thread (\S+), message \S+\n$/.exec(stdout)?.[1] ?? "";
    expect((await run("ask", "inventory", "And why?", "--thread", threadId)).stdout).toContain(threadId);
    expect((await engine.store.getThread(threadId))?.messages).toHaveLength(4);
    expect((await run("modules")).stdout).toMatch(/^inventory\t\//);
    expect((await run("threads")).stdout).toContain(threadId);
    expect((await run("search", "format")).stdout).toBe("inventory\tWhich format?\n");
  });

  test("tells what was refused, and where no dashboard answers", async () => {
    const { run } = await started();
    await expect(run("ask", "nobody", "?")).rejects.toMatchObject({
      code: 3,
      stderr: "There is no module “nobody”. There are: inventory.\n",
    });
    await expect(run("--url", "http://127.0.0.1:1", "modules")).rejects.toMatchObject({
      code: 3,
      stderr: expect.stringContaining("No dashboard answers at http://127.0.0.1:1"),
    });
  });
});
