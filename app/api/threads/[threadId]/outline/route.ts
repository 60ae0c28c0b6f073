import { answerJson } from "@/app/api/answer-json.ts";
import { readThreadOutline } from "@/lib/queries/read-thread.ts";

export const dynamic = "force-dynamic";

/** GET /api/threads/ID/outline?before=ID (or after) — the next questions of a thread in that direction. */
export async function GET(request: Request, { params }: { params: Promise<{ threadId: string }> }): Promise<Response> {
  const { threadId } = await params;
  const search = new URL(request.url).searchParams;
  const before = search.get("before");
  const place =
    before === null ? { at: "after", messageId: search.get("after") ?? "" } : { at: "before", messageId: before };
  return answerJson(
    () => readThreadOutline(threadId, place as { at: "before" | "after"; messageId: string }),
    `There is no thread ${threadId}.`,
  );
}
