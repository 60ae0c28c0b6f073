import { ownAnswer } from "@/app/api/own-answer.ts";
import { inputRefusal } from "@/app/changed.ts";
import { askFormSchema } from "@/lib/core/ask-input.ts";
import { SwitchboardError } from "@/lib/core/failure.ts";
import { previewCommand } from "@/lib/queries/preview-command.ts";

export const dynamic = "force-dynamic";

const schema = askFormSchema.omit({ prompt: true });

/** GET /api/command?modulePath=PATH&… — the command that a question with these fields of the form would be asked with. */
export function GET(request: Request): Promise<Response> {
  return ownAnswer(request, async (params) => {
    const given = schema.safeParse(Object.fromEntries([...params].filter(([, value]) => value.trim() !== "")));
    if (given.success) return previewCommand(given.data);
    const { message, hint, field } = inputRefusal(given.error, "Correct this to see the command.");
    throw new SwitchboardError("input-invalid", message, { hint, ...(field !== null && { field }) });
  });
}
