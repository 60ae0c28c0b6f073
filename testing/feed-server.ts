import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Change, FeedEvent } from "../lib/core/change.ts";
import type { FeedStreamOptions } from "../lib/live/feed-stream.ts";
import type { Hub } from "../lib/live/hub.ts";
import { serveFeed } from "../lib/live/serve-feed.ts";

/** A server of the feed alone, until the test ends. @returns its port and its requests' sockets */
export async function feedServer(
  feed: Hub,
  limits: Pick<FeedStreamOptions, "beatMs" | "stallMs"> = {},
): Promise<{ port: number; server: http.Server }> {
  const server = http.createServer((request, response) => serveFeed(feed, request, response, limits));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, server };
}

/** A program that follows the feed over a socket of its own, which can stop taking what it is sent. */
export class FeedClient {
  readonly socket: net.Socket;
  readonly events: FeedEvent[] = [];
  /** Fields of every event as they came, beats included. */
  readonly blocks: string[] = [];
  head = "";
  lastEventId: string | null = null;
  closed = false;
  #unread = "";
  #pieces: string[] = [];

  constructor(port: number, query = "", headers: Record<string, string> = {}) {
    this.socket = net.connect(port, "127.0.0.1").setEncoding("utf8");
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    // HTTP/1.0: the body is not chunked, and can be read as it comes.
    this.socket.write(`GET /api/feed${query} HTTP/1.0\r\nHost: 127.0.0.1:${port}\r\n${lines.join("")}\r\n`);
    this.socket.on("data", (text: unknown) => this.#take(String(text)));
    this.socket.on("error", () => {});
    this.socket.on("close", () => {
      this.closed = true;
    });
    onTestFinished(() => {
      this.socket.destroy();
    });
  }

  /** All changes that came. */
  get changes(): Change[] {
    return this.events.flatMap((event) => (event.type === "changes" ? event.changes : []));
  }

  #take(text: string): void {
    this.#pieces.push(text);
    // A large event comes in many pieces: joined once, when its end may be there.
    if (!text.includes("\n")) return;
    this.#unread += this.#pieces.join("");
    this.#pieces = [];
    if (this.head === "") {
      const end = this.#unread.indexOf("\r\n\r\n");
      if (end < 0) return;
      this.head = this.#unread.slice(0, end);
      this.#unread = this.#unread.slice(end + 4);
    }
    const blocks = this.#unread.split("\n\n");
    this.#unread = blocks.pop() ?? "";
    for (const block of blocks) this.#hear(block);
  }

  #hear(block: string): void {
    this.blocks.push(block);
    const fields = new Map(block.split("\n").map((line) => /^(\w+): ?(.*)$/s.exec(line)?.slice(1) as [string, string]));
    this.lastEventId = fields.get("id") ?? this.lastEventId;
    const data = fields.get("data");
    if (data !== undefined && !fields.has("event")) this.events.push(JSON.parse(data) as FeedEvent);
  }
}
