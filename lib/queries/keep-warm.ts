import { endClaude, type RunningClaude } from "../claude/end-claude.ts";
import { isAlive } from "../claude/process-identity.ts";
import { memoryOf } from "../claude/process-memory.ts";
import { runProcess } from "../claude/run-process.ts";
import { deleteSpool, spoolAt, spoolSize } from "../claude/spool.ts";
import { untilStored } from "../db/patience.ts";
import { nowSeconds } from "../db/rows.ts";
import { noteGone } from "../db/run-state.ts";
import { findRun } from "../db/runs.ts";
import { findThread } from "../db/threads.ts";
import { costSoFar, forgetWarm, keepWarm, listWarm, type WarmProcess } from "../db/warm.ts";
import type { Engine } from "./engine.ts";
import { reportRunError } from "./report.ts";

/** The spool of a process that is kept grows with each answer; beyond this it is ended, in bytes. */
const LONGEST_SPOOL = 64 * 1024 * 1024;

/**
 * Keeps a process after its answer, if that is wanted and it is as it should be: nothing that it started goes on and
 * it has said nothing since its result, so that whatever comes next answers the next question.
 * @returns whether it is kept
 */
export async function tryKeeping(
  engine: Engine,
  { runId, claude, offset }: { runId: string; claude: RunningClaude; offset: number },
): Promise<boolean> {
  const { limits } = engine.env;
  const { db } = engine.store;
  if (limits.warmMs === 0 || limits.warmProcesses === 0) return false;
  const { identity, spool } = claude;
  const rssBytes = engine.stays ? await memoryOf(identity, spool.mark) : 0;
  if (!engine.stays || !db.$client.open) return false;
  const run = findRun(db, runId);
  if (!run?.sessionId || offset > LONGEST_SPOOL || spoolSize(spool) !== offset || !isAlive(identity)) return false;
  const { threadId, module, cwd, sessionId, askedModel, systemPrompt, cliVersion } = run;
  const { profile, maxTurns, maxBudgetUsd, asks, attaches } = run;
  // The CLI counts a budget over the life of a process: the next question would have what this one left.
  if (maxBudgetUsd) return false;
  const kept = {
    ...{ spoolDir: spool.dir, process: JSON.stringify(identity), spoolOffset: offset },
    ...{ threadId, module, cwd, sessionId, askedModel, systemPrompt, cliVersion, rssBytes },
    ...{ profile, maxTurns, maxBudgetUsd, asks, attaches, trusted: run.trusted === true },
    costUsd: costSoFar(db, runId),
  };
  await untilStored(() => keepWarm(db, kept));
  endSurplus(engine);
  return true;
}

/** Ends those kept longest for as long as there are too many, or they take too much memory. */
function endSurplus(engine: Engine): void {
  const { warmProcesses, warmBytes } = engine.env.limits;
  const kept = listWarm(engine.store.db);
  let bytes = kept.reduce((sum, warm) => sum + warm.rssBytes, 0);
  for (const [index, warm] of kept.entries()) {
    if (kept.length - index <= warmProcesses && bytes <= warmBytes) return;
    bytes -= warm.rssBytes;
    void endWarm(engine, warm);
  }
}

/** Ends processes that were kept long enough, whose thread is gone, or that ended by themselves. */
export function endIdle(engine: Engine): void {
  // How long they are kept is for those to say who keep them.
  if (!engine.stays) return;
  const { db } = engine.store;
  const oldest = nowSeconds() - engine.env.limits.warmMs / 1000;
  for (const warm of listWarm(db)) {
    const identity = runProcess(warm.process, spoolAt(warm.spoolDir));
    const isOver = warm.idleSince <= oldest || warm.idleSince > nowSeconds() + 1;
    if (isOver || identity === null || !isAlive(identity) || findThread(db, warm.threadId) === null)
      void endWarm(engine, warm);
  }
}

/** Ends the processes that are kept for a thread. */
export async function endWarmOf(engine: Engine, threadId: string): Promise<void> {
  const kept = listWarm(engine.store.db).filter((warm) => warm.threadId === threadId);
  await Promise.all(kept.map((warm) => endWarm(engine, warm)));
}

/** Ends all kept processes, with what they started: this process is about to end itself. Never rejects. */
export async function endAllWarm(engine: Engine): Promise<void> {
  await Promise.all(listWarm(engine.store.db).map((warm) => endWarm(engine, warm, "quick")));
}

/** Whoever takes it out of the store ends it; should that fail, it is found as a process that lingers. Never rejects. */
export async function endWarm(engine: Engine, warm: WarmProcess, manner: "usual" | "quick" = "usual"): Promise<void> {
  try {
    if (!(await untilStored(() => forgetWarm(engine.store.db, warm.spoolDir)))) return;
    const spool = spoolAt(warm.spoolDir);
    const identity = runProcess(warm.process, spool);
    if (identity) await endClaude({ identity, spool }, manner);
    if (engine.store.db.$client.open) await untilStored(() => noteGone(engine.store.db, warm.spoolDir));
    deleteSpool(warm.spoolDir);
  } catch (error) {
    reportRunError(spoolAt(warm.spoolDir).mark, error);
  }
}
