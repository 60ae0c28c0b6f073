import { isSwitchboardError } from "@/lib/core/failure.ts";
import { contentDisposition } from "@/lib/export/file-name.ts";
import type { Export } from "@/lib/queries/export-conversations.ts";
import { refusalOf } from "@/lib/queries/refusal-of.ts";

/** How long a browser may take nothing of a download, in milliseconds: meanwhile the database can't be tidied up. */
const PATIENCE_MS = 120_000;

/** Answers with a download that is made while it is sent, or with why it was refused. */
export async function download(make: () => Promise<Export>): Promise<Response> {
  try {
    const { fileName, contentType, chunks } = await make();
    return new Response(streamOf(chunks), {
      headers: {
        "content-type": contentType,
        "content-disposition": contentDisposition(fileName),
        "cache-control": "no-store",
      },
    });
  } catch (cause) {
    const error = refusalOf(cause);
    if (!isSwitchboardError(error)) throw error;
    const { code, message, hint } = error;
    return Response.json({ code, message, hint }, { status: code === "thread-unknown" ? 404 : 400 });
  }
}

/** Made as fast as it is taken. A reader that takes nothing for long is given up: its file ends without its last line. */
function streamOf(chunks: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let patience: NodeJS.Timeout | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(patience);
        const { value, done } = await chunks.next();
        if (done) return controller.close();
        controller.enqueue(encoder.encode(value));
        patience = setTimeout(() => {
          controller.error(new Error("The reader has taken nothing for two minutes."));
          void chunks.return();
        }, PATIENCE_MS);
        patience.unref();
      },
      async cancel() {
        clearTimeout(patience);
        await chunks.return();
      },
    },
    { highWaterMark: 1 },
  );
}
