import { expect, test } from "vitest";
import { scratchQuery, scratchQueued, scratchStore } from "../../testing/store.ts";
import { nowSeconds } from "./rows.ts";
import { settledAnswers } from "./settled-answers.ts";

const STOPPED = JSON.stringify({ code: "stopped-by-user", message: "Stopped." });

test("what ended a short while ago is told with its outcome, the last one first; older ones and withdrawn ones are not", async () => {
  const { db } = (await scratchStore()).store;
  const end = (runId: string, ago: number, failure: string | null = null) =>
    db.$client
      .prepare("UPDATE runs SET state = 'ended', ended_at = ?, cost_usd = 0.5, failure = ? WHERE run_id = ?")
      .run(nowSeconds() - ago, failure, runId);
  const [first, last, old, withdrawn] = [scratchQuery(db), scratchQuery(db), scratchQuery(db), scratchQueued(db)];
  scratchQuery(db); // goes on
  end(first.runId, 100, STOPPED);
  end(last.runId, 10);
  end(old.runId, 3_000);
  end(withdrawn.runId, 5, STOPPED);
  const settled = settledAnswers(db);
  expect(settled.map(({ messageId }) => messageId)).toEqual([last.messageId, first.messageId]);
  expect(settled[0]).toMatchObject({ question: "What does the billing module do?", module: "billing" });
  expect(settled.map(({ run }) => run.failure?.code ?? null)).toEqual([null, "stopped-by-user"]);
  expect(settled[0]?.run.costUsd).toBe(0.5);
});

test("answers that have settled are found by when they began, however many runs there are", async () => {
  const { db } = (await scratchStore()).store;
  const plan = db.$client
    .prepare(
      "EXPLAIN QUERY PLAN SELECT * FROM runs WHERE runs.started_at > 1 AND state = 'ended' AND origin IS NULL AND ended_at > 2",
    )
    .all() as { detail: string }[];
  expect(plan.map(({ detail }) => detail).join("\n")).toContain("runs_started");
});
