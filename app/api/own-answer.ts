import { isSwitchboardError } from "@/lib/core/failure.ts";
import { refused } from "./answer-json.ts";
import { isFromOwnPage } from "./own-origin.ts";

/**
 * What the disk of this machine tells the dashboard's own pages, as `{ status: "read", value }`. They ask while someone
 * types, so a refusal is an answer like any other: `{ status: "refused", code, message, hint }`.
 */
export async function ownAnswer(request: Request, read: (params: URLSearchParams) => Promise<unknown>) {
  if (!isFromOwnPage(request)) {
    return refused(403, "input-invalid", "Only the dashboard's own pages ask this.", "Open it in the dashboard.");
  }
  const headers = { "cache-control": "no-store" };
  try {
    return Response.json({ status: "read", value: await read(new URL(request.url).searchParams) }, { headers });
  } catch (error) {
    if (!isSwitchboardError(error)) throw error;
    const { code, message, hint } = error;
    return Response.json({ status: "refused", code, message, hint }, { headers });
  }
}
