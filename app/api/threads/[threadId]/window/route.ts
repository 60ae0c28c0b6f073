import { answerJson, refused } from "@/app/api/answer-json.ts";
import type { WindowPlace } from "@/lib/core/thread-window.ts";
import { readWindow } from "@/lib/queries/read-thread.ts";

export const dynamic = "force-dynamic";

/**
 * GET /api/threads/ID/window — a part of a thread, as JSON: `?at=end` (default) or `?at=start`, or `?around=`,
 * `?before=` or `?after=` with a message's id.
 */
export async function GET(request: Request, { params }: { params: Promise<{ threadId: string }> }): Promise<Response> {
  const { threadId } = await params;
  const place = placeIn(new URL(request.url).searchParams);
  if (!place) {
    const hint = "Name one place: at=end, at=start, or around, before or after with the id of a message.";
    return refused(400, "input-invalid", "The place in the thread can't be read.", hint);
  }
  return answerJson(() => readWindow(threadId, place), `There is no thread ${threadId}.`);
}

function placeIn(search: URLSearchParams): WindowPlace | null {
  const given = [...search].filter(([name]) => ["at", "around", "before", "after"].includes(name));
  const [name, value = ""] = given[0] ?? ["at", "end"];
  if (given.length > 1) return null;
  if (name === "around" || name === "before" || name === "after") return { at: name, messageId: value };
  return value === "start" || value === "end" ? { at: value } : null;
}
