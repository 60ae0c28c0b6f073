import { readText } from "@/lib/queries/read-thread.ts";
import { refused } from "./answer-json.ts";

/** The whole text of a block, or of a message's content, as plain text: never anything that a browser would run. */
export async function answerText(messageId: string, position: number | null): Promise<Response> {
  const text = Number.isNaN(position) ? null : await readText(messageId, position);
  if (text === null) {
    const what = position === null ? `no message ${messageId}` : `no such block in message ${messageId}`;
    return refused(404, "message-unknown", `There is ${what}.`, "It may have been deleted. Read its thread anew.");
  }
  return new Response(text, { headers: { "content-type": "text/plain; charset=utf-8" } });
}
