import { isPassing } from "../db/patience.ts";
import { quietMark } from "../db/quiet.ts";
import { adoptRuns } from "./adopt-runs.ts";
import { dispatch } from "./dispatch.ts";
import { endLingering } from "./end-run.ts";
import type { Engine } from "./engine.ts";
import { keepHouse } from "./keep-house.ts";
import { keepIndexed } from "./keep-indexed.ts";
import { endIdle } from "./keep-warm.ts";

/** How often a process looks after the runs of all, in milliseconds. */
const LOOK_MS = 2_000;

/**
 * Looks after the runs of all processes on this database: launches what waits in line, takes up the runs whose
 * follower died, ends processes that nobody needs.
 */
export function tend(engine: Engine): void {
  if (!engine.store.db.$client.open) return;
  // One bad row must not keep the others from being looked at, nor the dashboard from starting.
  for (const work of [adoptRuns, endLingering, endIdle]) {
    try {
      work(engine);
    } catch (error) {
      if (!isPassing(error)) console.error("The runs can't be looked after just now; trying again.", error);
    }
  }
  dispatch(engine);
}

/** Looks after the runs of all now and from then on, as a process that stays. @returns ends it */
export function stay(engine: Engine): () => void {
  engine.stays = true;
  tend(engine);
  let quietSince: string | null = null;
  const timer = setInterval(() => {
    quietSince = tendUnlessQuiet(engine, quietSince);
  }, LOOK_MS);
  timer.unref();
  const stopCleaning = keepHouse(engine);
  const stopIndexing = keepIndexed(engine);
  return () => {
    engine.stays = false;
    clearInterval(timer);
    if (engine.line.timer) clearTimeout(engine.line.timer);
    stopCleaning();
    stopIndexing();
  };
}

/**
 * Looks after the runs, unless there was nothing to look after and nobody has written to the database since.
 * @returns the mark of a database in which there is nothing to look after; null when there is something
 */
export function tendUnlessQuiet(engine: Engine, quietSince: string | null): string | null {
  const { db } = engine.store;
  if (!db.$client.open) return null;
  try {
    const { mark, quiet } = quietMark(db, quietSince);
    if (mark === quietSince) return mark;
    tend(engine);
    return quiet ? mark : null;
  } catch (error) {
    if (!isPassing(error)) console.error("The runs can't be looked after just now; trying again.", error);
    return null;
  }
}

/** Looks after the runs of all for as long as this process waits for an answer. */
export function tendWhileWaiting(engine: Engine): void {
  if (engine.stays || engine.tending) return;
  engine.tending = true;
  const timer = setInterval(() => {
    if (engine.awaited.size > 0) return tend(engine);
    engine.tending = false;
    clearInterval(timer);
  }, LOOK_MS);
  timer.unref();
}
