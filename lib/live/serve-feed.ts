import type { IncomingMessage, ServerResponse } from "node:http";
import { FeedStream, type FeedStreamOptions } from "./feed-stream.ts";
import type { Hub } from "./hub.ts";
import { scopeFrom } from "./scope.ts";

/** Whether a request is for the feed. */
export function isFeed(request: IncomingMessage): boolean {
  return /^\/api\/feed(\?|$)/.test(request.url ?? "");
}

/**
 * GET /api/feed?after=CURSOR&scope=live|thread:ID: server-sent events (docs/feed.md). Last-Event-ID wins over `after`;
 * without both, from now on.
 */
export function serveFeed(
  feed: Hub,
  request: IncomingMessage,
  response: ServerResponse,
  limits: Pick<FeedStreamOptions, "beatMs" | "stallMs"> = {},
): void {
  const parameters = new URLSearchParams(request.url?.split("?")[1]);
  const scope = scopeFrom(parameters.get("scope") ?? "live");
  if (request.method !== "GET") {
    response.setHeader("allow", "GET");
    refuse(response, 405, { message: `The feed is read with GET, not with ${request.method}.`, hint: "Use GET." });
  } else if (scope === null) {
    const message = "scope is “live” or “thread:” and a thread's id.";
    refuse(response, 400, { message, hint: "Correct the address." });
  } else {
    const after = cursorFrom(lastEventId(request) ?? parameters.get("after"));
    open(feed, response, { after, scope, ...limits });
  }
}

function open(feed: Hub, response: ServerResponse, options: FeedStreamOptions): void {
  try {
    new FeedStream(feed, response, options);
  } catch (error) {
    console.error("The feed could not be opened.", error);
    refuse(response, 500, { message: "The database can't be read.", hint: "See what the dashboard printed." });
  }
}

function lastEventId(request: IncomingMessage): string | null {
  const header = request.headers["last-event-id"];
  return typeof header === "string" && header !== "" ? header : null;
}

/** null: none was given. What is no cursor becomes one that no database has, so that its reader reads anew. */
function cursorFrom(text: string | null): number | null {
  if (text === null) return null;
  return /^\d{1,15}$/.test(text) ? Number(text) : -1;
}

function refuse(response: ServerResponse, status: number, { message, hint }: { message: string; hint: string }): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify({ code: "input-invalid", message, hint }));
}
