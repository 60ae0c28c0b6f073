import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { type MessagesApi, startMessagesApi } from "./server.ts";

type Event = { type: string; [key: string]: unknown };

async function listening(): Promise<MessagesApi> {
  const api = await startMessagesApi();
  onTestFinished(() => api.close());
  return api;
}

function post(api: MessagesApi, body: Record<string, unknown>, signal?: AbortSignal): Promise<Response> {
  return fetch(`${api.url}/v1/messages?beta=true`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": "sk-test-dummy" },
    body: JSON.stringify({ model: "sonnet", max_tokens: 100, ...body }),
    signal,
  });
}

const ask = (api: MessagesApi, prompt: string, more: Record<string, unknown> = {}) =>
  post(api, { stream: true, messages: [{ role: "user", content: prompt }], ...more });

async function eventsOf(response: Response): Promise<Event[]> {
  const text = await response.text();
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? ""));
}

function textOf(events: Event[]): string {
  return events.map((event) => (event.delta as { text?: string } | undefined)?.text ?? "").join("");
}

test("a stream has the API's events in the API's order", async () => {
  const api = await listening();
  const events = await eventsOf(await ask(api, "THINK hm && SAY two words && USAGE 7 9"));
  expect(events.map(({ type }) => type)).toEqual([
    "message_start",
    "ping",
    ...["content_block_start", "content_block_delta", "content_block_delta", "content_block_stop"],
    ...["content_block_start", "content_block_delta", "content_block_delta", "content_block_stop"],
    "message_delta",
    "message_stop",
  ]);
  expect(textOf(events)).toBe("two words");
  expect(events.at(-2)).toMatchObject({ delta: { stop_reason: "end_turn" }, usage: { output_tokens: 9 } });
});

test("a tool call is one step of a turn, and its result leads to the next", async () => {
  const api = await listening();
  const script = 'TOOL:Read {"file_path":"/a ;; b && c"} ;; SAY read it';
  const events = await eventsOf(await ask(api, script));
  const json = events.map((event) => (event.delta as { partial_json?: string } | undefined)?.partial_json ?? "");
  expect(JSON.parse(json.join(""))).toEqual({ file_path: "/a ;; b && c" });
  expect(events.at(-2)).toMatchObject({ delta: { stop_reason: "tool_use" } });

  const messages = [
    { role: "user", content: script },
    { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: "Read", input: {} }] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "1\tx" }] },
  ];
  expect(textOf(await eventsOf(await post(api, { stream: true, messages })))).toBe("read it");
});

test("without stream the answer is one message", async () => {
  const api = await listening();
  const answer = await (await ask(api, "SAY one && MORE and two && STOP max_tokens", { stream: false })).json();
  expect(answer).toMatchObject({ role: "assistant", stop_reason: "max_tokens" });
  expect(answer.content).toEqual([{ type: "text", text: "one and two" }]);
});

test("it says what a request held", async () => {
  const api = await listening();
  const messages = [
    { role: "user", content: "SAY first" },
    { role: "assistant", content: "first" },
    {
      role: "user",
      content: [
        { type: "text", text: "<system-reminder>x</system-reminder>" },
        { type: "text", text: "HISTORY" },
      ],
    },
  ];
  const events = await eventsOf(
    await post(api, { stream: true, system: "Be brief.", tools: [{ name: "Read" }], messages }),
  );
  expect(textOf(events)).toBe('I see 2 user texts: ["SAY first","HISTORY"]');
  expect(api.requests).toMatchObject([
    {
      prompt: "HISTORY",
      userTexts: ["SAY first", "HISTORY"],
      systemLength: 9,
      tools: ["Read"],
      model: "sonnet",
      stream: true,
    },
  ]);
});

test("errors have the documented shape, for the first N attempts", async () => {
  const api = await listening();
  const limited = await ask(api, "ERR429/7 x1 && SAY fine");
  expect(limited.status).toBe(429);
  expect(limited.headers.get("retry-after")).toBe("7");
  expect(await limited.json()).toMatchObject({ type: "error", error: { type: "rate_limit_error" } });
  expect(textOf(await eventsOf(await ask(api, "ERR429/7 x1 && SAY fine")))).toBe("fine");
  expect(api.requests.map(({ attempt, fault }) => [attempt, fault])).toEqual([
    [1, "HTTP 429"],
    [2, null],
  ]);
});

test.each(["DROP", "DROP0"])("%s cuts the connection, which is not the client's doing", async (fault) => {
  const api = await listening();
  await expect(ask(api, fault).then((response) => response.text())).rejects.toThrow();
  await expect.poll(() => api.requests[0]).toMatchObject({ fault, finished: false, aborted: false });
});

test("a truncated stream ends without message_stop, a malformed one has a line that is not JSON", async () => {
  const api = await listening();
  expect((await eventsOf(await ask(api, "TRUNC && SAY a b"))).at(-1)?.type).toBe("content_block_delta");
  expect(await (await ask(api, "MALFORMED && SAY a b")).text()).toContain("not json\n\n");
  expect((await eventsOf(await ask(api, "SSEERR"))).at(-1)).toMatchObject({ error: { type: "overloaded_error" } });
});

test("a held response stops with its block open until it is released", async () => {
  const api = await listening();
  const response = await ask(api, "SAY before && HOLD half && MORE after");
  await api.held("half");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = "";
  while (!seen.includes("before")) seen += (await reader?.read())?.value ?? "";
  expect(seen).not.toContain("content_block_stop");
  await fetch(`${api.url}/__release/half`, { method: "POST" });
  for (let read = await reader?.read(); !read?.done; read = await reader?.read()) seen += read?.value ?? "";
  expect(seen).toContain(" after");
  expect(seen).toContain("message_stop");
});

test("a hold before any content holds the headers; a release may come first", async () => {
  const api = await listening();
  const pending = ask(api, "HOLD start && SAY now");
  await api.held("start");
  expect(await Promise.race([pending.then(() => "answered"), sleep(50, "held")])).toBe("held");
  api.release("start");
  expect(textOf(await eventsOf(await pending))).toBe("now");
  api.release("early");
  expect(textOf(await eventsOf(await ask(api, "HOLD early && SAY at once")))).toBe("at once");
});

test.each(["HANG", "HANGMID", "SAY a && HOLD never"])("%s: the client that leaves is seen", async (script) => {
  const api = await listening();
  const leaving = new AbortController();
  const pending = post(api, { stream: true, messages: [{ role: "user", content: script }] }, leaving.signal);
  const outcome = pending.then((response) => response.text()).catch(() => "left");
  await expect.poll(() => api.requests.length).toBe(1);
  if (script.includes("HOLD")) await api.held("never");
  leaving.abort();
  expect(await outcome).toBe("left");
  await expect.poll(() => api.requests[0]).toMatchObject({ finished: false, aborted: true });
});

test("LONG sends so many characters in deltas of that size", async () => {
  const api = await listening();
  const events = await eventsOf(await ask(api, "LONG 1001 100"));
  expect(textOf(events)).toHaveLength(1001);
  expect(events.filter(({ type }) => type === "content_block_delta")).toHaveLength(11);
});

test("HEAD / is answered, and a path it does not know with the API's 404", async () => {
  const api = await listening();
  expect((await fetch(api.url, { method: "HEAD" })).status).toBe(200);
  expect(await (await fetch(`${api.url}/v1/other`)).json()).toMatchObject({ error: { type: "not_found_error" } });
  expect((await fetch(`${api.url}/v1/messages`, { method: "POST", body: "{" })).status).toBe(400);
});
