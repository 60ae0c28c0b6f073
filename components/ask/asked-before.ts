import type { ThreadView } from "@/lib/core/message.ts";
import type { Inherited } from "./more-options.tsx";

/** How a module was asked last in a thread, as far as its messages are held: a follow-up is asked so too. */
export function askedBefore({ messages }: Pick<ThreadView, "messages">, module: string): Inherited {
  const run = messages.findLast((message) => message.run?.module === module)?.run;
  const { systemPrompt = null, askedModel: model = null, maxTurns = null, maxBudgetUsd = null } = run ?? {};
  // What was allowed the module may have changed since; what was said with a question stays.
  const profile = run?.profileChosen ? run.profile : null;
  return { settings: { systemPrompt, model, profile, maxTurns, maxBudgetUsd }, words: "as before", isOfModule: true };
}
