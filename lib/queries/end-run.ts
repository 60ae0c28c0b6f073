import { endClaude, type RunningClaude } from "../claude/end-claude.ts";
import { runProcess } from "../claude/run-process.ts";
import { deleteSpool, spoolAt } from "../claude/spool.ts";
import { untilStored } from "../db/patience.ts";
import { noteGone } from "../db/run-state.ts";
import { lingeringRuns } from "../db/runs.ts";
import type { Engine } from "./engine.ts";
import { tryKeeping } from "./keep-warm.ts";
import { reportRunError } from "./report.ts";

/** A process that is still there so long after its run ended has nobody who ends it, in seconds. */
const LINGERING_SECONDS = 15;

/** A process whose run has ended. */
export interface LeftProcess {
  runId: string;
  claude: RunningClaude;
  /** How far its output was read. */
  offset: number;
  failed: boolean;
  /** Whether something that it started goes on after its result. */
  busy: boolean;
}

/** Keeps a process for a follow-up, or ends it. Never rejects: the answer is stored by now. */
export async function keepOrEnd(engine: Engine, left: LeftProcess): Promise<void> {
  try {
    if (!left.failed && !left.busy && (await tryKeeping(engine, left))) return;
  } catch (error) {
    reportRunError(left.runId, error);
  }
  await endRunProcess(engine, left.claude, left.failed);
}

/**
 * Ends the process of a run that has ended, notes that it is gone, and removes its files unless they tell why it
 * failed. Never rejects: the answer is stored by now.
 */
export async function endRunProcess(engine: Engine, claude: RunningClaude, keepFiles: boolean): Promise<void> {
  const { dir, mark } = claude.spool;
  try {
    await endClaude(claude);
    // A program may have closed its store as soon as it had its answer; the next one notes it then.
    const { db } = engine.store;
    if (db.$client.open) await untilStored(() => noteGone(db, dir));
    if (!keepFiles) deleteSpool(dir);
  } catch (error) {
    reportRunError(mark, error);
  }
}

/** How many of them are ended at once: for each, all processes of the machine are looked at. */
const ENDED_AT_ONCE = 10;

/** Ends processes whose run has ended, and whose follower died before it could end them and what they started. */
export function endLingering(engine: Engine): void {
  const found = lingeringRuns(engine.store.db, LINGERING_SECONDS).filter(({ runId }) => !engine.handled.has(runId));
  for (const run of found.slice(0, ENDED_AT_ONCE)) {
    const spool = spoolAt(run.spoolDir);
    const identity = runProcess(run.process, spool);
    if (identity === null) {
      noteGone(engine.store.db, run.spoolDir);
      continue;
    }
    engine.handled.add(run.runId);
    // Also when the process itself is gone: what it started may not be.
    void endRunProcess(engine, { identity, spool }, true).finally(() => engine.handled.delete(run.runId));
  }
}
