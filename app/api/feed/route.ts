import type { FeedScope } from "@/lib/live/feed.ts";
import { sseResponse } from "@/lib/live/sse.ts";
import { readFeed } from "@/lib/queries/live-feed.ts";

export const dynamic = "force-dynamic";

/** GET /api/feed?after=CURSOR&scope=live|thread:ID: server-sent events. Last-Event-ID wins over `after`. */
export function GET(request: Request): Response {
  const parameters = new URL(request.url).searchParams;
  const after = request.headers.get("last-event-id") ?? parameters.get("after");
  const scope = scopeFrom(parameters.get("scope") ?? "live");
  if (scope === null) {
    const message = "scope is “live” or “thread:” and a thread's id.";
    return Response.json({ code: "input-invalid", message, hint: "Correct the address." }, { status: 400 });
  }
  return sseResponse(request, (signal) => readFeed(after, scope, signal));
}

function scopeFrom(text: string): FeedScope | null {
  if (text === "live") return "live";
  return text.startsWith("thread:") ? { thread: text.slice("thread:".length) } : null;
}
