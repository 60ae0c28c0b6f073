import { directoriesLike } from "@/lib/queries/directories.ts";

export const dynamic = "force-dynamic";

/** GET /api/directories?path=/home/me/pr — the directories that a path may go on with, as JSON. */
export async function GET(request: Request): Promise<Response> {
  const path = new URL(request.url).searchParams.get("path") ?? "";
  return Response.json(await directoriesLike(path));
}
