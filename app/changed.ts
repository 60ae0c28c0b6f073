import { z } from "zod";
import type { Outcome, Refusal } from "@/components/ui/outcome.ts";
import { toRefusal } from "./refusal.ts";

/** An id as the browser sends it; other programs choose their own. */
export const idSchema = z.string().min(1).max(200);

/** Checks what came from the browser, makes the change, and tells how it went. */
export async function changed<Input>(
  schema: z.ZodType<Input>,
  given: unknown,
  change: (input: Input) => Promise<void>,
): Promise<Outcome> {
  const input = schema.safeParse(given);
  if (!input.success) return inputRefusal(input.error, "Correct this and try again.");
  try {
    await change(input.data);
    return { status: "done" };
  } catch (error) {
    return toRefusal(error);
  }
}

/** What was wrong with an input, as a refusal. */
export function inputRefusal(error: z.ZodError, hint: string): Refusal {
  const [issue] = error.issues;
  const message = issue?.message ?? "This can't be read.";
  return { status: "refused", code: "input-invalid", message, hint, field: issue?.path[0]?.toString() ?? null };
}
