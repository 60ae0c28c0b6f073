import { isAlive, parseIdentity } from "../claude/process-identity.ts";
import { isPassing } from "../db/patience.ts";
import { claimQueued, hasRoom, nextInLine, type QueuedRun, queueLength } from "../db/queue.ts";
import { ringBell } from "../live/bell.ts";
import { beginRun } from "./begin-run.ts";
import type { Engine } from "./engine.ts";
import { reportRunError } from "./report.ts";

/** How often the line is looked at while someone waits in it: room may have been made by another process. */
const LOOK_MS = 200;
/** How long a living process may leave the run that it asked for at the head of the line while there is room, in ms. */
const ASKER_MS = 5_000;

/**
 * Launches queued runs for as long as there is room, in the order in which they were asked, and looks again while
 * someone waits. Safe to call at any time and from any number of processes.
 */
export function dispatch(engine: Engine): void {
  if (!engine.store.db.$client.open) return;
  if (engine.line.timer) clearTimeout(engine.line.timer);
  engine.line.timer = null;
  try {
    while (launchNext(engine));
    if (queueLength(engine.store.db) > 0 && (engine.stays || engine.awaited.size > 0)) lookAgain(engine);
  } catch (error) {
    if (!isPassing(error)) console.error("The line of queued runs can't be looked at just now; trying again.", error);
    lookAgain(engine);
  }
}

function lookAgain(engine: Engine): void {
  engine.line.timer = setTimeout(() => dispatch(engine), LOOK_MS);
}

/** @returns whether there may be room for another one */
function launchNext(engine: Engine): boolean {
  const next = nextInLine(engine.store.db);
  if (next === null) return false;
  if (!hasRoom(engine.store.db, next.runId, engine.env.limits)) {
    engine.line.head = null; // its asker has not left it: it can't launch it either
    return false;
  }
  if (!isOurs(engine, next)) return false;
  const claimed = claimQueued(engine.store.db, next, engine.self, engine.env.limits);
  if (claimed === null) return false;
  const { runId } = next;
  engine.handled.add(runId);
  ringBell();
  void beginRun(engine, claimed, () => dispatch(engine))
    .catch((error: unknown) => reportRunError(runId, error))
    .finally(() => {
      engine.handled.delete(runId);
      engine.awaited.get(runId)?.done();
      dispatch(engine);
    });
  return true;
}

/**
 * A run is launched by the process that asked for it, whose environment it was asked in; by any other once that one
 * is gone, or leaves it at the head of the line.
 */
function isOurs(engine: Engine, next: QueuedRun): boolean {
  const { line } = engine;
  if (next.follower === engine.self) return true;
  const asker = parseIdentity(next.follower);
  if (asker === null || !isAlive(asker)) return true;
  if (line.head !== next.runId) {
    line.head = next.runId;
    line.headSince = performance.now();
  }
  return performance.now() - line.headSince > ASKER_MS;
}
