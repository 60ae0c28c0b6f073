import { setTimeout as sleep } from "node:timers/promises";
import { activeRuns, findRunOf } from "../db/runs.ts";
import type { Engine } from "./engine.ts";

const LOOK_MS = 20;

/**
 * Waits until a process may end without leaving something half done: questions that it is handing to Claude Code have
 * been taken, and the processes of answers that have come are gone. Runs go on without it.
 * @param limitMs waits so long at most
 */
export async function handOver(engine: Engine, limitMs: number): Promise<void> {
  const limit = performance.now() + limitMs;
  while (performance.now() < limit && (isHanding(engine) || isEnding(engine))) await sleep(LOOK_MS);
}

/** Whether a run that this process launches has not been given its question. */
export function isHanding(engine: Engine): boolean {
  return activeRuns(engine.store.db).some(
    ({ run, askedAt }) => engine.handled.has(run.runId) && run.state === "starting" && askedAt === null,
  );
}

function isEnding(engine: Engine): boolean {
  return [...engine.followers.keys()].some((messageId) => {
    const state = findRunOf(engine.store.db, messageId)?.state;
    return state === undefined || state === "ended";
  });
}
