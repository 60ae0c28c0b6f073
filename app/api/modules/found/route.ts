import { ownAnswer } from "@/app/api/own-answer.ts";
import { findInHistory, findProjects } from "@/lib/queries/modules-found.ts";

export const dynamic = "force-dynamic";

/**
 * GET /api/modules/found — directories that may become modules: below `folder`, or without it those in which Claude Code
 * was used. Ends when the browser leaves.
 */
export function GET(request: Request): Promise<Response> {
  return ownAnswer(request, async (params) => {
    const folder = params.get("folder");
    return folder === null ? findInHistory() : findProjects(folder, request.signal);
  });
}
