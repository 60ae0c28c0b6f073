import { isSwitchboardError } from "@/lib/core/failure.ts";
import { checkPromptSize } from "@/lib/core/prompt-size.ts";
import type { Refusal } from "../ui/outcome.ts";

/** A server takes requests only up to a size, and would turn a larger one down without words. */
export function refuseTooLarge(prompt: FormDataEntryValue | null): Refusal | null {
  if (typeof prompt !== "string") return null;
  try {
    checkPromptSize(prompt);
    return null;
  } catch (error) {
    if (!isSwitchboardError(error)) throw error;
    const { code, message, hint, field } = error;
    return { status: "refused", code, message, hint, field };
  }
}
