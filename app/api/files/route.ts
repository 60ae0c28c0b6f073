import { ownAnswer } from "@/app/api/own-answer.ts";
import { MOST_MENTIONS } from "@/lib/core/file-mentions.ts";
import { completeFile, filesOf } from "@/lib/queries/module-files.ts";

export const dynamic = "force-dynamic";

/**
 * GET /api/files?module=PATH&typed=WORDS — files of a module that match, with their sizes; with `path`, several times,
 * those of them that are files of the module.
 */
export function GET(request: Request): Promise<Response> {
  return ownAnswer(request, async (params) => {
    const [module, paths] = [params.get("module") ?? "", params.getAll("path")];
    if (paths.length > 0) return { files: await filesOf(module, paths.slice(0, MOST_MENTIONS)), isCut: false };
    return completeFile(module, (params.get("typed") ?? "").slice(0, 500));
  });
}
