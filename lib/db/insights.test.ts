import { expect, test } from "vitest";
import { insertRun } from "../../testing/runs-of-time.ts";
import { scratchStore } from "../../testing/store.ts";
import type { InsightsAsk } from "../core/insights.ts";
import type { Db } from "./db.ts";
import { FIGURES_QUERY, readInsights } from "./insights.ts";

const NOW = new Date(2026, 10, 22, 15, 0);
/** A time of day, so many days ago. */
const at = (daysAgo: number, hour = 12) => new Date(2026, 10, 22 - daysAgo, hour).getTime() / 1000;
const failure = (code: string) => JSON.stringify({ code, message: 'it said "code":"stopped-by-user"', hint: null });

const ask = (asked: Partial<InsightsAsk> = {}): InsightsAsk => ({
  ...{ range: "7", from: null, to: null, by: "module", module: null, model: null, source: null },
  ...asked,
});

/** Ten runs: six of this week, three of the week before, one of long ago. */
function insertRuns(db: Db) {
  const tokens = { inputTokens: 10, outputTokens: 200, cacheReadTokens: 3_000, cacheWriteTokens: 400 };
  const done = { costUsd: 0.5, durationMs: 1_000, ...tokens };
  insertRun(db, { startedAt: at(0), ...done });
  insertRun(db, { startedAt: at(0), ...done, durationMs: 9_000, module: "orders", model: "claude-opus-4-8" });
  insertRun(db, { startedAt: at(1), failure: failure("api"), durationMs: 5 });
  insertRun(db, { startedAt: at(1), failure: failure("stopped-by-user"), costUsd: 0.25, durationMs: 700_000 });
  const imported = { origin: "history", costEstimated: true, module: "orders" };
  insertRun(db, { startedAt: at(2), ...imported, ...done, costUsd: 2, durationMs: 3_000 });
  insertRun(db, { startedAt: at(0, 14), state: "queued", model: null });
  insertRun(db, { startedAt: at(8), ...done });
  insertRun(db, { startedAt: at(9), ...done, failure: failure("budget") });
  insertRun(db, { startedAt: at(7, 16), ...done }); // an hour of the week before that is still to come in this one
  insertRun(db, { startedAt: at(400), ...done });
}

/** So many runs that cost a dollar each, so many seconds apart. */
function insertMany(db: Db, count: number, first: number, apart: number) {
  db.$client
    .prepare(
      `WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n + 1 < ?)
       INSERT INTO runs (run_id, message_id, question_id, thread_id, module, cwd, state, started_at, spool_dir, resumed, cost_usd)
       SELECT ? || n, ? || n, '', 'thread', 'billing', '/srv/billing', 'ended', ? + n * ?, '', 0, 1 FROM n`,
    )
    .run(count, `run ${first} `, `message ${first} `, first, apart);
}

test("the sums of a week are exact: failed, stopped, waiting and imported runs each count as what they are", async () => {
  const { db } = await scratchStore();
  insertRuns(db);
  const { totals, before } = await readInsights(db, ask(), NOW);
  expect(totals).toEqual({
    ...{ queries: 6, open: 1, complete: 3, failed: 1, stopped: 1 },
    ...{ costUsd: 3.25, estimatedUsd: 2, withoutCost: 1 },
    ...{ inputTokens: 30, outputTokens: 600, cacheReadTokens: 9_000, cacheWriteTokens: 1_200 },
    ...{ medianMs: 3_000, p95Ms: 9_000 },
  });
  expect(before).toMatchObject({ queries: 2, complete: 1, failed: 1, costUsd: 1, medianMs: 1_000 });
});

test("each day, module and model has its own sums", async () => {
  const { db } = await scratchStore();
  insertRuns(db);
  const view = await readInsights(db, ask(), NOW);
  expect(view.bars.map(({ from, amounts }) => [from, amounts.queries])).toEqual([
    ["2026-11-16", 0],
    ["2026-11-17", 0],
    ["2026-11-18", 0],
    ["2026-11-19", 0],
    ["2026-11-20", 1],
    ["2026-11-21", 2],
    ["2026-11-22", 3],
  ]);
  expect(view.series).toEqual(["orders", "billing"]);
  expect(view.bars.slice(-3).map(({ costs }) => costs)).toEqual([
    [2, 0],
    [0, 0.25],
    [0.5, 0.5],
  ]);
  expect(view.modules.map(({ name, amounts }) => [name, amounts.costUsd, amounts.queries, amounts.p95Ms])).toEqual([
    ["orders", 2.5, 2, 9_000],
    ["billing", 0.75, 4, 1_000],
  ]);
  const byModel = await readInsights(db, ask({ by: "model" }), NOW);
  expect(byModel.series).toEqual(["claude-sonnet-5", "claude-opus-4-8", "unknown"]);
  expect(byModel.models.map(({ amounts }) => amounts.queries)).toEqual([4, 1, 1]);
});

test("filters narrow every figure, and what can be chosen stays", async () => {
  const { db } = await scratchStore();
  insertRuns(db);
  const queries = async (asked: Partial<InsightsAsk>) => {
    const { totals, before, choices } = await readInsights(db, ask(asked), NOW);
    expect(choices.modules).toEqual(["billing", "orders"]);
    return [totals.queries, before?.queries];
  };
  expect(await queries({ source: "imported" })).toEqual([1, 0]);
  expect(await queries({ source: "asked" })).toEqual([5, 2]);
  expect(await queries({ module: "orders" })).toEqual([2, 0]);
  expect(await queries({ model: "claude-opus-4-8" })).toEqual([1, 0]);
  expect(await queries({ model: "unknown" })).toEqual([1, 0]);
  expect(await queries({ module: "orders", source: "asked" })).toEqual([1, 0]);
});

test("everything counts every run, and a custom day only its own", async () => {
  const { db } = await scratchStore();
  insertRuns(db);
  const all = await readInsights(db, ask({ range: "all" }), NOW);
  expect([all.totals.queries, all.before, all.step]).toEqual([10, null, "week"]);
  const day = await readInsights(db, ask({ range: "custom", from: "2026-11-21", to: "2026-11-21" }), NOW);
  expect([day.totals.queries, day.bars.length, day.before?.queries]).toEqual([2, 1, 1]);
});

test("an empty database has empty figures", async () => {
  const { db } = await scratchStore();
  const { totals, modules, bars } = await readInsights(db, ask({ range: "all" }), NOW);
  expect([totals.queries, totals.medianMs, modules, bars.length]).toEqual([0, null, [], 1]);
});

test("runs of one moment, more than are read at once, are each counted once", async () => {
  const { db } = await scratchStore();
  insertMany(db, 2_200, at(1), 0);
  insertMany(db, 2_200, at(0), 0);
  insertMany(db, 2_200, at(2), 0.1);
  const { totals, bars } = await readInsights(db, ask(), NOW);
  expect(totals.costUsd).toBe(6_600);
  expect(bars.slice(-3).map(({ amounts }) => amounts.queries)).toEqual([2_200, 2_200, 2_200]);
});

test("series and lists stay short with hundreds of modules, and lose nothing", async () => {
  const { db } = await scratchStore();
  const insert = db.$client.transaction(() => {
    for (let n = 0; n < 200; n++)
      insertRun(db, { startedAt: at(1), module: `module-${n}`, costUsd: n, durationMs: 1_000 });
  });
  insert();
  const view = await readInsights(db, ask(), NOW);
  expect(view.series).toEqual([199, 198, 197, 196, 195, 194].map((n) => `module-${n}`).concat([null as never]));
  const costs = view.bars.flatMap((bar) => bar.costs);
  expect(costs.reduce((sum, cost) => sum + cost, 0)).toBe(view.totals.costUsd);
  expect([view.modules.length, view.moreModules, view.modules.at(-1)?.amounts.complete]).toEqual([51, 150, 150]);
});

test("the figures are read from the index alone", async () => {
  const { db } = await scratchStore();
  const plan = db.$client.prepare(`EXPLAIN QUERY PLAN ${FIGURES_QUERY}`).all(0, 1) as { detail: string }[];
  expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining("USING COVERING INDEX runs_started")]);
});
