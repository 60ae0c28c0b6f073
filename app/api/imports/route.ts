import { readImports } from "@/lib/queries/read-imports.ts";

export const dynamic = "force-dynamic";

/** GET /api/imports — where the import of Claude Code's history stands, as JSON. */
export async function GET(): Promise<Response> {
  return Response.json(await readImports());
}
