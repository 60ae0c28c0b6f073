import fs from "node:fs";
import path from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test, vi } from "vitest";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { damage, pagesOf } from "../testing/damaged.ts";
import { fakeEngine, SHORT_ANSWER } from "../testing/engine.ts";
import type { Scenario } from "../testing/fake-claude.ts";
import { deltasText } from "../testing/runs.ts";

const HANGS: Scenario = { turns: [[{ init: true }, { text: "Half", open: true }, { hang: true }]] };
const ANSWER = deltasText(3, 4);

/** A client of the API, with the module "inventory". */
async function client(scenario = SHORT_ANSWER) {
  const made = await fakeEngine(scenario);
  const api = await apiClient(made.engine);
  expect((await api.send("post", "/modules", { path: made.modulePath })).status).toBe(201);
  return { ...made, api };
}

const ended = (api: ApiClient, messageId: string, status: string) =>
  expect.poll(async () => (await api.send("get", `/queries/${messageId}`)).body.status).toBe(status);

test("the document is a valid OpenAPI document, and the API can be used for all that it names", async () => {
  const { api, dir } = await client();
  expect(await new Validator().validate(structuredClone(api.document) as never)).toMatchObject({ valid: true });

  const other = path.join(dir, "modules", "shop");
  fs.mkdirSync(other);
  expect((await api.send("post", "/modules", { path: other, name: "store" })).body).toMatchObject({ name: "store" });
  const change = { name: "shop", description: "Sells", capabilities: ["prices"], maxTurns: 5, profile: "read" };
  expect((await api.send("patch", "/modules/store", change)).body).toMatchObject(change);
  expect((await api.send("get", "/modules/shop")).body).toMatchObject({ path: other, dataTypes: [] });
  const names = async (words = "") =>
    (await api.send("get", `/modules?words=${words}`)).body.modules.map(({ name }: { name: string }) => name);
  expect([await names(), await names("prices")]).toEqual([["inventory", "shop"], ["shop"]]);

  const asked = await api.send("post", "/queries", { module: "inventory", question: "Which format?", wait: true });
  expect(asked).toMatchObject({ status: 200, body: { status: "complete", content: ANSWER, failure: null } });
  const { threadId, messageId, questionId } = asked.body;
  const more = { module: "inventory", question: "And why?", thread: threadId, from: "shop" };
  const left = await api.send("post", "/queries", more);
  expect(left).toMatchObject({ status: 202, body: { threadId } });
  await ended(api, left.body.messageId, "complete");

  const shown = (await api.send("get", `/threads/${threadId}/messages?limit=2`)).body;
  expect(shown.messages.map(({ content }: { content: string }) => content)).toEqual(["And why?", ANSWER]);
  expect(shown).toMatchObject({ hasEarlier: true, hasLater: false });
  const before = `/threads/${threadId}/messages?before=${shown.messages[0].messageId}`;
  const earlier = (await api.send("get", before)).body;
  expect(earlier.messages.map((message: { messageId: string }) => message.messageId)).toEqual([questionId, messageId]);
  const after = (await api.send("get", `/threads/${threadId}/messages?after=${questionId}&limit=1`)).body;
  expect(after).toMatchObject({ messages: [{ messageId }], hasEarlier: true, hasLater: true });
  expect((await api.send("get", `/threads/${threadId}/chains`)).body.links).toMatchObject([
    { asker: "shop", module: "inventory", question: "And why?" },
  ]);

  expect((await api.send("patch", `/threads/${threadId}`, { title: "Formats", pinned: true })).body).toMatchObject({
    title: "Formats",
    pinned: true,
  });
  expect((await api.send("get", `/threads/${threadId}`)).body.title).toBe("Formats");
  const list = (await api.send("get", "/threads?module=inventory&pinned=true&limit=5")).body;
  expect(list.threads).toMatchObject([{ threadId, messageCount: 4, title: "Formats" }]);
  expect((await api.send("get", "/search?query=format&limit=5")).body).toMatchObject({
    total: 1,
    hits: [{ threadId }],
  });
  expect((await api.send("get", "/search/facets?query=format")).body.module).toEqual([
    { value: "inventory", count: 1 },
  ]);
  expect((await api.send("get", `/threads/${threadId}/export?format=md`)).body).toContain("Which format?");
  expect((await api.send("get", "/export")).body).toContain(threadId);
  expect((await api.send("get", "/status")).body).toMatchObject({ running: [], waiting: [] });
  expect((await api.send("get", "/doctor")).body.checks.length).toBeGreaterThan(5);
  expect((await api.send("get", "/imports")).body).toMatchObject({ enabled: expect.any(Boolean) });

  const file = path.join(dir, "all.jsonl");
  fs.writeFileSync(file, (await api.send("get", "/export")).body);

  const many = (await api.send("post", "/fan-outs", { modules: ["inventory", "shop"], question: "Who?" })).body;
  for (const { messageId } of many.answers) await ended(api, messageId, "complete");
  const summary = await api.send("post", `/fan-outs/${many.fanOutId}/summary`, { module: "shop" });
  expect(summary).toMatchObject({ status: 202, body: { module: "shop" } });
  expect((await api.send("get", "/fan-outs")).body.fanOuts).toMatchObject([{ fanOutId: many.fanOutId }]);
  const kinds = (await api.send("get", `/fan-outs/${many.fanOutId}`)).body.answers;
  expect(kinds.map(({ kind, module }: { kind: string; module: string }) => [kind, module])).toEqual([
    ["answer", "inventory"],
    ["answer", "shop"],
    ["summary", "shop"],
  ]);

  const registry = path.join(dir, "registry.yaml");
  fs.writeFileSync(registry, (await api.send("get", "/registry")).body.replace("Sells", "Sells and buys"));
  const { steps } = (await api.send("post", "/registry", { file: registry })).body;
  expect(steps.map(({ state }: { state: string }) => state)).toEqual(["equal", "changed"]);
  expect((await api.send("get", "/modules/shop")).body.description).toBe("Sells and buys");

  expect((await api.send("delete", `/threads/${threadId}`)).status).toBe(204);
  const { jobId } = (await api.send("post", "/imports/files", { path: file })).body;
  const phase = async () => (await api.send("get", `/imports/files/${jobId}`)).body.phase;
  await expect.poll(phase).toBe("previewed");
  await api.send("post", `/imports/files/${jobId}/import`, {});
  await expect.poll(phase).toBe("complete");
  expect((await api.send("get", `/threads/${threadId}`)).body.title).toBe("Formats");
  expect((await api.send("delete", `/imports/files/${jobId}`)).status).toBe(204);
  expect((await api.send("delete", "/modules/shop")).status).toBe(204);
  // The others have tests of their own here and below.
  const unused = api.operations.filter((operation) => !api.used.has(operation));
  expect(unused).toEqual(["post /queries/{id}/stop", "get /queries/{id}/events", "get /log", "post /imports"]);
});

test("an answer is stopped, and keeps what had arrived", async () => {
  const { api } = await client(HANGS);
  const { body } = await api.send("post", "/queries", { module: "inventory", question: "Which format?" });
  await expect.poll(async () => (await api.send("get", "/status")).body.running.length).toBe(1);
  const stopped = await api.send("post", `/queries/${body.threadId}/stop`);
  expect(stopped).toEqual({ status: 202, body: { stopped: [body.messageId] } });
  await ended(api, body.messageId, "failed");
  expect((await api.send("get", `/queries/${body.messageId}`)).body).toMatchObject({
    failure: { code: "stopped-by-user" },
  });
});

test("what has arrived of a long answer is told, whatever its message says so far", async () => {
  const long = "All that there is to say. ".repeat(5_000);
  const { api, engine, dir } = await client({
    turns: [[{ init: true }, { text: long }, { waitFor: "go" }, { text: "And more.", open: true }, { hang: true }]],
  });
  const { body } = await api.send("post", "/queries", { module: "inventory", question: "What?" });
  const content = async () => (await api.send("get", `/queries/${body.messageId}`)).body.content;
  const stored = async () => (await engine.store.getMessage(body.messageId))?.content;
  await expect.poll(stored).toBe(long);
  fs.writeFileSync(path.join(dir, "go"), "");
  await expect.poll(content).toBe(`${long}\n\nAnd more.`);
  expect(await stored()).toBe(long);
  await api.send("post", `/queries/${body.messageId}/stop`);
  await ended(api, body.messageId, "failed");
});

test.each([
  ["post", "/queries", { module: "nobody", question: "?" }, 404, "module-unknown", "module"],
  ["post", "/queries", { module: "inventory", question: "  " }, 400, "prompt-empty", "prompt"],
  ["post", "/queries", { question: "?" }, 400, "input-invalid", "module"],
  ["post", "/queries", { module: "inventory", question: "?", from: "inventory" }, 409, "chain-cycle", null],
  ["post", "/queries", { module: "inventory", question: "?", thread: "aaaaaaaa" }, 404, "thread-unknown", "threadId"],
  ["post", "/modules", { path: "/nowhere/at/all" }, 422, "directory-missing", "path"],
  ["get", "/queries/aaaaaaaa", undefined, 404, "message-unknown", "id"],
  ["get", "/threads/aaaaaaaa", undefined, 404, "thread-unknown", "threadId"],
  ["patch", "/modules/inventory", { profile: "full" }, 403, "profile-refused", "profile"],
  ["post", "/fan-outs", { modules: ["inventory", "nobody"], question: "?" }, 404, "module-unknown", "module"],
  ["get", "/fan-outs/aaaaaaaa", undefined, 404, "fan-out-unknown", "id"],
  ["post", "/registry", { file: "modules.yaml" }, 400, "input-invalid", "file"],
  ["post", "/imports/files", { path: "/nowhere/at/all" }, 404, "file-missing", "file"],
  ["patch", "/modules/inventory", { asks: true }, 403, "profile-refused", "asks"],
] as const)(
  "%s %s with %j is refused with %s %s, and changes nothing",
  async (method, to, body, status, code, field) => {
    const { api, engine } = await client();
    const before = await api.send("get", "/modules");
    const refused = await api.send(method, to, body);
    expect(refused).toMatchObject({ status, body: { error: { code, hint: expect.stringMatching(/\w/) } } });
    if (field !== null) expect(refused.body.error.field).toBe(field);
    expect(await api.send("get", "/modules")).toEqual(before);
    expect(await engine.store.listThreads()).toEqual([]);
  },
);

test.each([
  ["post", "/queries", { module: "inventory" }, 400, "question"],
  ["post", "/queries", { module: "inventory", question: "?", model: "--settings=x" }, 400, "model"],
  ["post", "/queries", { module: "inventory", question: "?", maxTurns: -1 }, 400, "maxTurns"],
  ["post", "/queries", { module: "inventory", question: "?", argv: ["--x"] }, 400, null],
  ["post", "/queries", "text", 400, null],
  ["get", "/threads?limit=-1", undefined, 400, "limit"],
  ["get", "/threads?sort=random", undefined, 400, "sort"],
  ["get", "/nothing", undefined, 404, null],
] as const)("%s %s with %j is no request of the document: %s", async (method, to, body, status, field) => {
  const { api } = await client();
  const refused = await api.send(method, to, body, { expectFit: false });
  expect(refused).toMatchObject({ status, body: { error: { code: "input-invalid" } } });
  if (field !== null) expect(refused.body.error.field).toBe(field);
});

test("a program moves no right to another directory, and may take rights away", async () => {
  const { api, engine, dir, modulePath } = await client();
  engine.store.db.$client.prepare("UPDATE modules SET profile = 'edit', asks = 1").run();
  const other = path.join(dir, "modules", "other");
  fs.mkdirSync(other);
  const moved = await api.send("patch", "/modules/inventory", { path: other });
  expect(moved).toMatchObject({ status: 403, body: { error: { code: "profile-refused", field: "path" } } });
  expect((await api.send("get", "/modules/inventory")).body.path).toBe(modulePath);
  const less = { profile: null, asks: null };
  expect((await api.send("patch", "/modules/inventory", less)).body).toMatchObject(less);
  expect((await api.send("patch", "/modules/inventory", { path: other })).body.path).toBe(other);
});

test("a body that is no JSON, or said to be none, and one that is too large, are refused", async () => {
  const { api, engine } = await client();
  const post = (body: string, type = "application/json") =>
    fetch(`${api.origin}/api/v1/queries`, { method: "POST", body, headers: { "content-type": type } });
  const question = JSON.stringify({ module: "inventory", question: "?" });
  expect((await post("{")).status).toBe(400);
  expect((await post(question, "text/plain")).status).toBe(415);
  expect((await post(question, "application/x-www-form-urlencoded")).status).toBe(415);
  const large = await post(JSON.stringify({ module: "inventory", question: "x".repeat(9 * 1024 * 1024) }));
  expect(large.status).toBe(413);
  const long = await post(JSON.stringify({ module: "inventory", question: "x".repeat(1024 * 1024 + 1) }));
  expect(await long.json()).toMatchObject({ error: { code: "prompt-too-large" } });
  expect(await engine.store.listThreads()).toEqual([]);
});

test("no operation answers a page of another site", async () => {
  const { api } = await client();
  const foreign: Record<string, string>[] = [
    { origin: "http://evil.test" },
    { origin: "null" },
    { origin: "http://127.0.0.1:1" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ];
  for (const operation of [...api.operations, "get /openapi.json", "get /nothing"]) {
    const [method = "", to = ""] = operation.split(" ");
    for (const headers of foreign) {
      const address = `${api.origin}/api/v1${to.replace(/\{\w+\}/, "inventory")}`;
      const response = await fetch(address, { method: method.toUpperCase(), headers });
      expect(response.status, `${operation} ${JSON.stringify(headers)}`).toBe(403);
      expect(response.headers.get("access-control-allow-origin")).toBeNull();
    }
  }
  expect((await fetch(`${api.origin}/mcp`, { method: "POST", headers: { origin: "null" } })).status).toBe(403);
});

test("a fault of ours is told without its words, and printed", async () => {
  const { api, engine } = await client();
  const printed = vi.spyOn(console, "error").mockImplementation(() => {});
  vi.spyOn(engine.store, "searchMessages").mockRejectedValue(new Error("a secret"));
  const broken = await api.send("get", "/search?query=x");
  expect(broken).toMatchObject({ status: 500, body: { error: { code: "unexpected" } } });
  expect(JSON.stringify(broken.body)).not.toContain("secret");
  expect(printed).toHaveBeenCalled();
  vi.restoreAllMocks();
});

test("a database that turns out to be damaged is told as that, and not as a fault of ours", async () => {
  const { api, engine } = await client();
  const asked = await api.send("post", "/queries", { module: "inventory", question: "Which format?", wait: true });
  const { $client } = engine.store.db;
  $client.pragma("wal_checkpoint(TRUNCATE)");
  damage(engine.env.databasePath, pagesOf(engine.env.databasePath, "messages"));
  $client.pragma("shrink_memory"); // what it keeps of the file
  const { status, body } = await api.send("get", `/threads/${asked.body.threadId}/messages`);
  expect(status).toBe(503);
  expect(body.error).toMatchObject({ code: "database-damaged", hint: expect.stringContaining("doctor --recover") });
});

test("the log is told newest first, a page at a time", async () => {
  const { api } = await client();
  for (const question of ["One?", "Two?", "Three?"])
    await api.send("post", "/queries", { module: "inventory", question, wait: true });
  const { body } = await api.send("get", "/log?event=launch&limit=2");
  expect(body.entries).toHaveLength(2);
  expect(body.entries[0]).toMatchObject({ event: "launch", way: "http", subject: "inventory" });
  const rest = (await api.send("get", `/log?event=launch&before=${body.next}`)).body;
  expect(rest).toMatchObject({ entries: [expect.objectContaining({ event: "launch" })], next: null });
  expect(rest.entries[0].seq).toBeLessThan(body.entries[1].seq);
});
