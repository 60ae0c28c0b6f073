import { ownAnswer } from "@/app/api/own-answer.ts";
import { readTrust } from "@/lib/queries/trust.ts";

export const dynamic = "force-dynamic";

/** GET /api/trust?path=PATH — whether a directory is trusted, and what it brings. */
export function GET(request: Request): Promise<Response> {
  return ownAnswer(request, (params) => readTrust(params.get("path") ?? ""));
}
