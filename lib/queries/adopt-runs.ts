import fs from "node:fs";
import { isAlive, parseIdentity } from "../claude/process-identity.ts";
import { spoolAt } from "../claude/spool.ts";
import { restoreFold } from "../core/claude/stored-fold.ts";
import type { Failure } from "../core/failure.ts";
import { messageBlocks } from "../db/arriving.ts";
import { finishRun } from "../db/run-writer.ts";
import { activeRuns, claimRun, type RunRecord } from "../db/runs.ts";
import { ringBell } from "../live/bell.ts";
import type { Engine } from "./engine.ts";
import { reportLostFollower } from "./retry.ts";
import { RunFollower } from "./run-follower.ts";

/** How often a process that stays looks for runs whose follower died, in milliseconds. */
const LOOK_MS = 2_000;

/** Adopts now and from then on. @returns ends it */
export function keepAdopting(engine: Engine): () => void {
  const look = () => {
    for (const record of activeRuns(engine.store.db)) adopt(engine, record);
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Follows a run on from where its follower left off, if that one is gone. */
function adopt(engine: Engine, record: RunRecord): void {
  const follower = parseIdentity(record.follower);
  if (follower !== null && isAlive(follower)) return;
  if (!claimRun(engine.store.db, record.run.runId, record.follower, engine.self)) return;
  const { runId, messageId, threadId } = record.run;
  const identity = parseIdentity(record.process);
  const spool = spoolAt(record.spoolDir);
  if (identity === null || !fs.existsSync(spool.stdout)) {
    finishRun(engine.store.db, { runId, messageId, threadId, follower: engine.self, result: null, failure: ORPHANED });
    ringBell();
    return;
  }
  const adopted = new RunFollower(engine, {
    ...{ runId, messageId, threadId, spool, claude: { runId, identity, spool }, ended: null },
    asked: Promise.resolve(),
    ...{ offset: record.spoolOffset, fold: foldOf(engine, record), contentWritten: record.contentWritten },
  });
  engine.followers.set(messageId, adopted);
  adopted
    .follow()
    .then(() => adopted.gone)
    .catch((error: unknown) => reportLostFollower(runId, error))
    .finally(() => engine.followers.delete(messageId));
}

function foldOf(engine: Engine, record: RunRecord) {
  const open = messageBlocks(engine.store.db, record.run.messageId).filter((block) => block.state === "open");
  return restoreFold(record.fold, new Map(open.map((block) => [block.position, block.text])));
}

const ORPHANED: Failure = {
  code: "orphaned",
  message: "The program that asked ended before Claude Code was started.",
  hint: "Ask again.",
  ...{ apiKind: null, apiStatus: null, stderrTail: null, exitCode: null, signal: null },
};
