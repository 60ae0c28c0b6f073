import { readThreadCounts } from "@/lib/queries/read-threads.ts";

export const dynamic = "force-dynamic";

/** GET /api/thread-counts — how many threads there are of each module, tag and state, as JSON. */
export async function GET(): Promise<Response> {
  return Response.json(await readThreadCounts());
}
