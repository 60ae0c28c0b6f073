import type { ActionState } from "@/lib/core/ask-input.ts";

/** Why an action was refused, in the words of the domain. */
export type Refusal = Extract<ActionState, { status: "refused" }>;

/** What an action that only changes something answers. */
export type Outcome = { status: "done" } | Refusal;
