import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { testEngine } from "../../testing/engine.ts";
import { startMessagesApi } from "../../testing/messages-api/server.ts";
import { realClaude } from "../../testing/real-claude.ts";
import { scratch } from "../../testing/scratch.ts";
import { threadMessages } from "../db/messages.ts";
import { readThreadView } from "../db/views.ts";
import { askModule } from "../queries/ask-module.ts";
import { importHistory } from "./import-history.ts";
import { surveyHistory } from "./survey-history.ts";

vi.setConfig({ testTimeout: 120_000 });

async function setUp() {
  const dir = scratch();
  const api = await startMessagesApi();
  onTestFinished(() => api.close());
  const claude = await realClaude(dir, api.url, { maxRetries: 1 });
  const { engine, modulePath } = await testEngine(dir, claude.path, claude.env);
  const root = claude.env.CLAUDE_CONFIG_DIR ?? "";
  /** As someone does in a terminal. @returns what it printed */
  const type = async (...args: string[]) => {
    const child = spawn(claude.path, ["-p", "--model", "sonnet", ...args], {
      ...{ cwd: modulePath, env: { NODE_ENV: "test", ...claude.env } },
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let printed = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
    await once(child, "close");
    return printed;
  };
  return { engine, db: engine.store.db, modulePath, root, type };
}

test("a session of the real CLI comes in with the text that it printed, and a question to its thread goes on with it", async () => {
  const { engine, db, modulePath, root, type } = await setUp();
  const file = path.join(modulePath, "note.txt");
  fs.writeFileSync(file, "the word is sesame\n");
  const prompt = `THINK look && TOOL:Read ${JSON.stringify({ file_path: file })} ;; SAY it is open`;
  expect((await type(prompt)).trim()).toBe("it is open");
  expect(await surveyHistory(root)).toMatchObject({ exists: true, sessions: 1, directories: 1, problem: null });
  expect(await importHistory(db, { root })).toMatchObject({ state: "complete", threads: 1, messages: 2, problems: 0 });
  const threadId = String(db.$client.prepare("SELECT thread_id FROM threads").pluck().get());
  const view = readThreadView(db, threadId);
  expect(view?.messages).toMatchObject([
    { type: "question", content: prompt, module: "inventory" },
    {
      ...{ type: "response", content: "it is open", status: "complete" },
      run: { state: "ended", cwd: modulePath, sessionId: threadId, costEstimated: true, turns: 2, origin: "history" },
    },
  ]);
  expect(view?.messages[1]?.blocks.map(({ kind }) => kind)).toEqual(["thinking", "tool_use", "tool_result", "text"]);
  expect(view?.messages[1]?.blocks[2]?.text).toContain("the word is sesame");
  const { done } = await askModule({ prompt: "HISTORY", modulePath, threadId }, engine);
  expect(await done).toMatchObject({ status: "complete", content: expect.stringContaining("I see 2 user texts") });
  // That question is in its thread already; what is typed afterwards is not.
  expect(await importHistory(db, { root })).toMatchObject({ state: "complete", messages: 0 });
  await type("--resume", threadId, "SAY typed later");
  expect(await importHistory(db, { root })).toMatchObject({ state: "complete", messages: 2 });
  expect(
    threadMessages(db, threadId)
      .map(({ content }) => content)
      .slice(-2),
  ).toEqual(["SAY typed later", "typed later"]);
  expect(db.$client.prepare("SELECT count(*) FROM threads").pluck().get()).toBe(1);
});

test("a session that Switchboard itself launched is not imported", async () => {
  const { engine, db, modulePath, root } = await setUp();
  const { done, threadId } = await askModule({ prompt: "SAY from here", modulePath }, engine);
  await done;
  expect(await importHistory(db, { root })).toMatchObject({ state: "complete", messages: 0, threads: 0, problems: 0 });
  expect(threadMessages(db, threadId)).toHaveLength(2);
  expect(db.$client.prepare("SELECT count(*) FROM threads").pluck().get()).toBe(1);
});
