import { isSwitchboardError } from "@/lib/core/failure.ts";
import { refusalOf } from "@/lib/queries/refusal-of.ts";

/** What a read gave, as JSON; 404 with what to do when it is not there, 400 when it was refused otherwise. */
export async function answerJson(read: () => Promise<unknown>, missing: string): Promise<Response> {
  try {
    const value = await read();
    return value === null ? refused(404, "thread-unknown", missing, "It may have been deleted.") : Response.json(value);
  } catch (cause) {
    const error = refusalOf(cause);
    if (!isSwitchboardError(error)) throw error;
    const status = error.code === "message-unknown" || error.code === "thread-unknown" ? 404 : 400;
    return refused(status, error.code, error.message, error.hint);
  }
}

/** A refusal as JSON. */
export function refused(status: number, code: string, message: string, hint: string): Response {
  return Response.json({ code, message, hint }, { status });
}
