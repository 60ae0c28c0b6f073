"use server";
import { z } from "zod";
import { requireGate } from "@/app/gate.ts";
import type { PassOnInput } from "@/components/messages/thread-actions.ts";
import { type ActionState, promptSchema } from "@/lib/core/ask-input.ts";
import { passOnAnswer } from "@/lib/queries/pass-on-answer.ts";
import { idSchema, inputRefusal } from "./changed.ts";
import { toRefusal } from "./refusal.ts";

const passOnSchema = z.object({
  messageId: idSchema,
  modulePath: z.string().trim().min(1, "Choose a module."),
  moduleName: z.string().trim().max(100, "A module's name has at most 100 characters.").optional(),
  prompt: promptSchema,
});

/** Asks a module with an answer as context, in a new thread. */
export async function passOnAnswerAction(given: PassOnInput): Promise<ActionState> {
  const by = await requireGate();
  const input = passOnSchema.safeParse(given);
  if (!input.success) return inputRefusal(input.error, "Correct this and ask again.");
  try {
    const { threadId, messageId } = await passOnAnswer(input.data, undefined, by);
    return { status: "done", threadId, messageId };
  } catch (error) {
    return toRefusal(error);
  }
}
