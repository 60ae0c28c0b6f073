import fs from "node:fs";
import path from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { expect, onTestFinished, test } from "vitest";
import { keepModule } from "../lib/db/modules.ts";
import { openStore } from "../lib/db/store.ts";
import { createFakeClaude, type Scenario } from "../testing/fake-claude.ts";
import { inheritedEnv } from "../testing/real-claude.ts";
import { scratch } from "../testing/scratch.ts";
import { DATA } from "./results.ts";

const PROGRAM = path.join(import.meta.dirname, "..", "testing", "switchboard.ts");
const ANSWER: Scenario = {
  turns: [[{ init: true }, { text: "It sends CSV.", perDelta: 3, perSecond: 20 }, { result: {} }]],
};
const HANGS: Scenario = { turns: [[{ init: true }, { text: "Half", open: true }, { hang: true }]] };

/** A client of the official SDK that has started `switchboard mcp` in the directory of the module "shop". */
async function connected(scenario: Scenario) {
  const dir = fs.realpathSync(scratch());
  const fake = await createFakeClaude(dir, scenario);
  const databasePath = path.join(dir, "switchboard.db");
  const store = await openStore({ path: databasePath });
  onTestFinished(() => store.close());
  for (const name of ["shop", "inventory"]) {
    fs.mkdirSync(path.join(dir, name));
    keepModule(store.db, { name, path: path.join(dir, name) }, false);
  }
  const transport = new StdioClientTransport({
    ...{ command: process.execPath, args: [PROGRAM, "mcp"], cwd: path.join(dir, "shop"), stderr: "pipe" },
    env: {
      ...{ ...inheritedEnv(), HOME: dir, SWITCHBOARD_HOME: path.join(dir, "home"), SWITCHBOARD_DB: databasePath },
      SWITCHBOARD_CLAUDE: fake.path,
    },
  });
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(transport);
  onTestFinished(() => client.close());
  const call = (name: string, args: Record<string, unknown> = {}, options = {}) =>
    client.callTool({ name, arguments: args }, options);
  return { client, store, dir, call };
}

const dataOf = ({ _meta: meta = {} }: { _meta?: Record<string, unknown> }) =>
  meta[DATA] as { threadId: string; messageId: string };

const textOf = (result: { content: unknown }) =>
  (result.content as { text: string }[]).map(({ text }) => text).join("\n");

test("a client asks a module, is told of its progress, and reads the conversation", async () => {
  const { client, store, call } = await connected(ANSWER);
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name).sort()).toEqual(
    ["ask_module", "get_status", "get_thread", "list_modules", "search_conversations", "stop_query"].sort(),
  );
  expect(textOf(await call("list_modules"))).toBe("- inventory\n- shop");
  const told: string[] = [];
  const onprogress = ({ message = "" }: { message?: string }) => void told.push(message);
  const answer = await call("ask_module", { module: "inventory", question: "Which format?" }, { onprogress });
  expect(answer.isError).toBeFalsy();
  expect(textOf(answer)).toContain("It sends CSV.");
  expect(told[0]).toMatch(/^It/);
  const { threadId } = dataOf(answer);
  expect(textOf(await call("get_thread", { thread: threadId }))).toContain("Which format?");
  expect(textOf(await call("search_conversations", { query: "csv" }))).toContain(threadId);
  const { resources } = await client.listResources();
  const read = await client.readResource({ uri: String(resources[0]?.uri) });
  expect(JSON.stringify(read.contents)).toContain("It sends CSV.");
  const thread = await store.getThread(threadId);
  expect(thread?.messages[0]?.metadata).toMatchObject({ asked_by: "shop" });
});

test("what can't be done is told in words that a model can use, and changes nothing", async () => {
  const { store, call } = await connected(ANSWER);
  const refusals = {
    "There is no module “billing”. There are: ": { module: "billing", question: "?" },
    "shop can't be asked here: it waits for this answer itself (shop → shop).": { module: "shop", question: "?" },
    "There is no thread aaaaaaaa.": { module: "inventory", question: "?", thread: "aaaaaaaa" },
  };
  for (const [words, args] of Object.entries(refusals)) {
    const refused = await call("ask_module", args);
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toContain(words);
  }
  expect(await store.listThreads()).toEqual([]);
});

test("an answer can be left, looked for, and stopped with what it had written", async () => {
  const { store, call } = await connected(HANGS);
  const left = await call("ask_module", { module: "inventory", question: "Which?", wait: false });
  const { messageId } = dataOf(left);
  await expect.poll(async () => textOf(await call("get_status"))).toContain(`inventory answers (message ${messageId})`);
  await call("stop_query", { query: messageId });
  await expect.poll(async () => (await store.getMessage(messageId))?.status).toBe("failed");
});

test("a client that gives up on an answer stops it", async () => {
  const { store, call } = await connected(HANGS);
  const giving = new AbortController();
  const asked = call("ask_module", { module: "inventory", question: "Which?" }, { signal: giving.signal });
  const end = asked.then(
    () => "answered",
    () => "given up",
  );
  const answers = async () => (await store.listThreads()).flatMap(({ threadId }) => threadId);
  await expect.poll(answers).toHaveLength(1);
  const [threadId = ""] = await answers();
  const answer = async () => (await store.getThread(threadId))?.messages.at(-1);
  await expect.poll(async () => (await answer())?.content).toContain("Half");
  giving.abort();
  expect(await end).toBe("given up");
  await expect.poll(async () => (await answer())?.status).toBe("failed");
});
