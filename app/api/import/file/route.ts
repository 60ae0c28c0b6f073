import { isFromOwnPage } from "@/app/api/own-origin.ts";
import { isSwitchboardError } from "@/lib/core/failure.ts";
import { beginPreview } from "@/lib/history/file-jobs.ts";
import { receiveUpload } from "@/lib/history/receive-upload.ts";
import { getEngine } from "@/lib/queries/engine.ts";

export const dynamic = "force-dynamic";

/** POST /api/import/file?name=NAME — the body is a file to import; answers with its preview as a job. */
export async function POST(request: Request): Promise<Response> {
  if (!isFromOwnPage(request)) {
    return Response.json(
      { code: "input-invalid", message: "Only the dashboard itself sends files.", hint: "Use switchboard import." },
      { status: 403 },
    );
  }
  try {
    const engine = await getEngine();
    const name = new URL(request.url).searchParams.get("name") ?? "file";
    const body = (request.body ?? new ReadableStream<Uint8Array>()) as unknown as AsyncIterable<Uint8Array>;
    const { file, release } = await receiveUpload(engine.env.home, name, body);
    try {
      return Response.json(await beginPreview(engine, file, release));
    } catch (error) {
      release();
      throw error;
    }
  } catch (error) {
    if (!isSwitchboardError(error)) throw error;
    const { code, message, hint } = error;
    return Response.json({ code, message, hint }, { status: 400 });
  }
}
