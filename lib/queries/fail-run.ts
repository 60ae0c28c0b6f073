import { endMarked } from "../claude/end-claude.ts";
import { runProcess } from "../claude/run-process.ts";
import { spoolAt } from "../claude/spool.ts";
import type { Failure } from "../core/failure.ts";
import { untilStored } from "../db/patience.ts";
import { finishRun } from "../db/run-writer.ts";
import { processOf, type RunRecord } from "../db/runs.ts";
import { ringBell } from "../live/bell.ts";
import { endRunProcess } from "./end-run.ts";
import type { Engine } from "./engine.ts";
import { stopBelow } from "./stop-below.ts";

/** Ends a run that is not followed, and whatever was started for it. */
export async function failRun(engine: Engine, { run }: RunRecord, failure: Failure): Promise<void> {
  const { runId, messageId, threadId } = run;
  const end = { runId, messageId, threadId, follower: engine.self, result: null, failure };
  const { process, spoolDir } = processOf(engine.store.db, runId);
  const spool = spoolAt(spoolDir);
  const identity = runProcess(process, spool);
  // First: once the run has ended, nobody looks for a process that was never noted.
  if (identity === null) await endMarked(spool.mark);
  await untilStored(() => finishRun(engine.store.db, end));
  ringBell();
  await stopBelow(engine, runId, false);
  if (identity !== null) await endRunProcess(engine, { identity, spool }, true);
}
