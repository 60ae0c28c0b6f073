import { endClaude, type RunningClaude } from "../claude/end-claude.ts";
import { isAlive, parseIdentity } from "../claude/process-identity.ts";
import { deleteSpool, spoolAt } from "../claude/spool.ts";
import { untilStored } from "../db/patience.ts";
import { noteGone } from "../db/run-state.ts";
import { lingeringRuns } from "../db/runs.ts";
import type { Engine } from "./engine.ts";
import { reportRunError } from "./report.ts";

/** A process that is still there so long after its run ended has nobody who ends it, in seconds. */
const LINGERING_SECONDS = 15;

/**
 * Ends the process of a run that has ended, notes that it is gone, and removes its files unless they tell why it
 * failed. Never rejects: the answer is stored by now.
 */
export async function endRunProcess(engine: Engine, claude: RunningClaude, keepFiles: boolean): Promise<void> {
  try {
    await endClaude(claude);
    // A program may have closed its store as soon as it had its answer; the next one notes it then.
    const { db } = engine.store;
    if (db.$client.open) await untilStored(() => noteGone(db, claude.runId));
    if (!keepFiles) deleteSpool(claude.spool.dir);
  } catch (error) {
    reportRunError(claude.runId, error);
  }
}

/** Ends processes whose run has ended, and whose follower died before it could end them. */
export function endLingering(engine: Engine): void {
  for (const run of lingeringRuns(engine.store.db, LINGERING_SECONDS)) {
    if (engine.handled.has(run.runId)) continue;
    const identity = parseIdentity(run.process);
    if (identity === null || !isAlive(identity)) {
      noteGone(engine.store.db, run.runId);
      continue;
    }
    engine.handled.add(run.runId);
    const claude = { runId: run.runId, identity, spool: spoolAt(run.spoolDir) };
    void endRunProcess(engine, claude, true).finally(() => engine.handled.delete(run.runId));
  }
}
