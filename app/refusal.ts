import type { Refusal } from "@/components/ui/outcome.ts";
import { isSwitchboardError } from "@/lib/core/failure.ts";
import { refusalOf } from "@/lib/queries/refusal-of.ts";

/** A refusal in the shape that pages and actions hand on. Any other error is thrown again. */
export function toRefusal(cause: unknown): Refusal {
  const error = refusalOf(cause);
  if (!isSwitchboardError(error)) throw error;
  const { code, message, hint, field } = error;
  return { status: "refused", code, message, hint, field };
}

/** What a read gave, or why it was refused. In production Next.js hides the words of a thrown error from the page. */
export async function readOrRefusal<Value>(read: Promise<Value>): Promise<{ status: "read"; value: Value } | Refusal> {
  try {
    return { status: "read", value: await read };
  } catch (error) {
    return toRefusal(error);
  }
}
