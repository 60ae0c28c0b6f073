import { download } from "@/app/api/download.ts";
import { SwitchboardError } from "@/lib/core/failure.ts";
import { getEngine } from "@/lib/queries/engine.ts";
import { exportThread, THREAD_FORMATS, type ThreadFormat } from "@/lib/queries/export-conversations.ts";

export const dynamic = "force-dynamic";

/** GET /api/threads/ID/export?format=md|json|html|jsonl — the thread as a file to keep. */
export async function GET(request: Request, { params }: { params: Promise<{ threadId: string }> }): Promise<Response> {
  const { threadId } = await params;
  const format = new URL(request.url).searchParams.get("format") ?? "md";
  return download(async () => {
    if (!isFormat(format)) {
      throw new SwitchboardError("input-invalid", `A thread can't be exported as “${format.slice(0, 40)}”.`, {
        hint: `There are: ${THREAD_FORMATS.join(", ")}.`,
        field: "format",
      });
    }
    return exportThread((await getEngine()).store, threadId, format);
  });
}

function isFormat(word: string): word is ThreadFormat {
  return (THREAD_FORMATS as readonly string[]).includes(word);
}
