import { ownAnswer } from "@/app/api/own-answer.ts";
import { directoriesUnder } from "@/lib/queries/module-files.ts";

export const dynamic = "force-dynamic";

/** GET /api/directories?typed=PATH — directories that a path may become; only their paths. */
export function GET(request: Request): Promise<Response> {
  return ownAnswer(request, async (params) => directoriesUnder((params.get("typed") ?? "").slice(0, 4_000)));
}
