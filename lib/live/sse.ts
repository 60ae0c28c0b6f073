import type { FeedEvent } from "../core/change.ts";
import { processWide } from "../process-wide.ts";

/** Between two comments that keep an idle connection alive, in milliseconds. */
const HEARTBEAT_MS = 15_000;

/** All streams of this process that are open, so that a server that shuts down can close them. */
function openStreams(): Set<AbortController> {
  return processWide("sse-streams", () => new Set<AbortController>());
}

/** Closes every stream; the browsers connect again by themselves. */
export function closeAllStreams(): void {
  for (const stream of openStreams()) stream.abort();
}

/**
 * Answers a request with server-sent events. Each has the cursor as its id, so that a browser that connects again
 * says where it was.
 * @param events given the signal that ends them
 */
export function sseResponse(request: Request, events: (signal: AbortSignal) => AsyncIterable<FeedEvent>): Response {
  const ending = new AbortController();
  openStreams().add(ending);
  const close = () => {
    ending.abort();
    openStreams().delete(ending);
    // Of a reader that took nothing, the source waits where no signal reaches it.
    void source?.return?.();
  };
  const source: AsyncIterator<FeedEvent> | undefined = events(ending.signal)[Symbol.asyncIterator]();
  request.signal.addEventListener("abort", close);
  if (request.signal.aborted) close();
  const encoder = new TextEncoder();
  let heartbeat: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode("retry: 1000\n\n"));
      heartbeat = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(": still here\n\n"));
      }, HEARTBEAT_MS);
      ending.signal.addEventListener("abort", () => clearInterval(heartbeat));
      if (ending.signal.aborted) clearInterval(heartbeat);
    },
    // Called only when the reader has taken what there was: a stalled reader holds back nothing but itself.
    async pull(controller) {
      const next = await source.next().catch((error: unknown) => {
        close();
        console.error("A live stream ended because of an error; the browser connects again.", error);
        throw error;
      });
      if (next.done) {
        close();
        controller.close();
      } else {
        controller.enqueue(encoder.encode(`id: ${next.value.cursor}\ndata: ${JSON.stringify(next.value)}\n\n`));
      }
    },
    cancel: close,
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // no-transform: compression would hold events back.
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
