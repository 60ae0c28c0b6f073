import { expect, test } from "vitest";
import { FOLLOWER, scratchQuery, scratchStore } from "../../testing/store.ts";
import { NO_CHAIN } from "../core/chain.ts";
import { initialFold } from "../core/claude/fold.ts";
import type { Db } from "./db.ts";
import { insertQuery } from "./queries.ts";
import { claimQueued, nextInLine, putBackInLine, type QueuedRun } from "./queue.ts";
import { noteAsked } from "./run-state.ts";
import { claimRun, findRun } from "./runs.ts";

const LIMITS = { runs: 4, starts: 4 };
const followerOf = (db: Db, runId: string) =>
  db.$client.prepare("SELECT follower FROM run_positions WHERE run_id = ?").pluck().get(runId);

/** Puts a question in line. */
function queued(db: Db, prompt: string): QueuedRun {
  const runId = crypto.randomUUID();
  const { messageId } = insertQuery(db, {
    ...{ runId, threadId: null, title: prompt, module: "billing", cwd: "/srv/billing", prompt, systemPrompt: null },
    ...{ profile: "read", profileChosen: false, maxTurns: null, maxBudgetUsd: null, ...NO_CHAIN },
    ...{ model: null, spoolDir: "/nowhere", follower: FOLLOWER, fold: initialFold() },
    ...{ storeQuestion: true, keepsModule: true, by: { way: "terminal", from: "a test" }, attaches: false },
  });
  return { runId, messageId, follower: FOLLOWER };
}

test("of two processes that adopt the same run one gets it", async () => {
  const { db } = await scratchStore();
  const { runId } = scratchQuery(db);
  expect(claimRun(db, runId, FOLLOWER, "one")?.run.runId).toBe(runId);
  expect(claimRun(db, runId, FOLLOWER, "two")).toBe(null);
  expect(followerOf(db, runId)).toBe("one");
});

test("a run is launched only by who saw it as the next in line, and as it is", async () => {
  const { db } = await scratchStore();
  const first = queued(db, "first");
  const second = queued(db, "second");
  expect(nextInLine(db)?.runId).toBe(first.runId);
  // It isn't the next.
  expect(claimQueued(db, second, "one", LIMITS)).toBe(null);
  // Someone else has taken it over meanwhile.
  expect(claimQueued(db, { ...first, follower: "gone" }, "one", LIMITS)).toBe(null);
  expect(claimQueued(db, first, "one", LIMITS)?.prompt).toBe("first");
  // It waits no longer.
  expect(claimQueued(db, first, "two", LIMITS)).toBe(null);
  expect(followerOf(db, first.runId)).toBe("one");
  expect(claimQueued(db, second, "two", LIMITS)?.prompt).toBe("second");
});

test("a run goes back in line only while its question was not asked, and only by its follower", async () => {
  const { db } = await scratchStore();
  const run = queued(db, "first");
  claimQueued(db, run, "one", LIMITS);
  expect(putBackInLine(db, run.runId, "two")).toBe(false);
  expect(putBackInLine(db, run.runId, "one")).toBe(true);
  expect(findRun(db, run.runId)).toMatchObject({ state: "queued", queuePosition: 1 });
  claimQueued(db, { ...run, follower: "one" }, "one", LIMITS);
  noteAsked(db, run.runId);
  expect(putBackInLine(db, run.runId, "one")).toBe(false);
  expect(findRun(db, run.runId)?.state).toBe("starting");
});
