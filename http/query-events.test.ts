import { once } from "node:events";
import http from "node:http";
import type { Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { addMessage } from "../lib/db/messages.ts";
import { askModule } from "../lib/queries/ask-module.ts";
import { serveRoutes } from "../testing/api-client.ts";
import { fakeEngine, SHORT_ANSWER } from "../testing/engine.ts";
import type { Scenario } from "../testing/fake-claude.ts";
import { deltasText } from "../testing/runs.ts";

interface ServerEvent {
  event: string;
  id: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into it as it likes
  data: any;
}

/** Reads server-sent events until the stream ends, or until `enough` of them have come. */
async function eventsOf(address: string, { lastEventId = "", enough = Number.POSITIVE_INFINITY } = {}) {
  const headers = lastEventId === "" ? {} : { "last-event-id": lastEventId };
  const request = http.get(address, { headers, agent: new http.Agent() });
  onTestFinished(() => void request.destroy());
  const [response] = (await once(request, "response")) as [http.IncomingMessage];
  expect(response.headers["content-type"]).toContain("text/event-stream");
  const events: ServerEvent[] = [];
  let rest = "";
  for await (const piece of response.setEncoding("utf8")) {
    const blocks = (rest + piece).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2)));
      if (fields.event) events.push({ event: fields.event, id: fields.id, data: JSON.parse(fields.data) });
    }
    if (events.length >= enough) break;
  }
  return events;
}

const textIn = (events: ServerEvent[]) => events.map(({ event, data }) => (event === "text" ? data.text : "")).join("");

const LONG = "All that there is to say about it. ".repeat(40);
const SLOWLY: Scenario = {
  turns: [[{ init: true }, { text: LONG, perDelta: 20, perSecond: 200 }, { result: {} }]],
};

test("an answer is followed while it is written, and the stream ends with it", async () => {
  const { engine, modulePath } = await fakeEngine(SLOWLY);
  const { origin } = await serveRoutes(engine);
  const { messageId, threadId } = await askModule({ modulePath, prompt: "What?" }, engine);
  const events = await eventsOf(`${origin}/api/v1/queries/${threadId}/events`);
  expect(textIn(events)).toBe(LONG);
  expect(events.filter(({ event }) => event === "text").length).toBeGreaterThan(1);
  expect(events.at(-1)).toMatchObject({ event: "ended", data: { type: "ended", messageId, status: "complete" } });
  expect(new Set(events.map(({ event, data }) => event === data.type))).toEqual(new Set([true]));
});

test("who comes again is told the text from where it was, also from its last piece", async () => {
  const { engine, modulePath } = await fakeEngine(SLOWLY);
  const { origin } = await serveRoutes(engine);
  const { messageId } = await askModule({ modulePath, prompt: "What?" }, engine);
  const address = `${origin}/api/v1/queries/${messageId}/events`;
  const first = await eventsOf(address, { enough: 6 });
  const had = textIn(first);
  expect(had).not.toBe("");
  const rest = await eventsOf(address, { lastEventId: first.at(-1)?.id ?? "" });
  expect(had + textIn(rest)).toBe(LONG);
  const again = await eventsOf(address, { lastEventId: rest.at(-1)?.id ?? "" });
  expect(textIn(again)).toBe("");
  expect(again.at(-1)).toMatchObject({ event: "ended", data: { content: LONG } });
});

test("who is cut off before its text goes on has not lost its place", async () => {
  const { engine, modulePath } = await fakeEngine(SLOWLY);
  const { origin } = await serveRoutes(engine);
  const { messageId } = await askModule({ modulePath, prompt: "What?" }, engine);
  const address = `${origin}/api/v1/queries/${messageId}/events`;
  const first = await eventsOf(address, { enough: 6 });
  const second = await eventsOf(address, { enough: 1, lastEventId: first.at(-1)?.id ?? "" });
  const rest = await eventsOf(address, { lastEventId: second.at(-1)?.id ?? "" });
  expect(second.map(({ event }) => event)).toEqual(["run"]);
  expect(textIn([...first, ...second, ...rest])).toBe(LONG);
});

test("who has another text than the answer's is told all of it, after what it has is withdrawn", async () => {
  const { engine, modulePath } = await fakeEngine(SHORT_ANSWER);
  const { origin } = await serveRoutes(engine);
  const query = await askModule({ modulePath, prompt: "What?" }, engine);
  await query.done;
  const address = `${origin}/api/v1/queries/${query.messageId}/events`;
  const whole = deltasText(3, 4);
  for (const lastEventId of ["3-0123456789abcdef", `${whole.length + 5}-0123456789abcdef`, "nonsense", "-1-x"]) {
    const events = await eventsOf(address, { lastEventId });
    expect(textIn(events), lastEventId).toBe(whole);
    expect(events.at(-1)?.event).toBe("ended");
  }
  for (const lastEventId of ["3-0123456789abcdef", "nonsense"]) {
    const reset = await eventsOf(address, { lastEventId });
    expect(reset.map(({ event }) => event)).toContain("restart");
  }
});

test("an answer that another program writes is followed like any other", async () => {
  const { engine } = await fakeEngine(SHORT_ANSWER);
  const { origin } = await serveRoutes(engine);
  const { threadId } = await engine.store.createThread();
  const message = addMessage(engine.store.db, {
    ...{ threadId, module: "other", content: "So far", type: "response", status: "processing" },
  });
  const following = eventsOf(`${origin}/api/v1/queries/${message.messageId}/events`);
  await engine.store.updateMessage(message.messageId, { content: "So far, so good.", status: "complete" });
  const events = await following;
  expect(textIn(events)).toBe("So far, so good.");
});

test("what is no answer is refused before anything is streamed", async () => {
  const { engine } = await fakeEngine(SHORT_ANSWER);
  const response = await fetch(`${(await serveRoutes(engine)).origin}/api/v1/queries/aaaaaaaa/events`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ error: { code: "message-unknown" } });
});

test("a reader that takes nothing is let go, and one that has nothing to take isn't", async () => {
  const { engine, modulePath } = await fakeEngine(SLOWLY);
  const { origin, server } = await serveRoutes(engine, { stallMs: 300 });
  const ends = new Map<number | undefined, Socket>();
  server.on("connection", (socket) => ends.set(socket.remotePort, socket));
  const { messageId, done } = await askModule({ modulePath, prompt: "What?" }, engine);
  const waiting = fetch(`${origin}/api/v1/queries`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ path: modulePath, question: "And then?", wait: true }),
  });
  await done;
  const content = "more than the buffers of a connection hold ".repeat(1_000_000);
  engine.store.db.$client.prepare("UPDATE messages SET content = ? WHERE message_id = ?").run(content, messageId);
  const request = http.get(`${origin}/api/v1/queries/${messageId}/events`, { agent: new http.Agent() });
  onTestFinished(() => void request.destroy());
  const [response] = (await once(request, "response")) as [http.IncomingMessage];
  // It reads the head and no more.
  await expect.poll(() => ends.get(request.socket?.localPort)?.destroyed, { timeout: 10_000 }).toBe(true);
  expect(response.complete).toBe(false);
  expect((await waiting).status).toBe(200);
});
