import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { endClaude } from "../claude/end-claude.ts";
import { isAlive } from "../claude/process-identity.ts";
import { runProcess } from "../claude/run-process.ts";
import { spoolAt } from "../claude/spool.ts";
import { hasTranscript } from "../claude/transcript.ts";
import { initialFold } from "../core/claude/fold.ts";
import type { FoldState } from "../core/claude/fold-types.ts";
import { storedFold } from "../core/claude/stored-fold.ts";
import type { Run } from "../core/message.ts";
import { messageBlocks } from "../db/arriving.ts";
import { untilStored } from "../db/patience.ts";
import { stopRequested } from "../db/run-state.ts";
import { applyBatch } from "../db/run-writer.ts";
import { processOf, sessionRuns } from "../db/runs.ts";
import { forgetWarm, listWarm } from "../db/warm.ts";
import { endRunProcess } from "./end-run.ts";
import type { Engine } from "./engine.ts";

/** Which session of Claude a query goes on with. */
export interface SessionChoice {
  /** UUID. */
  sessionId: string;
  resume: boolean;
  /** Whether there was an earlier one that the CLI no longer has. */
  lost: boolean;
}

/** How long a process of the same session may take to end, in milliseconds: as long as endClaude takes at most. */
const END_LIMIT_MS = 8_000;
const LOOK_MS = 20;

/** Whom a query asks, and in which thread. */
type Asked = Pick<Run, "threadId" | "module" | "cwd">;

/**
 * Waits until the process of the answer before is kept or gone: whoever followed it sees to that just after the answer
 * has ended, when this query's turn may have come already. Not longer than until someone stops this one.
 */
export async function earlierSettled(engine: Engine, asked: Asked & Pick<Run, "runId">): Promise<void> {
  const { db } = engine.store;
  const limit = performance.now() + END_LIMIT_MS;
  const isLeft = (run: Run) => {
    const { process, spoolDir } = processOf(db, run.runId);
    const identity = runProcess(process, spoolAt(spoolDir));
    return identity !== null && isAlive(identity) && !listWarm(db).some((warm) => warm.spoolDir === spoolDir);
  };
  for (const run of sessionRuns(db, asked.threadId, asked.module, asked.cwd)) {
    while (run.state === "ended" && isLeft(run) && performance.now() < limit) {
      if (stopRequested(db, asked.runId)) return;
      await sleep(LOOK_MS);
    }
  }
}

/**
 * The session of this module in this thread, if it has one. Two processes on one session would lose a turn: those of
 * earlier answers that are still there are ended.
 */
export async function chooseSession(engine: Engine, asked: Asked): Promise<SessionChoice> {
  const earlier = sessionRuns(engine.store.db, asked.threadId, asked.module, asked.cwd);
  for (const run of earlier) if (run.state === "ended") await endEarlier(engine, run.runId);
  const kept = earlier.find((run) => run.sessionId !== null && hasTranscript(engine.variables, run.sessionId));
  if (kept?.sessionId) return { sessionId: kept.sessionId, resume: true, lost: false };
  return { sessionId: randomUUID(), resume: false, lost: earlier.some((run) => run.failure === null) };
}

/** Ends the process of a run that has ended, if it is still there. */
async function endEarlier(engine: Engine, runId: string): Promise<void> {
  const { process, spoolDir } = processOf(engine.store.db, runId);
  const spool = spoolAt(spoolDir);
  const identity = runProcess(process, spool);
  if (identity === null) return;
  // Kept for a follow-up, but not of use for this one: another model, say.
  const wasKept = await untilStored(() => forgetWarm(engine.store.db, spoolDir));
  if (wasKept) return endRunProcess(engine, { identity, spool }, false);
  if (isAlive(identity)) await endClaude({ identity, spool });
}

const LOST =
  "Claude no longer has its earlier session of this thread, so it doesn't see what was said before. Repeat what it needs to know.";

/** The name of the notice that says so. */
export const SESSION_LOST = "session-lost";

/** The fold of a run that has printed nothing: after what the answer says already, when it was put back in line once. */
export function emptyFold(engine: Engine, messageId: string): FoldState {
  return { ...initialFold(), nextPosition: messageBlocks(engine.store.db, messageId).length };
}

/** Says so in the answer, once, when a follow-up can't go on with its session. @returns the fold to go on with */
export function noteLostSession(
  engine: Engine,
  names: { runId: string; messageId: string; threadId: string; follower: string },
): FoldState {
  const before = emptyFold(engine, names.messageId);
  if (before.nextPosition > 0) return before;
  const fold = { ...before, nextPosition: 1 };
  applyBatch(engine.store.db, {
    ...{ ...names, from: 0, to: 0, fold: storedFold(fold), growContent: false },
    changes: [
      { type: "open", position: 0, kind: "notice", name: SESSION_LOST, toolUseId: null, parentToolUseId: null },
      { type: "append", position: 0, text: LOST },
      { type: "settle", position: 0, isError: false },
    ],
  });
  return fold;
}
