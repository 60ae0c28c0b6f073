import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault, Item, Plan } from "./plan.ts";
import type { MessagesBody } from "./request.ts";
import { randomId, sse, stopReasonOf, usageOf, write } from "./wire.ts";

type Content = Exclude<Item, { type: "hold" } | { type: "more" }>;

const SIGNATURE = Buffer.from("stand-in signature").toString("base64");

/** Sends a plan as the API's server-sent events. */
export class Streaming {
  readonly #response: ServerResponse;
  readonly #plan: Plan;
  readonly #fault: Fault | null;
  readonly #wait: (name: string) => Promise<void>;
  #index = -1;
  #open: Content | null = null;
  #deltas = 0;
  /** Set when the fault cut the response short. */
  #ended = false;

  constructor(
    response: ServerResponse,
    plan: Plan,
    options: { fault: Fault | null; wait: (name: string) => Promise<void> },
  ) {
    this.#response = response;
    this.#plan = plan;
    this.#fault = options.fault;
    this.#wait = options.wait;
  }

  /** Sends everything; returns early when the reader is gone or the fault ended it. */
  async send(body: MessagesBody): Promise<void> {
    const { input, output } = usageOf(this.#plan, body);
    const usage = { input_tokens: input, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
    this.#response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache",
      "request-id": randomId("req_"),
    });
    const message = { id: randomId("msg_"), type: "message", role: "assistant", model: body.model, content: [] };
    const start = { ...message, stop_reason: null, stop_sequence: null, usage: { ...usage, output_tokens: 1 } };
    await this.#event({ type: "message_start", message: start });
    await this.#event({ type: "ping" });
    for (const item of this.#plan.items) {
      await this.#item(item);
      if (this.#ended || this.#response.destroyed) return;
    }
    await this.#closeBlock();
    const delta = { stop_reason: stopReasonOf(this.#plan), stop_sequence: null };
    await this.#event({ type: "message_delta", delta, usage: { ...usage, output_tokens: output } });
    await this.#event({ type: "message_stop" });
    this.#response.end();
  }

  async #item(item: Item): Promise<void> {
    if (item.type === "hold") return this.#wait(item.name);
    if (item.type !== "more") {
      await this.#closeBlock();
      await this.#openBlock(item);
    }
    for (const delta of item.deltas) {
      if (this.#plan.delayMs > 0) await sleep(this.#plan.delayMs);
      if (!(await this.#delta(delta))) return;
    }
  }

  async #openBlock(item: Content): Promise<void> {
    this.#index += 1;
    this.#open = item;
    const blocks = {
      text: { type: "text", text: "" },
      thinking: { type: "thinking", thinking: "", signature: "" },
      tool_use: {
        type: "tool_use",
        id: randomId("toolu_"),
        name: item.type === "tool_use" ? item.name : "",
        input: {},
      },
    };
    await this.#event({ type: "content_block_start", index: this.#index, content_block: blocks[item.type] });
  }

  async #closeBlock(): Promise<void> {
    if (this.#open === null) return;
    if (this.#open.type === "thinking") {
      await this.#blockDelta({ type: "signature_delta", signature: SIGNATURE });
    }
    await this.#event({ type: "content_block_stop", index: this.#index });
    this.#open = null;
  }

  /** False when the reader is gone or the fault ended the response. */
  async #delta(text: string): Promise<boolean> {
    const deltas = {
      text: { type: "text_delta", text },
      thinking: { type: "thinking_delta", thinking: text },
      tool_use: { type: "input_json_delta", partial_json: text },
    };
    if (!(await this.#blockDelta(deltas[this.#open?.type ?? "text"]))) return false;
    this.#deltas += 1;
    if (this.#fault && this.#deltas === 1) await this.#breakWith(this.#fault);
    return !this.#ended;
  }

  /** Does what the fault says after the first delta. */
  async #breakWith({ kind }: Fault): Promise<void> {
    if (kind === "MALFORMED") {
      await write(this.#response, 'event: content_block_delta\ndata: {"type":"content_block_delta", not json\n\n');
      return;
    }
    this.#ended = true;
    if (kind === "HANGMID") return;
    if (kind === "SSEERR") {
      await this.#event({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } });
    }
    if (kind !== "DROP") {
      this.#response.end();
      return;
    }
    await sleep(50); // what was written reaches the reader before the connection is cut
    this.#response.destroy();
  }

  #blockDelta(delta: Record<string, string>): Promise<boolean> {
    return this.#event({ type: "content_block_delta", index: this.#index, delta });
  }

  #event(data: { type: string; [key: string]: unknown }): Promise<boolean> {
    return write(this.#response, sse(data));
  }
}
