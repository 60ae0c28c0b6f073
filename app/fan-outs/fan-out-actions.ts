"use server";
import { z } from "zod";
import { requireGate } from "@/app/gate.ts";
import type { AskedMany } from "@/components/fan-out/ask-many-form.tsx";
import type { Outcome } from "@/components/ui/outcome.ts";
import { promptSchema } from "@/lib/core/ask-input.ts";
import { MOST_ASKED } from "@/lib/core/fan-out.ts";
import { askForSummary, askMany } from "@/lib/queries/ask-many.ts";
import { changed, idSchema, inputRefusal } from "../changed.ts";
import { toRefusal } from "../refusal.ts";

const pathSchema = z.string().trim().min(1, "Choose a module.").max(4_096);
const manySchema = z.object({
  prompt: promptSchema,
  modules: z
    .array(z.object({ modulePath: pathSchema, moduleName: z.string().trim().max(100) }))
    .min(1, "Choose the modules to ask.")
    .max(MOST_ASKED, `At most ${MOST_ASKED} modules can be asked at once.`),
});

/** Asks several modules one question. */
export async function askManyAction(
  prompt: string,
  modules: { modulePath: string; moduleName: string }[],
): Promise<AskedMany> {
  const by = await requireGate();
  const input = manySchema.safeParse({ prompt, modules });
  if (!input.success) return inputRefusal(input.error, "Correct this and ask again.");
  try {
    return { status: "done", fanOutId: (await askMany(input.data, undefined, by)).fanOutId };
  } catch (error) {
    return toRefusal(error);
  }
}

/** Asks a module about the answers of others. */
export async function askForSummaryAction(fanOutId: string, modulePath: string, prompt: string): Promise<Outcome> {
  const by = await requireGate();
  const input = z.object({ fanOutId: idSchema, modulePath: pathSchema, prompt: promptSchema });
  return changed(
    input,
    { fanOutId, modulePath, prompt },
    async (asked) => void (await askForSummary(asked, undefined, by)),
  );
}
