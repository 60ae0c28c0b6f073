import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { sendError } from "./faults.ts";
import type { Fault, Item, Plan } from "./plan.ts";
import type { MessagesBody } from "./request.ts";
import { randomId, sendJson, stopReasonOf, textOf, usageOf } from "./wire.ts";

type Block =
  | { type: "text"; text: string }
  | { type: "thinking"; thinking: string; signature: string }
  | { type: "tool_use"; id: string; name: string; input: unknown };

/** Sends a plan as one JSON message; the CLI asks for such after a stream broke. */
export async function sendWhole(
  response: ServerResponse,
  plan: Plan,
  options: { body: MessagesBody; fault: Fault | null; wait: (name: string) => Promise<void> },
): Promise<void> {
  for (const item of plan.items) if (item.type === "hold") await options.wait(item.name);
  if (response.destroyed) return;
  const message = wholeMessage(plan, options.body);
  if (options.fault) await sendBroken(response, JSON.stringify(message), options.fault);
  else sendJson(response, 200, message);
}

function wholeMessage(plan: Plan, body: MessagesBody) {
  const usage = usageOf(plan, body);
  return {
    id: randomId("msg_"),
    type: "message",
    role: "assistant",
    model: body.model,
    content: contentOf(plan.items),
    stop_reason: stopReasonOf(plan),
    stop_sequence: null,
    usage: { input_tokens: usage.input, output_tokens: usage.output },
  };
}

function contentOf(items: Item[]): Block[] {
  const texts: { item: Item; text: string }[] = [];
  for (const item of items) {
    const before = texts.at(-1);
    if (item.type === "more" && before) before.text += textOf(item);
    else if (item.type !== "hold") texts.push({ item, text: textOf(item) });
  }
  return texts.map(({ item, text }): Block => {
    if (item.type === "thinking") return { type: "thinking", thinking: text, signature: "c3RhbmQtaW4=" };
    if (item.type === "tool_use")
      return { type: "tool_use", id: randomId("toolu_"), name: item.name, input: parsed(text) };
    return { type: "text", text };
  });
}

/** A tool's input; scripts may ask for one that is not JSON, which a whole message can only carry as text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}

async function sendBroken(response: ServerResponse, text: string, { kind }: Fault): Promise<void> {
  if (kind === "SSEERR") {
    sendError(response, 529);
    return;
  }
  response.writeHead(200, { "content-type": "application/json", "request-id": randomId("req_") });
  if (kind === "MALFORMED") {
    response.end(`${text.slice(0, -1)}, not json`);
    return;
  }
  response.write(text.slice(0, 100));
  if (kind === "HANGMID") return;
  await sleep(50); // what was written reaches the reader before the connection is cut
  if (kind === "DROP") response.destroy();
  else response.end();
}
