import { z } from "zod";
import { PERMISSION_PROFILES } from "./permission-profile.ts";
import { BUDGET_WORDS, isBudget, isTimeLimit, isTurnLimit, SECONDS_WORDS, TURNS_WORDS } from "./run-limits.ts";

/** A question; how long it may be is checked where it is stored. */
export const promptSchema = z.string().refine((text) => text.trim() !== "", "Write a question.");

/** A number as it was typed; an empty field was left out. */
function numberField(isRight: (value: number) => boolean, words: string) {
  const number = z
    .string()
    .trim()
    .regex(/^\d{1,6}(\.\d{1,6})?$/, words)
    .transform(Number);
  return number.refine(isRight, words).optional();
}

/** What Claude may do and use, as words that were typed. */
export const limitFields = z.object({
  profile: z.enum(PERMISSION_PROFILES, `A permission profile is one of ${PERMISSION_PROFILES.join(", ")}.`).optional(),
  maxTurns: numberField(isTurnLimit, TURNS_WORDS),
  maxBudgetUsd: numberField(isBudget, BUDGET_WORDS),
});

/** How long an answer may take, and what a whole chain may cost, as words that were typed. */
export const CHAIN_FIELDS = {
  maxSeconds: numberField(isTimeLimit, SECONDS_WORDS),
  chainBudgetUsd: numberField(isBudget, BUDGET_WORDS),
};

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
  /** Whether it may ask other modules. */
  asks: z
    .enum(["yes", "no"], "Say yes or no.")
    .transform((word) => word === "yes")
    .optional(),
  ...limitFields.shape,
});
export type AskForm = z.infer<typeof askFormSchema>;

/** What a server action answers; the same shape for success and refusal. */
export type ActionState =
  | { status: "idle" }
  | { status: "done"; threadId: string; messageId: string }
  | { status: "refused"; code: string; message: string; hint: string; field: string | null };
