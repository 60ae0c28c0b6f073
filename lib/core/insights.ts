/** What the Insights page is asked for, and what it is told. All amounts of money are in US dollars. */

export const INSIGHTS_RANGES = ["7", "30", "90", "all", "custom"] as const;
/** So many days up to now, everything, or the days that are named. */
export type InsightsRange = (typeof INSIGHTS_RANGES)[number];

export const INSIGHTS_SOURCES = ["asked", "imported"] as const;
/** Asked through Switchboard, or imported from Claude Code's own history. */
export type InsightsSource = (typeof INSIGHTS_SOURCES)[number];

export const INSIGHTS_GROUPINGS = ["module", "model"] as const;
export type InsightsGrouping = (typeof INSIGHTS_GROUPINGS)[number];

/** What is asked for, as it stands in the address of the page. */
export interface InsightsAsk {
  range: InsightsRange;
  /** First and last day of a custom range, both included: "2026-11-22". */
  from: string | null;
  to: string | null;
  /** What the bars are divided by. */
  by: InsightsGrouping;
  module: string | null;
  model: string | null;
  source: InsightsSource | null;
}

/** How a run stands: what a person stopped is no failure. */
export type RunOutcome = "open" | "complete" | "stopped" | "failed";

/** What the figures need of a run. */
export interface RunFigures {
  /** Unix seconds. */
  startedAt: number;
  module: string;
  model: string;
  imported: boolean;
  outcome: RunOutcome;
  costUsd: number | null;
  costEstimated: boolean;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  durationMs: number | null;
}

/** The model of runs that ended before they told one. */
export const UNKNOWN_MODEL = "unknown";

/** Sums over runs. */
export interface InsightsAmounts {
  queries: number;
  /** Still waiting or being answered: no part of the failure rate. */
  open: number;
  complete: number;
  failed: number;
  stopped: number;
  costUsd: number;
  /** The part of the cost that was reckoned from tokens and list prices. */
  estimatedUsd: number;
  /** Ended runs that told no cost; the sum is without them. */
  withoutCost: number;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  /** Of complete runs: half of them took at most so long, and nineteen of twenty; null when there is none. */
  medianMs: number | null;
  p95Ms: number | null;
}

/** A module or a model with its sums. */
export interface InsightsGroup {
  name: string;
  amounts: InsightsAmounts;
}

/** The length of a bar. */
export type InsightsStep = "day" | "week" | "month" | "year";

/** A bar: days in a row, with their sums. */
export interface InsightsBar {
  /** Its first day, and the day after its last: "2026-11-22". */
  from: string;
  to: string;
  amounts: InsightsAmounts;
  /** Cost and queries of each series. */
  costs: number[];
  queries: number[];
}

export interface InsightsView {
  step: InsightsStep;
  /** First and last day. */
  from: string;
  to: string;
  totals: InsightsAmounts;
  /** The same for as long a time just before; null when everything is shown. */
  before: InsightsAmounts | null;
  bars: InsightsBar[];
  /** What the bars are divided by: those that cost most, by name, then the others together (null). */
  series: (string | null)[];
  /** By what they cost; the last may be the sum of those that are not listed. */
  modules: InsightsGroup[];
  models: InsightsGroup[];
  /** How many are in the last of each list; 0 when all are listed. */
  moreModules: number;
  moreModels: number;
  /** What occurs in the time, whatever else is filtered. */
  choices: { modules: string[]; models: string[] };
}

/** Runs that ended by themselves: what the failure rate is a share of. */
export const endedOf = ({ complete, failed }: InsightsAmounts) => complete + failed;

/** The share of ended runs that failed, 0 to 1; null when none has ended. */
export function failureRate(amounts: InsightsAmounts): number | null {
  const ended = endedOf(amounts);
  return ended === 0 ? null : amounts.failed / ended;
}

/** All tokens. */
export const tokensOf = (amounts: InsightsAmounts) =>
  amounts.inputTokens + amounts.outputTokens + amounts.cacheReadTokens + amounts.cacheWriteTokens;
