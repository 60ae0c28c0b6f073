import { dayName } from "../core/insights-period.ts";
import type { MonthlySpend } from "../core/module-view.ts";
import type { Db } from "./db.ts";
import { eachRun } from "./insights.ts";
import { whenFree } from "./patience.ts";
import { prepared } from "./prepared.ts";
import { asText, nowSeconds } from "./rows.ts";

const DAY = 86_400;

/** How many threads each module takes part in, archived ones left out. */
export function threadsByModule(db: Db): Map<string, number> {
  const rows = prepared(
    db,
    `SELECT module, count(*) AS threads FROM thread_modules
     WHERE thread_id NOT IN (SELECT thread_id FROM thread_flags WHERE archived_at IS NOT NULL) GROUP BY module`,
  ).all() as { module: unknown; threads: number }[];
  return new Map(rows.map(({ module, threads }) => [asText(module), threads]));
}

/** How many of a module's threads are not archived. */
export function countThreadsOf(db: Db, module: string): number {
  const count = prepared(
    db,
    `SELECT count(*) FROM thread_modules WHERE module = ?
     AND thread_id NOT IN (SELECT thread_id FROM thread_flags WHERE archived_at IS NOT NULL)`,
  );
  return Number(count.pluck().get(module));
}

/** Queries and cost of each module in so many days, read in slices: other work goes on meanwhile. */
export async function figuresByModule(
  db: Db,
  days: number,
): Promise<Map<string, { queries: number; costUsd: number }>> {
  const sums = new Map<string, { queries: number; costUsd: number }>();
  const now = nowSeconds();
  await eachRun(db, { start: now - days * DAY, end: now + DAY }, ({ module, costUsd }) => {
    const sum = sums.get(module) ?? { queries: 0, costUsd: 0 };
    sums.set(module, { queries: sum.queries + 1, costUsd: sum.costUsd + (costUsd ?? 0) });
  });
  return sums;
}

/** What a module cost in each of the last months, this one included. */
export async function monthlySpend(db: Db, module: string, months: number, now = new Date()): Promise<MonthlySpend> {
  const starts = Array.from({ length: months + 1 }, (_, at) =>
    Math.floor(new Date(now.getFullYear(), now.getMonth() - months + 1 + at, 1).getTime() / 1000),
  );
  const costs = new Array<number>(months).fill(0);
  const queries = new Array<number>(months).fill(0);
  const first = await whenFree(() => firstStartOf(db, module, starts[0] ?? 0));
  if (first !== null) {
    await eachRun(db, { start: first, end: starts[months] ?? first }, (run) => {
      if (run.module !== module) return;
      const at = starts.findLastIndex((start) => start <= run.startedAt);
      costs[at] = (costs[at] ?? 0) + (run.costUsd ?? 0);
      queries[at] = (queries[at] ?? 0) + 1;
    });
  }
  const bars = costs.map((_, at) => ({ from: dayName(starts[at] ?? 0), to: dayName(starts[at + 1] ?? 0) }));
  return { bars, costs, queries };
}

/** When the module was asked first since a time; null when it was not. */
function firstStartOf(db: Db, module: string, since: number): number | null {
  const first = "SELECT started_at FROM runs WHERE started_at >= ? AND module = ? ORDER BY started_at LIMIT 1";
  return (prepared(db, first).pluck().get(since, module) as number | undefined) ?? null;
}
