import { isSwitchboardError } from "@/lib/core/failure.ts";
import { refused } from "./answer-json.ts";
import { isFromOwnPage } from "./own-origin.ts";

/** What the disk of this machine tells the dashboard's own pages, as JSON; 400 when it was refused. */
export async function ownAnswer(request: Request, read: (params: URLSearchParams) => Promise<unknown>) {
  if (!isFromOwnPage(request)) return refused(403, "input-invalid", "Only the dashboard's own pages ask this.", "");
  try {
    return Response.json(await read(new URL(request.url).searchParams), { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (!isSwitchboardError(error)) throw error;
    return refused(400, error.code, error.message, error.hint);
  }
}
