import { answerJson } from "@/app/api/answer-json.ts";
import { readThreadHits } from "@/lib/queries/search-reads.ts";

export const dynamic = "force-dynamic";

/** GET /api/threads/ID/hits?q=WORDS — the messages of a thread that match a search, in its order. */
export async function GET(request: Request, { params }: { params: Promise<{ threadId: string }> }): Promise<Response> {
  const { threadId } = await params;
  const query = new URL(request.url).searchParams.get("q") ?? "";
  return answerJson(() => readThreadHits({ threadId, query }), `There is no thread ${threadId}.`);
}
