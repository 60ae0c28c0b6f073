import type { FoldChange, RunResult } from "../core/claude/fold-types.ts";
import { NO_AMOUNTS } from "../core/message.ts";

/** The word that asking the API again can't help. */
export type Hopeless = Extract<FoldChange, { type: "hopeless" }>;

/**
 * What a run is to be judged by: its result, unless it was stopped because trying again was hopeless. Then it failed
 * for that reason, and not because it was stopped.
 */
export function verdictOf(result: RunResult | null, hopeless: Hopeless | null): RunResult | null {
  if (hopeless === null || result?.isError === false) return result;
  const { apiKind, apiStatus, message } = hopeless;
  const told = { sessionId: result?.sessionId ?? null, ...(result ?? NO_AMOUNTS) };
  return { ...told, isError: true, subtype: "success", terminalReason: null, apiKind, apiStatus, text: message };
}
