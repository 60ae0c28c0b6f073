import { endClaude, type RunningClaude } from "../claude/end-claude.ts";
import { isAlive, parseIdentity } from "../claude/process-identity.ts";
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

/** Ends processes whose run has ended, and whose follower died before it could end them. */
export function endLingering(engine: Engine): void {
  for (const run of lingeringRuns(engine.store.db, LINGERING_SECONDS)) {
    if (engine.handled.has(run.runId)) continue;
    const identity = parseIdentity(run.process);
    if (identity === null || !isAlive(identity)) {
      noteGone(engine.store.db, run.spoolDir);
      continue;
    }
    engine.handled.add(run.runId);
    const claude = { identity, spool: spoolAt(run.spoolDir) };
    void endRunProcess(engine, claude, true).finally(() => engine.handled.delete(run.runId));
  }
}
