import { isSwitchboardError } from "@/lib/core/failure.ts";
import { findJob } from "@/lib/history/file-jobs.ts";

export const dynamic = "force-dynamic";

/** GET /api/import/file/JOB — how far the preview or import of a file is. */
export async function GET(_request: Request, { params }: { params: Promise<{ jobId: string }> }): Promise<Response> {
  try {
    return Response.json(findJob((await params).jobId));
  } catch (error) {
    if (!isSwitchboardError(error)) throw error;
    const { code, message, hint } = error;
    return Response.json({ code, message, hint }, { status: 404 });
  }
}
