import { isSwitchboardError } from "@/lib/core/failure.ts";
import { threadAddress } from "@/lib/core/thread-address.ts";
import { PAGE_THREADS, readTheseThreads, readThreadList, readThreadsAfter } from "@/lib/queries/read-threads.ts";
import { refusalOf } from "@/lib/queries/refusal-of.ts";

export const dynamic = "force-dynamic";

/** So many threads can be asked for by their ids at once. */
const MOST_IDS = 200;

/**
 * GET /api/threads — what the page of threads shows, as JSON, with the words of its address. `after`: the page after
 * another one (its `next`). `id`, several times: of these threads those that the address shows. `count`: how many.
 */
export async function GET(request: Request): Promise<Response> {
  const params = new URL(request.url).searchParams;
  const address = threadAddress((name) => params.get(name));
  const [after, ids] = [params.get("after"), params.getAll("id")];
  try {
    if (ids.length > MOST_IDS) return refused(`At most ${MOST_IDS} threads can be asked for by their ids at once.`);
    if (ids.length > 0) return Response.json(await readTheseThreads(address, ids));
    if (after !== null) return Response.json(await readThreadsAfter(address, after));
    return Response.json(await readThreadList(address, Number(params.get("count") ?? PAGE_THREADS)));
  } catch (cause) {
    const error = refusalOf(cause);
    if (!isSwitchboardError(error)) throw error;
    const status = error.code === "input-invalid" ? 400 : 503;
    return Response.json({ code: error.code, message: error.message, hint: error.hint }, { status });
  }
}

function refused(message: string): Response {
  return Response.json({ code: "input-invalid", message, hint: "Ask several times." }, { status: 400 });
}
