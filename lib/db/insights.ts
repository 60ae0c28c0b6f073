import { setImmediate as otherWork } from "node:timers/promises";
import {
  type InsightsAmounts,
  type InsightsAsk,
  type InsightsView,
  type RunFigures,
  type RunOutcome,
  UNKNOWN_MODEL,
} from "../core/insights.ts";
import { periodOf, type TimeSpan } from "../core/insights-period.ts";
import { insightsTally, isAskedFor } from "../core/insights-tally.ts";
import { addRun, amountsOf, emptySum } from "../core/run-sum.ts";
import type { Db } from "./db.ts";
import { whenFree } from "./patience.ts";
import { prepared } from "./prepared.ts";
import { asText } from "./rows.ts";

/**
 * Adds up the runs of a time. They are read in slices, with other work in between, from an index that holds all that
 * is needed (runs_started): half a million runs take under a second, and nothing waits for it.
 * @throws SwitchboardError input-invalid when a day is none, database-busy
 */
export async function readInsights(db: Db, ask: InsightsAsk, now = new Date()): Promise<InsightsView> {
  const first = ask.range === "all" ? await whenFree(() => firstStart(db)) : null;
  const period = periodOf(ask, now, first);
  const tally = insightsTally(ask, period);
  await eachRun(db, period, tally.add);
  return tally.view(period.before && (await sumBefore(db, ask, period.before)), otherWork);
}

async function sumBefore(db: Db, ask: InsightsAsk, span: TimeSpan): Promise<InsightsAmounts> {
  const sum = emptySum();
  await eachRun(db, span, (run) => {
    if (isAskedFor(run, ask)) addRun(sum, run);
  });
  return amountsOf(sum);
}

function firstStart(db: Db): number | null {
  return prepared(db, "SELECT min(started_at) FROM runs").pluck().get() as number | null;
}

/** A slice takes some 4 ms. */
const SLICE = 2_000;

/** Reads the runs of a time, in slices with other work in between. */
export async function eachRun(db: Db, span: TimeSpan, take: (run: RunFigures) => void): Promise<void> {
  for (let { start } = span; start < span.end; ) {
    const end = await whenFree(() => sliceEnd(db, start, span.end));
    for (const row of await whenFree(() => slice(db, start, end))) take(toFigures(row));
    start = end;
    await otherWork();
  }
}

/** Where the next runs begin after so many; runs of one moment stay together. */
function sliceEnd(db: Db, start: number, end: number): number {
  const at = prepared(
    db,
    `SELECT started_at FROM runs WHERE started_at >= ? AND started_at < ? ORDER BY started_at LIMIT 1 OFFSET ${SLICE}`,
  )
    .pluck()
    .get(start, end) as number | undefined;
  if (at === undefined) return end;
  if (at > start) return at;
  const later = prepared(db, "SELECT min(started_at) FROM runs WHERE started_at > ? AND started_at < ?").pluck();
  return (later.get(start, end) as number | null) ?? end;
}

/** As the index runs_started has it: word for word the same, or SQLite reads the rows themselves. */
const OUTCOME = `CASE WHEN state <> 'ended' THEN 'open' WHEN failure IS NULL THEN 'complete' WHEN instr(failure, '"code":"stopped-by-user"') > 0 THEN 'stopped' ELSE 'failed' END`;

/** What is read of each run; a test sees to it that the index alone gives it. */
export const FIGURES_QUERY = `SELECT started_at, module, model, origin, ${OUTCOME}, cost_usd, cost_estimated,
    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, duration_ms
  FROM runs WHERE started_at >= ? AND started_at < ?`;

type FiguresRow = [
  startedAt: number,
  module: unknown,
  model: unknown,
  origin: unknown,
  outcome: RunOutcome,
  costUsd: number | null,
  costEstimated: number,
  ...tokens: [number | null, number | null, number | null, number | null],
  durationMs: number | null,
];

function slice(db: Db, start: number, end: number): FiguresRow[] {
  return prepared(db, FIGURES_QUERY).raw().all(start, end) as FiguresRow[];
}

function toFigures([startedAt, module, model, origin, outcome, costUsd, estimated, ...rest]: FiguresRow): RunFigures {
  const [input, output, cacheRead, cacheWrite, durationMs] = rest;
  return {
    ...{ startedAt, outcome, costUsd, durationMs },
    module: asText(module),
    model: model === null ? UNKNOWN_MODEL : asText(model),
    imported: origin !== null,
    costEstimated: estimated === 1,
    inputTokens: input ?? 0,
    outputTokens: output ?? 0,
    cacheReadTokens: cacheRead ?? 0,
    cacheWriteTokens: cacheWrite ?? 0,
  };
}
