import { readThread } from "@/lib/queries/reads.ts";

export const dynamic = "force-dynamic";

/** GET /api/threads/ID — a thread with its messages and blocks, as JSON. */
export async function GET(_request: Request, { params }: { params: Promise<{ threadId: string }> }): Promise<Response> {
  const { threadId } = await params;
  const view = await readThread(threadId);
  if (view) return Response.json(view);
  return Response.json(
    { code: "thread-unknown", message: `There is no thread ${threadId}.`, hint: "It may have been deleted." },
    { status: 404 },
  );
}
