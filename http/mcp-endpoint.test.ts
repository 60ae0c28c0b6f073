import fs from "node:fs";
import path from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { expect, onTestFinished, test } from "vitest";
import { keepModule } from "../lib/db/modules.ts";
import { findRunOf } from "../lib/db/runs.ts";
import { serveRoutes } from "../testing/api-client.ts";
import { fakeEngine } from "../testing/engine.ts";
import type { Scenario } from "../testing/fake-claude.ts";
import { inspect } from "../testing/inspector.ts";
import { inheritedEnv } from "../testing/real-claude.ts";
import { MODULE_HEADER } from "./mcp-endpoint.ts";

const ANSWER: Scenario = {
  turns: [[{ init: true }, { text: "It sends CSV.", perDelta: 3, perSecond: 20 }, { result: {} }]],
};

const HANGS: Scenario = { turns: [[{ init: true }, { text: "Half", open: true }, { hang: true }]] };
const SLOW: Scenario = {
  turns: [[{ init: true }, { text: "Slow", perDelta: 1, perSecond: 2 }, { result: {} }]],
};

/** A client of the official SDK, over HTTP, that asks in the name of a module when one is given. */
async function connected(from?: string, { scenario = ANSWER, protocol = "2025" } = {}) {
  const made = await fakeEngine(scenario);
  for (const name of ["shop", "inventory"]) {
    const directory = path.join(made.dir, "modules", name);
    fs.mkdirSync(directory, { recursive: true });
    keepModule(made.engine.store.db, { name, path: directory }, false);
  }
  const headers: Record<string, string> = from === undefined ? {} : { [MODULE_HEADER]: from };
  const { origin, routes } = await serveRoutes(made.engine);
  const address = new URL(`${origin}/mcp`);
  const mode = protocol === "2025" ? "legacy" : { pin: "2026-07-28" };
  const client = new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(address, { requestInit: { headers } }));
  onTestFinished(() => client.close());
  return { ...made, client, routes, address };
}

/** Asks, and gives the answer once some of it is there; `left` tells what the client was told in the end. */
async function halfAnswered({ client, engine }: Awaited<ReturnType<typeof connected>>) {
  const asked = client.callTool({ name: "ask_module", arguments: { module: "inventory", question: "?" } });
  const left = asked.then(
    () => "answered",
    () => "left",
  );
  const processing = async () => (await engine.store.getProcessingMessages())[0];
  await expect.poll(async () => (await processing())?.content).toMatch(/./);
  const messageId = (await processing())?.messageId ?? "";
  return { left, status: async () => (await engine.store.getMessage(messageId))?.status };
}

const textOf = (result: { content: unknown }) =>
  (result.content as { text: string }[]).map(({ text }) => text).join("\n");

test("a client over HTTP asks a module in the name of another, and is told of its progress", async () => {
  const { client, engine } = await connected("shop");
  expect((await client.listTools()).tools.map(({ name }) => name)).toContain("ask_module");
  const told: string[] = [];
  const onprogress = ({ message = "" }: { message?: string }) => void told.push(message);
  const call = { name: "ask_module", arguments: { module: "inventory", question: "Which format?" } };
  const answer = await client.callTool(call, { onprogress });
  expect(textOf(answer)).toContain("It sends CSV.");
  expect(told[0]).toMatch(/^It/);
  const [thread] = await engine.store.listThreads();
  const messages = (await engine.store.getThread(thread?.threadId ?? ""))?.messages ?? [];
  const run = findRunOf(engine.store.db, messages.at(-1)?.messageId ?? "");
  expect(run).toMatchObject({ asker: "shop", module: "inventory", profile: "read" });
  const { resources } = await client.listResources();
  const read = await client.readResource({ uri: String(resources[0]?.uri) });
  expect(JSON.stringify(read.contents)).toContain("It sends CSV.");
});

test("without a name it is a program that asks, and a name of no module is refused", async () => {
  const program = await connected();
  const call = { name: "ask_module", arguments: { module: "inventory", question: "Which format?", wait: false } };
  expect((await program.client.callTool(call)).isError).toBeFalsy();
  const [thread] = await program.engine.store.listThreads();
  await expect
    .poll(async () => (await program.engine.store.getThread(thread?.threadId ?? ""))?.messages.at(-1)?.status)
    .toBe("complete");
  for (const [name, shown] of [
    ["nobody", "nobody"],
    ["no%62ody", "nobody"],
    ["100%", "100%"],
  ]) {
    const stranger = await connected(name);
    const refused = await stranger.client.callTool(call);
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toContain(`There is no module “${shown}”.`);
    expect(await stranger.engine.store.listThreads()).toEqual([]);
  }
});

test.each(["2025", "2026"])("a client of the protocol of %s that leaves stops what it waits for", async (protocol) => {
  const made = await connected(undefined, { scenario: HANGS, protocol });
  const { left, status } = await halfAnswered(made);
  await made.client.close();
  expect(await left).toBe("left");
  await expect.poll(status).toBe("failed");
});

test.each(["2025", "2026"])("an answer for a client of %s goes on when the dashboard ends", async (protocol) => {
  const made = await connected(undefined, { scenario: SLOW, protocol });
  const { left, status } = await halfAnswered(made);
  await made.routes.close();
  await made.client.close();
  expect(await left).not.toBe("answered");
  await expect.poll(status).toBe("complete");
});

test("the official inspector lists the tools and calls one over HTTP", async () => {
  const { address, dir } = await connected();
  const options = { env: { ...inheritedEnv(), HOME: dir, NODE_ENV: "test" as const }, cwd: dir };
  const ask = (...words: string[]) => inspect([address.href, "--transport", "http"], words, options);
  expect((await ask("tools/list")).tools).toHaveLength(6);
  const { content } = await ask("tools/call", "--tool-name", "list_modules");
  expect(content).toEqual([{ type: "text", text: "- inventory\n- shop" }]);
}, 60_000);
