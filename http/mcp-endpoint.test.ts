import fs from "node:fs";
import path from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { expect, onTestFinished, test } from "vitest";
import { keepModule } from "../lib/db/modules.ts";
import { findRunOf } from "../lib/db/runs.ts";
import { serveRoutes } from "../testing/api-client.ts";
import { fakeEngine } from "../testing/engine.ts";
import type { Scenario } from "../testing/fake-claude.ts";
import { MODULE_HEADER } from "./mcp-endpoint.ts";

const ANSWER: Scenario = {
  turns: [[{ init: true }, { text: "It sends CSV.", perDelta: 3, perSecond: 20 }, { result: {} }]],
};

/** A client of the official SDK, over HTTP, that asks in the name of a module when one is given. */
async function connected(from?: string) {
  const made = await fakeEngine(ANSWER);
  for (const name of ["shop", "inventory"]) {
    const directory = path.join(made.dir, "modules", name);
    fs.mkdirSync(directory, { recursive: true });
    keepModule(made.engine.store.db, { name, path: directory }, false);
  }
  const headers: Record<string, string> = from === undefined ? {} : { [MODULE_HEADER]: encodeURIComponent(from) };
  const address = new URL(`${await serveRoutes(made.engine)}/mcp`);
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(new StreamableHTTPClientTransport(address, { requestInit: { headers } }));
  onTestFinished(() => client.close());
  return { ...made, client };
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
  const stranger = await connected("nobody");
  const refused = await stranger.client.callTool(call);
  expect(refused.isError).toBe(true);
  expect(textOf(refused)).toContain("There is no module “nobody”.");
  expect(await stranger.engine.store.listThreads()).toEqual([]);
});
