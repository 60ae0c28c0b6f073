import type { InsightsAmounts, InsightsAsk, InsightsBar, InsightsGroup, InsightsView, RunFigures } from "./insights.ts";
import { dayName, type InsightsPeriod } from "./insights-period.ts";
import { addRun, amountsOf, emptySum, mergeSums, type RunSum } from "./run-sum.ts";

/** Bars are divided into so many series at most, the last of which holds the others: more colours look alike. */
const MOST_SERIES = 7;
/** So many modules or models are listed. */
const MOST_LISTED = 50;

export interface InsightsTally {
  add(run: RunFigures): void;
  /** @param pause lets other work go on: of half a million runs each part takes some ten milliseconds */
  view(before: InsightsAmounts | null, pause: () => Promise<unknown>): Promise<InsightsView>;
}

interface BarSum {
  sum: RunSum;
  parts: Map<string, { cost: number; queries: number }>;
}

/** Whether a run passes the filters. */
export function isAskedFor(run: RunFigures, ask: InsightsAsk): boolean {
  if (ask.source !== null && run.imported !== (ask.source === "imported")) return false;
  return (ask.module === null || run.module === ask.module) && (ask.model === null || run.model === ask.model);
}

/** Adds up runs of a period. */
export function insightsTally(ask: InsightsAsk, period: InsightsPeriod): InsightsTally {
  const total = emptySum();
  const bars: BarSum[] = period.starts.map(() => ({ sum: emptySum(), parts: new Map() }));
  const modules = new Map<string, RunSum>();
  const models = new Map<string, RunSum>();
  const choices = { modules: new Set<string>(), models: new Set<string>() };
  return {
    add(run) {
      choices.modules.add(run.module);
      choices.models.add(run.model);
      const bar = bars[barAt(period.starts, run.startedAt)];
      if (!bar || !isAskedFor(run, ask)) return;
      for (const sum of [total, bar.sum, sumOf(modules, run.module), sumOf(models, run.model)]) addRun(sum, run);
      const name = ask.by === "module" ? run.module : run.model;
      const part = bar.parts.get(name) ?? { cost: 0, queries: 0 };
      part.cost += run.costUsd ?? 0;
      part.queries += 1;
      bar.parts.set(name, part);
    },
    async view(before, pause) {
      const totals = amountsOf(total);
      await pause();
      const listedModules = listed(modules);
      await pause();
      const listedModels = listed(models);
      await pause();
      const names = sorted(ask.by === "module" ? modules : models).map(([name]) => name);
      const series = names.length > MOST_SERIES ? [...names.slice(0, MOST_SERIES - 1), null] : names;
      return {
        step: period.step,
        from: dayName(period.start),
        to: dayName(period.end - 1),
        totals,
        before,
        bars: bars.map((bar, at) => barOf(bar, at, period, series)),
        series,
        modules: listedModules.groups,
        models: listedModels.groups,
        moreModules: listedModules.more,
        moreModels: listedModels.more,
        choices: { modules: [...choices.modules].sort(), models: [...choices.models].sort() },
      };
    },
  };
}

/** The last bar that begins at or before a time; -1 when none does. */
function barAt(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function sumOf(sums: Map<string, RunSum>, name: string): RunSum {
  const known = sums.get(name);
  if (known) return known;
  const made = emptySum();
  sums.set(name, made);
  return made;
}

/** By cost; what costs the same, by queries and name. */
function sorted(sums: Map<string, RunSum>): [string, RunSum][] {
  return [...sums].sort(
    ([nameA, a], [nameB, b]) =>
      b.costUsd - a.costUsd || b.queries - a.queries || (nameA < nameB ? -1 : nameA > nameB ? 1 : 0),
  );
}

function listed(sums: Map<string, RunSum>): { groups: InsightsGroup[]; more: number } {
  const all = sorted(sums);
  const groups = all.slice(0, MOST_LISTED).map(([name, sum]) => ({ name, amounts: amountsOf(sum) }));
  const rest = all.slice(MOST_LISTED).map(([, sum]) => sum);
  if (rest.length === 0) return { groups, more: 0 };
  return { groups: [...groups, { name: "", amounts: amountsOf(mergeSums(rest)) }], more: rest.length };
}

function barOf(bar: BarSum, at: number, period: InsightsPeriod, series: (string | null)[]): InsightsBar {
  const start = period.starts[at] ?? period.start;
  const costs = series.map(() => 0);
  const queries = series.map(() => 0);
  for (const [name, part] of bar.parts) {
    const place = series.includes(name) ? series.indexOf(name) : series.length - 1;
    costs[place] = (costs[place] ?? 0) + part.cost;
    queries[place] = (queries[place] ?? 0) + part.queries;
  }
  return {
    from: dayName(start),
    to: dayName(period.starts[at + 1] ?? period.end),
    amounts: amountsOf(bar.sum),
    costs,
    queries,
  };
}
