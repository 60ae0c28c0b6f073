import { download } from "@/app/api/download.ts";
import { SwitchboardError } from "@/lib/core/failure.ts";
import { sinceTime } from "@/lib/core/since-time.ts";
import { getEngine } from "@/lib/queries/engine.ts";
import { exportAll } from "@/lib/queries/export-conversations.ts";

export const dynamic = "force-dynamic";

/** GET /api/export?format=jsonl&module=NAME&since=DATE — everything as JSON Lines, or the threads that are asked for. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  return download(async () => {
    const format = searchParams.get("format") ?? "jsonl";
    if (format !== "jsonl") {
      throw new SwitchboardError("input-invalid", `Everything can't be exported as “${format.slice(0, 40)}”.`, {
        hint: "Everything is exported as jsonl; the other formats are of one thread.",
        field: "format",
      });
    }
    const [module, since] = [searchParams.get("module"), searchParams.get("since")];
    const { store } = await getEngine();
    return exportAll(store, {
      ...(module !== null && { module }),
      ...(since !== null && { since: sinceTime(since) }),
    });
  });
}
