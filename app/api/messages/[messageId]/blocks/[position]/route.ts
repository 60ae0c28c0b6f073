import { answerText } from "@/app/api/answer-text.ts";

export const dynamic = "force-dynamic";

/** GET /api/messages/ID/blocks/POSITION — all of a block's text. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ messageId: string; position: string }> },
): Promise<Response> {
  const { messageId, position } = await params;
  return answerText(messageId, Number(position));
}
