import fs from "node:fs";
import { endClaude, endMarked } from "../claude/end-claude.ts";
import { ageOf, isAlive, type ProcessIdentity, parseIdentity } from "../claude/process-identity.ts";
import { runProcess } from "../claude/run-process.ts";
import { deleteSpool, type Spool, spoolAt } from "../claude/spool.ts";
import { isOwnText } from "../core/claude/content.ts";
import { WITHDRAWN } from "../core/claude/run-failure.ts";
import { restoreFold } from "../core/claude/stored-fold.ts";
import type { Failure } from "../core/failure.ts";
import { messageBlocks } from "../db/arriving.ts";
import { untilStored } from "../db/patience.ts";
import { putBackInLine } from "../db/queue.ts";
import { nowSeconds } from "../db/rows.ts";
import { stopRequested } from "../db/run-state.ts";
import { activeRuns, claimRun, type RunRecord } from "../db/runs.ts";
import { followToEnd } from "./begin-run.ts";
import { dispatch } from "./dispatch.ts";
import type { Engine } from "./engine.ts";
import { failRun } from "./fail-run.ts";
import { reportRunError } from "./report.ts";
import { RunFollower } from "./run-follower.ts";
import { saysOnlyHooks } from "./says-only-hooks.ts";
import { SESSION_LOST } from "./session.ts";

/** A run that can't be followed so many times is ended, so that it isn't shown as running for ever. */
const MOST_ATTEMPTS = 3;

/** Takes up the runs whose follower is gone. */
export function adoptRuns(engine: Engine): void {
  for (const record of activeRuns(engine.store.db)) {
    if (!isAdoptable(engine, record)) continue;
    const { runId } = record.run;
    engine.handled.add(runId);
    void adopt(engine, record).finally(() => {
      engine.handled.delete(runId);
      engine.awaited.get(runId)?.done();
      dispatch(engine);
    });
  }
}

/** Its follower is gone, or it is this process, which has lost it because of an error. */
function isAdoptable(engine: Engine, { run, follower }: RunRecord): boolean {
  if (engine.handled.has(run.runId)) return false;
  if (follower === engine.self) return true;
  const identity = parseIdentity(follower);
  return identity === null || !isAlive(identity);
}

async function adopt(engine: Engine, seen: RunRecord): Promise<void> {
  const { runId } = seen.run;
  try {
    const record = await untilStored(() => claimRun(engine.store.db, runId, seen.follower, engine.self));
    if (record === null) return;
    const attempt = (engine.attempts.get(runId) ?? 0) + 1;
    engine.attempts.set(runId, attempt);
    await (attempt > MOST_ATTEMPTS ? failRun(engine, record, UNREADABLE) : goOn(engine, record));
    engine.attempts.delete(runId);
  } catch (error) {
    reportRunError(runId, error);
  }
}

/** Follows a run on from where its follower left off; one that was not asked yet is launched anew. */
async function goOn(engine: Engine, record: RunRecord): Promise<void> {
  const { runId, messageId, threadId, startedAt, silentSince, maxSeconds } = record.run;
  const spool = spoolAt(record.spoolDir);
  const identity = runProcess(record.process, spool);
  if (await wasUnasked(engine, record, identity, spool)) return;
  if (identity === null) return failRun(engine, record, record.stopRequestedAt === null ? NOT_STARTED : WITHDRAWN);
  if (!fs.existsSync(spool.stdout)) return failRun(engine, record, FILES_GONE);
  const adopted = new RunFollower(engine, {
    ...{
      runId,
      messageId,
      threadId,
      spool,
      claude: { identity, spool },
      ended: engine.children.get(spool.dir) ?? null,
    },
    ...{ offset: record.spoolOffset, fold: foldOf(engine, record), contentWritten: record.contentWritten },
    // The clock may have been set: a run is not older than its process.
    ageMs: Math.min(Math.max(0, nowSeconds() - startedAt) * 1000, ageOf(identity) ?? Number.POSITIVE_INFINITY),
    ...{ maxSeconds, silent: silentSince !== null },
    asked: Promise.resolve(true),
    lastText: lastTextOf(engine, messageId),
    onChunk: engine.awaited.get(runId)?.onChunk,
  });
  await followToEnd(engine, messageId, adopted);
  await adopted.gone;
}

/**
 * A run whose process has not been given the whole question, as far as is known, and has said nothing (but that hooks
 * of the session's start ran): the process is ended, and if it said nothing until then it has asked nothing either. The
 * run then waits in its place in line again.
 * @returns whether that was all there was to do
 */
async function wasUnasked(
  engine: Engine,
  record: RunRecord,
  identity: ProcessIdentity | null,
  spool: Spool,
): Promise<boolean> {
  const { db } = engine.store;
  const { runId } = record.run;
  const isSilent = () => saysOnlyHooks(spool, record.spoolOffset);
  const isUnasked = record.askedAt === null && record.stopRequestedAt === null && record.run.state === "starting";
  // That the session is lost, and that hooks ran, was said before the question was asked.
  const blocks = messageBlocks(db, record.run.messageId);
  if (!isUnasked || !isSilent() || blocks.some(({ name }) => name !== SESSION_LOST && name !== "hook")) return false;
  if (identity === null) await endMarked(spool.mark);
  else await endClaude({ identity, spool }, "deaf");
  if (!isSilent()) return false;
  deleteSpool(spool.dir);
  if (await untilStored(() => putBackInLine(db, runId, engine.self))) return true;
  if (!stopRequested(db, runId)) return false;
  await failRun(engine, record, WITHDRAWN); // someone stopped it meanwhile
  return true;
}

function foldOf(engine: Engine, record: RunRecord) {
  const open = messageBlocks(engine.store.db, record.run.messageId).filter((block) => block.state === "open");
  return restoreFold(record.fold, new Map(open.map((block) => [block.position, block.text])));
}

/** Position of the newest block of the answer's own text that has any. */
function lastTextOf(engine: Engine, messageId: string): number | null {
  const texts = messageBlocks(engine.store.db, messageId).filter((block) => isOwnText(block) && block.text !== "");
  return texts.at(-1)?.position ?? null;
}

function orphaned(message: string): Failure {
  const unknown = { apiKind: null, apiStatus: null, stderrTail: null, exitCode: null, signal: null };
  return { code: "orphaned", message, hint: "Ask again.", ...unknown };
}

const NOT_STARTED = orphaned("The program that asked ended before Claude Code was started.");
const FILES_GONE = orphaned("The files of this run are gone: what Claude Code wrote can't be read any more.");
const UNREADABLE = orphaned("Switchboard can't follow this run any more; what went wrong is in its own output.");
