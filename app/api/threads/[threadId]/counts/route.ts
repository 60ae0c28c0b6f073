import { answerJson } from "@/app/api/answer-json.ts";
import { readCounts } from "@/lib/queries/read-thread.ts";

export const dynamic = "force-dynamic";

/** GET /api/threads/ID/counts?first=ID&last=ID — how many messages stand before the one and after the other. */
export async function GET(request: Request, { params }: { params: Promise<{ threadId: string }> }): Promise<Response> {
  const { threadId } = await params;
  const search = new URL(request.url).searchParams;
  const [first, last] = [search.get("first") ?? "", search.get("last") ?? ""];
  return answerJson(() => readCounts(threadId, first, last), `There is no thread ${threadId}.`);
}
