import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Item, Plan } from "./plan.ts";
import type { MessagesBody } from "./request.ts";

/** An id of the API's form: a prefix and random hexadecimal digits. */
export function randomId(prefix: string): string {
  return `${prefix}${randomBytes(12).toString("hex")}`;
}

/** Writes text, waiting while the reader is slow. False when the reader is gone. */
export async function write(response: ServerResponse, text: string): Promise<boolean> {
  if (response.destroyed) return false;
  if (!response.write(text)) {
    await new Promise<void>((resolve) => {
      const go = () => {
        response.off("drain", go);
        response.off("close", go);
        resolve();
      };
      response.once("drain", go);
      response.once("close", go);
    });
  }
  return !response.destroyed;
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, data: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "request-id": randomId("req_") });
  response.end(JSON.stringify(data));
}

/** A server-sent event of the API: the event's name is its type. */
export function sse(data: { type: string; [key: string]: unknown }): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Why the response ends, as the API says it. */
export function stopReasonOf(plan: Plan): string {
  return plan.stopReason ?? (plan.items.some((item) => item.type === "tool_use") ? "tool_use" : "end_turn");
}

/** What the response costs: as scripted, else about four characters a token. */
export function usageOf(plan: Plan, body: MessagesBody): { input: number; output: number } {
  if (plan.usage) return plan.usage;
  const written = plan.items.map(textOf).join("");
  return { input: tokens(JSON.stringify(body.messages)), output: tokens(written) };
}

/** All of an item's text. */
export function textOf(item: Item): string {
  return item.type === "hold" ? "" : item.deltas.join("");
}

const tokens = (text: string) => Math.max(1, Math.ceil(text.length / 4));
