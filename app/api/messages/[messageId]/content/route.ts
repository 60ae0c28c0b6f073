import { answerText } from "@/app/api/answer-text.ts";

export const dynamic = "force-dynamic";

/** GET /api/messages/ID/content — all of what a message says. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ messageId: string }> },
): Promise<Response> {
  const { messageId } = await params;
  return answerText(messageId, null);
}
