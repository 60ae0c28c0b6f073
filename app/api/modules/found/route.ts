import { isSwitchboardError } from "@/lib/core/failure.ts";
import { findInHistory, findProjects } from "@/lib/queries/modules-found.ts";

export const dynamic = "force-dynamic";

/**
 * GET /api/modules/found — directories that may become modules: below `folder`, or without it those in which Claude Code
 * was used. Ends when the browser leaves.
 */
export async function GET(request: Request): Promise<Response> {
  const folder = new URL(request.url).searchParams.get("folder");
  try {
    return Response.json(folder === null ? await findInHistory() : await findProjects(folder, request.signal));
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    if (!isSwitchboardError(error)) throw error;
    const { code, message, hint, field } = error;
    return Response.json({ status: "refused", code, message, hint, field }, { status: 400 });
  }
}
