import { expect, test } from "vitest";
import { scratchStore } from "../../testing/store.ts";
import { nextInLine, queueLength, queueOrder } from "./queue.ts";
import { placeInLine } from "./runs.ts";
import { readHomeView } from "./views.ts";

test("what waits, and what home shows, is found without reading all runs that ever were", async () => {
  const { db } = await scratchStore();
  const { $client } = db;
  const asked: string[] = [];
  const prepare = $client.prepare.bind($client);
  $client.prepare = ((sql: string) => {
    asked.push(sql);
    return prepare(sql);
  }) as typeof $client.prepare;
  readHomeView(db);
  queueOrder(db);
  queueLength(db);
  nextInLine(db);
  placeInLine(db, { runId: "r", state: "queued" });
  const reads = asked.filter((sql) => /\bruns\b/.test(sql) && sql.includes("SELECT"));
  expect(reads.length).toBeGreaterThan(4);
  for (const sql of reads) {
    const values: unknown[] = (sql.match(/\?/g) ?? []).map(() => 1);
    const named = (sql.match(/@\w+/g) ?? []).map((name) => [name.slice(1), 1] as const);
    if (named.length > 0) values.push(Object.fromEntries(named));
    const plan = prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
    const details = plan.map(({ detail }) => detail);
    expect(
      details.filter((detail) => /^SCAN (runs|messages)$/.test(detail)),
      sql,
    ).toEqual([]);
  }
});
