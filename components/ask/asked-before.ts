import type { ThreadView } from "@/lib/core/message.ts";
import type { Inherited } from "./more-options.tsx";

/** How a module was asked last in a thread, as far as its messages are held: a follow-up is asked so too. */
export function askedBefore({ messages }: Pick<ThreadView, "messages">, module: string): Inherited | null {
  const run = messages.findLast((message) => message.run?.module === module)?.run;
  if (!run) return null;
  const { systemPrompt, askedModel, profile, maxTurns, maxBudgetUsd } = run;
  return { settings: { systemPrompt, model: askedModel, profile, maxTurns, maxBudgetUsd }, words: "as before" };
}
