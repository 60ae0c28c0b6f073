import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fakeEngine, SHORT_ANSWER, testEngine } from "../../testing/engine.ts";
import { createFakeClaude } from "../../testing/fake-claude.ts";
import { scratch } from "../../testing/scratch.ts";
import { readThreadView } from "../db/views.ts";
import { askAgain } from "./ask-again.ts";
import { askModule } from "./ask-module.ts";
import { queryModule, streamAndStoreClaudeResponse } from "./query-module.ts";
import { stopQuery } from "./stop-query.ts";

const ANSWER = "0 xx1 xx2 xx";

test("a query stores the question and a complete answer, and tells each chunk", async () => {
  const { engine, modulePath } = await fakeEngine(SHORT_ANSWER);
  const chunks: string[] = [];
  const prompt = "Which format do you send?";
  const result = await queryModule({ prompt, modulePath, onChunk: (text) => chunks.push(text) }, engine);
  expect(result).toMatchObject({ status: "complete", content: ANSWER, failure: null });
  expect(chunks.join("")).toBe(ANSWER);
  const thread = await engine.store.getThread(result.threadId);
  expect(thread).toMatchObject({ title: prompt, modules: ["inventory"] });
  expect(thread?.messages).toMatchObject([
    { messageId: result.questionId, type: "question", content: prompt, module: "inventory", status: "complete" },
    { messageId: result.messageId, type: "response", content: ANSWER, module: "inventory", status: "complete" },
  ]);
  const view = readThreadView(engine.store.db, result.threadId);
  expect(view?.messages[1]?.blocks).toMatchObject([{ kind: "text", state: "settled", text: ANSWER }]);
  expect(view?.messages[1]?.run).toMatchObject({ state: "ended", cwd: modulePath, cliVersion: "2.1.197" });
});

test("streamAndStoreClaudeResponse stores only the answer, in the thread it is given", async () => {
  const { engine, modulePath } = await fakeEngine(SHORT_ANSWER);
  const { threadId } = await engine.store.createThread({ title: "mine" });
  const result = await streamAndStoreClaudeResponse({ workingDir: modulePath, threadId, prompt: "Hello" }, engine);
  expect(result).toMatchObject({ threadId, questionId: "", status: "complete", content: ANSWER });
  const thread = await engine.store.getThread(threadId);
  expect(thread?.messages).toMatchObject([{ type: "response", module: "module", content: ANSWER }]);
});

test("the files of a run are gone once it has succeeded and its process has ended", async () => {
  const { engine, modulePath, dir } = await fakeEngine(SHORT_ANSWER);
  const { done, messageId } = await askModule({ prompt: "Hello", modulePath }, engine);
  await done;
  await engine.followers.get(messageId)?.gone;
  expect(readdirSync(path.join(dir, "runs"))).toEqual([]);
});

test.each([
  ["--dangerously-skip-permissions"],
  ["-p"],
  ["--version"],
  ["/clear"],
  ["- a list\n- of two"],
  ["nul \0 within"],
  ["; rm -rf / $(touch pwned) `id` \" ' \\"],
  ["Größe 😀 日本語 \u2028"],
])("the prompt %j is asked as text: it is in no argument, and stdin has it whole", async (prompt) => {
  const { engine, modulePath, claude } = await fakeEngine(SHORT_ANSWER);
  const result = await queryModule({ prompt, modulePath, profile: "settings" }, engine);
  expect(result.status).toBe("complete");
  const [spawn] = await claude.spawns();
  expect(spawn?.argv).toEqual([
    ...["-p", "--input-format", "stream-json", "--output-format", "stream-json", "--verbose"],
    ...["--include-partial-messages", "--session-id", expect.stringMatching(/^[0-9a-f-]{36}$/)],
    ...["--setting-sources", "user", "--strict-mcp-config"],
  ]);
  const asked = JSON.parse(spawn?.stdin[0] ?? "{}").message.content;
  expect(asked.replace(/^\n\//, "/")).toBe(prompt);
  expect(asked.startsWith("/")).toBe(false);
  expect(spawn?.cwd).toBe(modulePath);
});

test("a prompt larger than a pipe holds arrives whole", async () => {
  const { engine, modulePath, claude } = await fakeEngine(SHORT_ANSWER);
  const prompt = "ö😀x".repeat(120_000);
  expect((await queryModule({ prompt, modulePath }, engine)).status).toBe("complete");
  const [spawn] = await claude.spawns();
  expect(JSON.parse(spawn?.stdin[0] ?? "{}").message.content === prompt).toBe(true);
});

test("bad input is refused by name, and nothing is stored or started", async () => {
  const { engine, modulePath, dir, claude } = await fakeEngine(SHORT_ANSWER);
  const file = path.join(dir, "a-file");
  writeFileSync(file, "");
  const refusals: [string, Parameters<typeof queryModule>[0]][] = [
    ["prompt-empty", { prompt: "", modulePath }],
    ["prompt-empty", { prompt: " \n\t", modulePath }],
    ["prompt-too-large", { prompt: "x".repeat(10_000_000), modulePath }],
    ["directory-missing", { prompt: "x", modulePath: path.join(dir, "nowhere") }],
    ["directory-not-directory", { prompt: "x", modulePath: file }],
    ["directory-relative", { prompt: "x", modulePath: "modules/inventory" }],
    ["thread-unknown", { prompt: "x", modulePath, threadId: "no-such-thread" }],
    ["input-invalid", { prompt: "x", modulePath, model: "--dangerously-skip-permissions" }],
    ["input-invalid", { prompt: "x", modulePath, moduleName: "two\nlines" }],
  ];
  for (const [code, input] of refusals) {
    await expect(queryModule(input, engine), code).rejects.toMatchObject({ code, hint: expect.stringMatching(/\w/) });
  }
  await expect(askAgain("no-such-message", engine)).rejects.toMatchObject({ code: "message-unknown" });
  await expect(stopQuery("no-such-message", engine)).rejects.toMatchObject({ code: "message-unknown" });
  expect(await engine.store.listThreads()).toEqual([]);
  expect(await claude.spawns()).toEqual([]);
  expect(existsSync(path.join(dir, "runs"))).toBe(false);
});

test("a CLI that is missing, can't be executed or is too old is refused before anything is stored", async () => {
  const dir = scratch();
  const notExecutable = path.join(dir, "not-executable");
  writeFileSync(notExecutable, "#!/bin/sh\n", { mode: 0o600 });
  mkdirSync(path.join(dir, "old"));
  const old = await createFakeClaude(path.join(dir, "old"), {}, { version: "1.0.24" });
  for (const [code, claude] of [
    ["cli-missing", path.join(dir, "nothing-here")],
    ["cli-not-executable", notExecutable],
    ["cli-too-old", old.path],
  ] as const) {
    const { engine, modulePath } = await testEngine(path.join(dir, code), claude, { PATH: "/usr/bin:/bin", HOME: dir });
    await expect(queryModule({ prompt: "x", modulePath }, engine)).rejects.toMatchObject({ code });
    expect(await engine.store.listThreads()).toEqual([]);
  }
});

test("one name stands for one directory, and a module that moved takes its name along", async () => {
  const { engine, modulePath, dir } = await fakeEngine(SHORT_ANSWER);
  await queryModule({ prompt: "x", modulePath }, engine);
  const other = path.join(dir, "elsewhere", "inventory");
  mkdirSync(other, { recursive: true });
  await expect(queryModule({ prompt: "x", modulePath: other }, engine)).rejects.toMatchObject({
    code: "module-name-taken",
    field: "moduleName",
  });
  rmSync(other, { recursive: true });
  renameSync(modulePath, other);
  expect((await queryModule({ prompt: "x", modulePath: other, moduleName: "inventory" }, engine)).status).toBe(
    "complete",
  );
});

test("asking again asks the same module the same question in the same thread", async () => {
  const { engine, modulePath, claude } = await fakeEngine(SHORT_ANSWER);
  const first = await queryModule({ prompt: "Again?", modulePath }, engine);
  const { done, threadId } = await askAgain(first.messageId, engine);
  expect((await done).status).toBe("complete");
  expect(threadId).toBe(first.threadId);
  const asked = (await claude.spawns()).map((spawn) => JSON.parse(spawn.stdin[0] ?? "{}").message.content);
  expect(asked).toEqual(["Again?", "Again?"]);
});

test("a follow-up and asking again keep the model and the system prompt that the first question named", async () => {
  const { engine, modulePath, claude } = await fakeEngine(SHORT_ANSWER);
  const first = await queryModule({ prompt: "x", modulePath, model: "haiku", systemPrompt: "- be brief" }, engine);
  await queryModule({ prompt: "y", modulePath, threadId: first.threadId }, engine);
  await (await askAgain(first.messageId, engine)).done;
  await queryModule({ prompt: "z", modulePath, threadId: first.threadId, model: "opus" }, engine);
  const models = (await claude.spawns()).map(({ argv }) => argv[argv.indexOf("--model") + 1]);
  expect(models).toEqual(["haiku", "haiku", "haiku", "opus"]);
  const runs = readThreadView(engine.store.db, first.threadId)?.messages.flatMap((message) => message.run ?? []);
  expect(runs?.map((run) => run.systemPrompt)).toEqual(Array(4).fill("- be brief"));
});
