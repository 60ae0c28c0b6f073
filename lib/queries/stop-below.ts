import { WITHDRAWN } from "../core/claude/run-failure.ts";
import { openBelow } from "../db/chains.ts";
import { whenFree } from "../db/patience.ts";
import { requestStop } from "../db/run-state.ts";
import { withdrawQuery } from "../db/run-writer.ts";
import { findRunOf } from "../db/runs.ts";
import { ringBell } from "../live/bell.ts";
import type { Engine } from "./engine.ts";
import { reportRunError } from "./report.ts";

/** Stops what was asked in a run that has ended: nobody waits for it any more. Never rejects. */
export async function stopBelow(engine: Engine, runId: string, onlyAwaited: boolean): Promise<void> {
  try {
    for (const messageId of openBelow(engine.store.db, runId, onlyAwaited)) await stopOne(engine, messageId);
  } catch (error) {
    reportRunError(runId, error);
  }
}

/** Stops one run, if it hasn't ended meanwhile: it is interrupted, or withdrawn when it waits in line. */
export async function stopOne(used: Engine, messageId: string): Promise<void> {
  const { db } = used.store;
  const run = findRunOf(db, messageId);
  if (run === null || run.state === "ended") return;
  const { runId, threadId } = run;
  const end = { runId, messageId, threadId, follower: used.self, result: null, failure: WITHDRAWN };
  const withdrawn = await whenFree(() => withdrawQuery(db, end));
  if (!withdrawn) await whenFree(() => requestStop(db, runId));
  used.followers.get(messageId)?.wake();
  ringBell();
}
