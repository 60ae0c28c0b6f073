import { setTimeout as sleep } from "node:timers/promises";
import { applyChanges, type FeedEvent } from "../../lib/core/change.ts";
import type { ThreadView } from "../../lib/core/message.ts";
import type { DashboardMember } from "./crew.ts";

/**
 * Reads the feed of whichever dashboard is there, from the beginning on, and keeps what a page would show. When its
 * dashboard dies it goes on at another one from its last event.
 */
export class FeedReader {
  readonly threads = new Map<string, ThreadView>();
  /** What should never happen here: text taken back, an order to read everything anew. */
  readonly oddities: string[] = [];
  /** How often it had to connect. */
  connections = 0;
  events = 0;
  cursor = 0;
  readonly #ending = new AbortController();
  readonly #pick: () => DashboardMember | undefined;
  readonly #done: Promise<void>;

  /** @param pick chooses a dashboard to read from */
  constructor(pick: () => DashboardMember | undefined) {
    this.#pick = pick;
    this.#done = this.#readOn();
  }

  async end(): Promise<void> {
    this.#ending.abort();
    await this.#done;
  }

  async #readOn(): Promise<void> {
    while (!this.#ending.signal.aborted) {
      try {
        await this.#readOnce();
      } catch {
        // the dashboard was killed
      }
      await sleep(20);
    }
  }

  async #readOnce(): Promise<void> {
    const member = this.#pick();
    if (!member) return;
    this.connections += 1;
    const headers = { "last-event-id": String(this.cursor) };
    const { signal } = this.#ending;
    const response = await member.client.get("/api/feed?scope=live", signal, headers);
    if (!response.body) return;
    let text = "";
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      text += part;
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) this.#take(event);
    }
  }

  #take(text: string): void {
    const lines = text.split("\n");
    const id = lines.find((line) => line.startsWith("id: "));
    const data = lines.find((line) => line.startsWith("data: "));
    if (!id || !data) return; // a comment, or how long to wait before connecting again
    const event: FeedEvent = JSON.parse(data.slice("data: ".length));
    this.events += 1;
    this.cursor = Number(id.slice("id: ".length));
    if (event.type === "resync") this.oddities.push(`told to read everything anew at ${event.cursor}`);
    else this.#apply(event);
  }

  #apply({ changes, cursor }: Extract<FeedEvent, { type: "changes" }>): void {
    for (const change of changes) {
      if (change.type === "replace") this.oddities.push(`text of ${change.messageId} was replaced`);
      if (change.type === "block" && change.block.state === "withdrawn")
        this.oddities.push(`text of ${change.block.messageId} was withdrawn`);
      if (change.type !== "thread" || this.threads.has(change.threadId)) continue;
      this.threads.set(change.threadId, { thread: change.thread, messages: [], cursor: 0 });
    }
    for (const [threadId, view] of this.threads) this.threads.set(threadId, applyChanges(view, changes, cursor));
  }
}
