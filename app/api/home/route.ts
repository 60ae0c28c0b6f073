import { readHome } from "@/lib/queries/reads.ts";

export const dynamic = "force-dynamic";

/** GET /api/home — what the home page shows, as JSON. */
export async function GET(): Promise<Response> {
  return Response.json(await readHome());
}
