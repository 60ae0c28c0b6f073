import { expect, test } from "vitest";
import { insertRun, type RunValues } from "../../testing/runs-of-time.ts";
import { scratchStore } from "../../testing/store.ts";
import { graphEdges, threadsOfEdge } from "./graph.ts";

const FAILED = JSON.stringify({ code: "api", message: "x", hint: null });
const STOPPED = JSON.stringify({ code: "stopped-by-user", message: "x", hint: null });

test("who asked whom is counted with what it cost and what failed, since a time and without imported history", async () => {
  const { db } = await scratchStore();
  const ask = (asker: string | null, module: string, more: Partial<RunValues> = {}) =>
    insertRun(db, { asker, module, startedAt: 1_000, costUsd: 0.5, ...more });
  ask(null, "shop");
  ask(null, "shop", { failure: FAILED });
  ask(null, "shop", { failure: STOPPED, costUsd: null });
  ask("shop", "stock", { startedAt: 2_000 });
  ask("shop", "stock", { failure: FAILED });
  ask("stock", "orders");
  ask(null, "stock", { origin: "history" });
  expect(graphEdges(db, 0)).toEqual([
    { from: null, to: "shop", queries: 3, failed: 1, costUsd: 1 },
    { from: "shop", to: "stock", queries: 2, failed: 1, costUsd: 1 },
    { from: "stock", to: "orders", queries: 1, failed: 0, costUsd: 0.5 },
  ]);
  expect(graphEdges(db, 1_500)).toEqual([{ from: "shop", to: "stock", queries: 1, failed: 0, costUsd: 0.5 }]);
});

test("an edge leads to its threads, the newest first", async () => {
  const { db } = await scratchStore();
  const ask = (asker: string | null, startedAt: number) => {
    const threadId = crypto.randomUUID();
    insertRun(db, { asker, module: "stock", startedAt, threadId });
    return threadId;
  };
  const [first, second, third] = [ask("shop", 1_000), ask("shop", 2_000), ask(null, 3_000)];
  expect(threadsOfEdge(db, { from: "shop", to: "stock" }, 0, 10)).toEqual([second, first]);
  expect(threadsOfEdge(db, { from: "shop", to: "stock" }, 0, 1)).toEqual([second]);
  expect(threadsOfEdge(db, { from: null, to: "stock" }, 0, 10)).toEqual([third]);
  expect(threadsOfEdge(db, { from: "shop", to: "stock" }, 1_500, 10)).toEqual([second]);
});

test("the figures are read from indexes alone", async () => {
  const { db } = await scratchStore();
  const plans: string[] = [];
  const prepare = db.$client.prepare.bind(db.$client);
  db.$client.prepare = ((sql: string) => {
    if (sql.includes('AS "to"')) {
      const rows = prepare(`EXPLAIN QUERY PLAN ${sql}`).all(0) as { detail: string }[];
      plans.push(...rows.map(({ detail }) => detail).filter((detail) => /runs/.test(detail)));
    }
    return prepare(sql);
  }) as typeof db.$client.prepare;
  graphEdges(db, 0);
  expect(plans).toHaveLength(2);
  for (const plan of plans) expect(plan).toMatch(/USING COVERING INDEX runs_(asked|started)/);
});
