import fs from "node:fs";
import { endMarked } from "../claude/end-claude.ts";
import { isAlive, type ProcessIdentity, parseIdentity } from "../claude/process-identity.ts";
import { spoolAt } from "../claude/spool.ts";
import { restoreFold } from "../core/claude/stored-fold.ts";
import type { Failure } from "../core/failure.ts";
import { messageBlocks } from "../db/arriving.ts";
import { untilStored } from "../db/patience.ts";
import { finishRun } from "../db/run-writer.ts";
import { activeRuns, claimRun, type RunRecord } from "../db/runs.ts";
import { ringBell } from "../live/bell.ts";
import { endLingering, endRunProcess } from "./end-run.ts";
import type { Engine } from "./engine.ts";
import { reportRunError } from "./report.ts";
import { RunFollower } from "./run-follower.ts";

/** How often a process that stays looks for runs whose follower died, in milliseconds. */
const LOOK_MS = 2_000;
/** A run that can't be followed so many times is ended, so that it isn't shown as running for ever. */
const MOST_ATTEMPTS = 3;

/** Adopts now and from then on. @returns ends it */
export function keepAdopting(engine: Engine): () => void {
  look(engine);
  const timer = setInterval(() => look(engine), LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** One bad row must not keep the others from being looked at, nor the dashboard from starting. */
function look(engine: Engine): void {
  try {
    for (const record of activeRuns(engine.store.db)) {
      if (!isAdoptable(engine, record)) continue;
      engine.handled.add(record.run.runId);
      void adopt(engine, record).finally(() => engine.handled.delete(record.run.runId));
    }
    endLingering(engine);
  } catch (error) {
    console.error("The runs in progress can't be looked at just now; trying again.", error);
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
  const attempt = (engine.attempts.get(runId) ?? 0) + 1;
  engine.attempts.set(runId, attempt);
  try {
    const record = await untilStored(() => claimRun(engine.store.db, runId, seen.follower, engine.self));
    if (record === null) return;
    await (attempt > MOST_ATTEMPTS ? fail(engine, record, UNREADABLE) : goOn(engine, record));
  } catch (error) {
    reportRunError(runId, error);
  }
}

/** Follows a run on from where its follower left off. */
async function goOn(engine: Engine, record: RunRecord): Promise<void> {
  const { runId, messageId, threadId } = record.run;
  const identity = parseIdentity(record.process);
  const spool = spoolAt(record.spoolDir);
  if (identity === null || !fs.existsSync(spool.stdout)) return fail(engine, record, NOT_STARTED);
  if (isUnasked(record, identity)) return fail(engine, record, NOT_ASKED);
  const adopted = new RunFollower(engine, {
    ...{ runId, messageId, threadId, spool, claude: { runId, identity, spool }, ended: null },
    ...{ offset: record.spoolOffset, fold: foldOf(engine, record), contentWritten: record.contentWritten },
    asked: Promise.resolve(),
  });
  engine.followers.set(messageId, adopted);
  try {
    await adopted.follow();
    await adopted.gone;
  } finally {
    engine.followers.delete(messageId);
  }
}

/** The CLI prints nothing before it has read a question, and would wait for the rest of one for ever. */
function isUnasked(record: RunRecord, identity: ProcessIdentity): boolean {
  return record.askedAt === null && fs.statSync(spoolAt(record.spoolDir).stdout).size === 0 && isAlive(identity);
}

async function fail(engine: Engine, record: RunRecord, failure: Failure): Promise<void> {
  const { runId, messageId, threadId } = record.run;
  const end = { runId, messageId, threadId, follower: engine.self, result: null, failure };
  await untilStored(() => finishRun(engine.store.db, end));
  ringBell();
  const identity = parseIdentity(record.process);
  if (identity === null) endMarked(runId);
  else await endRunProcess(engine, { runId, identity, spool: spoolAt(record.spoolDir) }, true);
}

function foldOf(engine: Engine, record: RunRecord) {
  const open = messageBlocks(engine.store.db, record.run.messageId).filter((block) => block.state === "open");
  return restoreFold(record.fold, new Map(open.map((block) => [block.position, block.text])));
}

function orphaned(message: string): Failure {
  const unknown = { apiKind: null, apiStatus: null, stderrTail: null, exitCode: null, signal: null };
  return { code: "orphaned", message, hint: "Ask again.", ...unknown };
}

const NOT_STARTED = orphaned("The program that asked ended before Claude Code was started.");
const NOT_ASKED = orphaned("The program that asked ended before it had handed the question to Claude Code.");
const UNREADABLE = orphaned("Switchboard can't follow this run any more; what went wrong is in its own output.");
