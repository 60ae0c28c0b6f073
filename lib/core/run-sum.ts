import type { InsightsAmounts, RunFigures } from "./insights.ts";
import { quantile } from "./quantile.ts";

/** Sums that runs are added to. */
export interface RunSum extends Omit<InsightsAmounts, "medianMs" | "p95Ms"> {
  /** Of complete runs, in milliseconds. */
  durations: number[];
}

export function emptySum(): RunSum {
  return {
    ...{ queries: 0, open: 0, complete: 0, failed: 0, stopped: 0, costUsd: 0, estimatedUsd: 0, withoutCost: 0 },
    ...{ inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, durations: [] },
  };
}

export function addRun(sum: RunSum, run: RunFigures): void {
  sum.queries += 1;
  sum[run.outcome] += 1;
  if (run.costUsd !== null) {
    sum.costUsd += run.costUsd;
    if (run.costEstimated) sum.estimatedUsd += run.costUsd;
  } else if (run.outcome !== "open") sum.withoutCost += 1;
  sum.inputTokens += run.inputTokens;
  sum.outputTokens += run.outputTokens;
  sum.cacheReadTokens += run.cacheReadTokens;
  sum.cacheWriteTokens += run.cacheWriteTokens;
  if (run.outcome === "complete" && run.durationMs !== null) sum.durations.push(run.durationMs);
}

export function mergeSums(sums: readonly RunSum[]): RunSum {
  const merged = emptySum();
  for (const { durations, ...amounts } of sums) {
    for (const key of Object.keys(amounts) as (keyof typeof amounts)[]) merged[key] += amounts[key];
    for (const duration of durations) merged.durations.push(duration);
  }
  return merged;
}

export function amountsOf({ durations, ...amounts }: RunSum): InsightsAmounts {
  const values = Float64Array.from(durations);
  return { ...amounts, medianMs: quantile(values, 0.5), p95Ms: quantile(values, 0.95) };
}
