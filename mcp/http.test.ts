import { mkdirSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { expect, onTestFinished, test } from "vitest";
import { keepModule } from "../lib/db/modules.ts";
import { fakeEngine } from "../testing/engine.ts";
import type { Scenario } from "../testing/fake-claude.ts";
import { inspect } from "../testing/inspector.ts";
import { inheritedEnv } from "../testing/real-claude.ts";
import { ASKER_HEADER, isMcp, mcpOverHttp } from "./http.ts";
import { DATA } from "./results.ts";

const ANSWER: Scenario = {
  turns: [[{ init: true }, { text: "It sends CSV.", perDelta: 3, perSecond: 20 }, { result: {} }]],
};
const HANGS: Scenario = { turns: [[{ init: true }, { text: "Half", open: true }, { hang: true }]] };

/** The MCP server at an address, with two modules; `connect` gives a client of the official SDK. */
async function served(scenario: Scenario) {
  const made = await fakeEngine(scenario);
  const { engine, dir } = made;
  for (const name of ["shop", "inventory"]) {
    mkdirSync(path.join(dir, "modules", name), { recursive: true });
    keepModule(engine.store.db, { name, path: path.join(dir, "modules", name) }, false);
  }
  const mcp = mcpOverHttp(engine);
  const server = http.createServer((request, response) => mcp.serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`);
  onTestFinished(async () => {
    await mcp.close();
    server.closeAllConnections();
    server.close();
  });
  const connect = async (headers: Record<string, string> = {}, year: "2025" | "2026" = "2025") => {
    const mode = year === "2025" ? "legacy" : { pin: "2026-07-28" };
    const client = new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode } });
    await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
    onTestFinished(() => client.close());
    return client;
  };
  return { ...made, mcp, url, connect };
}

const textOf = (result: { content: unknown }) =>
  (result.content as { text: string }[]).map(({ text }) => text).join("\n");
const threadOf = ({ _meta: meta = {} }: { _meta?: Record<string, unknown> }) =>
  (meta[DATA] as { threadId: string }).threadId;

test("the SDK's client asks over HTTP, is told of the progress, and reads the thread", async () => {
  const { engine, connect } = await served(ANSWER);
  const client = await connect();
  expect((await client.listTools()).tools.map(({ name }) => name)).toContain("ask_module");
  const told: string[] = [];
  const onprogress = ({ message = "" }: { message?: string }) => void told.push(message);
  const question = { module: "inventory", question: "Which format?" };
  const answer = await client.callTool({ name: "ask_module", arguments: question }, { onprogress });
  expect(textOf(answer)).toContain("It sends CSV.");
  expect(told[0]).toMatch(/^It/);
  const { resources } = await client.listResources();
  const read = await client.readResource({ uri: String(resources[0]?.uri) });
  expect(JSON.stringify(read.contents)).toContain("It sends CSV.");
  const thread = await engine.store.getThread(threadOf(answer));
  expect(thread?.messages[0]?.metadata).not.toHaveProperty("asked_by");
});

test("the header names the module that asks, and one that isn't known is refused", async () => {
  const { engine, connect } = await served(ANSWER);
  const question = { module: "inventory", question: "Which format?" };
  const asked = await (await connect({ [ASKER_HEADER]: "shop" })).callTool({
    name: "ask_module",
    arguments: question,
  });
  const thread = await engine.store.getThread(threadOf(asked));
  expect(thread?.messages[0]?.metadata).toMatchObject({ asked_by: "shop" });
  const refused = await (await connect({ [ASKER_HEADER]: "nobody" })).callTool({
    name: "ask_module",
    arguments: question,
  });
  expect(refused.isError).toBe(true);
  expect(textOf(refused)).toContain("There is no module “nobody”. There are: ");
  expect(await engine.store.listThreads()).toHaveLength(1);
});

test.each(["2025", "2026"] as const)(
  "a client of the protocol of %s that leaves stops what it waits for",
  async (year) => {
    const { engine, connect } = await served(HANGS);
    const client = await connect({}, year);
    const call = { name: "ask_module", arguments: { module: "inventory", question: "?" } };
    const asked = client.callTool(call).then(
      () => "answered",
      () => "left",
    );
    const answer = async () => (await engine.store.getProcessingMessages())[0];
    await expect.poll(async () => (await answer())?.content).toContain("Half");
    const messageId = (await answer())?.messageId ?? "";
    await client.close();
    expect(await asked).toBe("left");
    await expect.poll(async () => (await engine.store.getMessage(messageId))?.status).toBe("failed");
  },
);

test("an answer goes on when the dashboard ends while a client waits for it", async () => {
  const { engine, mcp, connect } = await served({
    turns: [[{ init: true }, { text: "Slow", perDelta: 1, perSecond: 2 }, { result: {} }]],
  });
  const client = await connect({}, "2026");
  const asked = client.callTool({ name: "ask_module", arguments: { module: "inventory", question: "?" } });
  const left = asked.then(
    () => "answered",
    () => "left",
  );
  const answer = async () => (await engine.store.getProcessingMessages())[0];
  await expect.poll(async () => (await answer())?.content).toContain("S");
  const messageId = (await answer())?.messageId ?? "";
  await mcp.close();
  await client.close();
  expect(await left).not.toBe("answered");
  await expect.poll(async () => (await engine.store.getMessage(messageId))?.status).toBe("complete");
});

test("the official inspector lists the tools and calls one over HTTP", async () => {
  const { url, dir } = await served(ANSWER);
  const options = { env: { ...inheritedEnv(), HOME: dir, NODE_ENV: "test" as const }, cwd: dir };
  const ask = (...words: string[]) => inspect([url.href, "--transport", "http"], words, options);
  const { tools } = await ask("tools/list");
  expect(tools).toHaveLength(6);
  const { content } = await ask("tools/call", "--tool-name", "list_modules");
  expect(content).toEqual([{ type: "text", text: "- inventory\n- shop" }]);
}, 60_000);

test("a page of another site can't use it", async () => {
  const { url } = await served(ANSWER);
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });
  const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  const status = async (more: Record<string, string>) =>
    (await fetch(url, { method: "POST", body, headers: { ...headers, ...more } })).status;
  expect(await status({ origin: "https://example.com" })).toBe(403);
  expect(await status({ origin: "null" })).toBe(403);
  expect(await status({ origin: url.origin })).toBe(200);
});

test("only its own address is its", () => {
  const at = (url: string) => isMcp({ url } as http.IncomingMessage);
  expect([at("/mcp"), at("/mcp?x=1"), at("/mcp/other"), at("/mcpx"), at("/")]).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
