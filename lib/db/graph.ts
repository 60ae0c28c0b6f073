import type { GraphEdge } from "../core/graph.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";

/** As the indexes runs_started and runs_asked have it: another spelling would read every row. */
const FAILED = `sum(CASE WHEN state <> 'ended' THEN 'open' WHEN failure IS NULL THEN 'complete' WHEN instr(failure, '"code":"stopped-by-user"') > 0 THEN 'stopped' ELSE 'failed' END = 'failed')`;
const SUMS = `module AS "to", count(*) AS queries, ${FAILED} AS failed, coalesce(sum(cost_usd), 0) AS costUsd`;

/**
 * Who asked whom since a time (Unix seconds), of what was asked through Switchboard. Read from indexes alone: what people
 * asked is what was asked in all without what modules asked.
 */
export function graphEdges(db: Db, since: number): GraphEdge[] {
  const byModules = prepared(
    db,
    `SELECT asker AS "from", ${SUMS} FROM runs WHERE asker IS NOT NULL AND started_at >= ? GROUP BY asker, module`,
  ).all(since) as GraphEdge[];
  const all = prepared(
    db,
    `SELECT NULL AS "from", ${SUMS} FROM runs WHERE started_at >= ? AND origin IS NULL GROUP BY module`,
  ).all(since) as GraphEdge[];
  const byPeople = all.flatMap((sum) => {
    const rest = byModules.filter(({ to }) => to === sum.to).reduce(without, sum);
    return rest.queries > 0 ? [rest] : [];
  });
  return [...byModules, ...byPeople].sort((a, b) => b.queries - a.queries || order(a, b));
}

function without(sum: GraphEdge, part: GraphEdge): GraphEdge {
  return {
    ...sum,
    queries: sum.queries - part.queries,
    failed: sum.failed - part.failed,
    costUsd: Math.max(0, sum.costUsd - part.costUsd),
  };
}

const order = (a: GraphEdge, b: GraphEdge) =>
  (a.from ?? "").localeCompare(b.from ?? "", "en") || a.to.localeCompare(b.to, "en");

/** The threads in which one asked the other since a time, the newest first. */
export function threadsOfEdge(db: Db, edge: Pick<GraphEdge, "from" | "to">, since: number, limit: number): string[] {
  const find = prepared(
    db,
    `SELECT thread_id FROM runs WHERE module = @to AND asker IS @from AND origin IS NULL AND started_at >= @since
       GROUP BY thread_id ORDER BY max(started_at) DESC LIMIT @limit`,
  );
  return find.pluck().all({ from: edge.from, to: edge.to, since, limit }).map(String);
}
