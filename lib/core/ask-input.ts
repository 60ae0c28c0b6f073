import { z } from "zod";

/** A question; how long it may be is checked where it is stored. */
export const promptSchema = z.string().refine((text) => text.trim() !== "", "Write a question.");

/**
 * What the ask form sends. The checks that need the disk (is it a directory?) are made by askModule, which gives
 * the same kind of error.
 */
export const askFormSchema = z.object({
  modulePath: z.string().trim().min(1, "Say which directory to ask in."),
  moduleName: z.string().trim().max(100, "A module's name has at most 100 characters.").optional(),
  prompt: promptSchema,
  threadId: z.string().optional(),
  systemPrompt: z.string().max(100_000, "A system prompt has at most 100,000 characters.").optional(),
  model: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:@/[\]-]{0,99}$/, "A model is a name such as sonnet or claude-sonnet-5.")
    .optional(),
});
export type AskForm = z.infer<typeof askFormSchema>;

/** What a server action answers; the same shape for success and refusal. */
export type ActionState =
  | { status: "idle" }
  | { status: "done"; threadId: string; messageId: string }
  | { status: "refused"; code: string; message: string; hint: string; field: string | null };
