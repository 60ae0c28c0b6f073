import { setTimeout as sleep } from "node:timers/promises";
import { hasOurAccount, type RunRights } from "../claude/child-environment.ts";
import { endClaude } from "../claude/end-claude.ts";
import type { ClaudeCli } from "../claude/find-claude.ts";
import { writeStdin } from "../claude/launch-claude.ts";
import { isAlive, type ProcessIdentity } from "../claude/process-identity.ts";
import { runProcess } from "../claude/run-process.ts";
import { type Spool, spoolAt, spoolSize } from "../claude/spool.ts";
import { userLine } from "../core/claude/argv.ts";
import { untilStored } from "../db/patience.ts";
import type { claimQueued } from "../db/queue.ts";
import { noteAsked } from "../db/run-state.ts";
import { giveWarmBack, takeWarm } from "../db/warm.ts";
import { endRunProcess } from "./end-run.ts";
import { type Engine, spoolDirOf } from "./engine.ts";
import type { FollowedRun } from "./run-follower.ts";
import { emptyFold } from "./session.ts";

/** A process that is asked reads the question and prints its first line within milliseconds; nobody waits longer. */
const SIGN_MS = 2_000;
const LOOK_MS = 5;

type WarmRun = Pick<FollowedRun, "spool" | "claude" | "offset" | "fold" | "ended" | "asked">;

/**
 * Asks the process that was kept from the question before in this thread, if there is one and it takes the question.
 * @returns what is needed to follow it; null when a new process is to be started
 */
export async function askWarm(
  engine: Engine,
  { record: { run }, prompt }: NonNullable<ReturnType<typeof claimQueued>>,
  { cli, rights }: { cli: ClaudeCli; rights: RunRights },
): Promise<WarmRun | null> {
  const { db } = engine.store;
  const warm = await untilStored(() => takeWarm(db, run, { cliVersion: cli.version, ...rights }));
  if (warm === null) return null;
  const spool = spoolAt(warm.spoolDir);
  const identity = runProcess(warm.process, spool);
  const offset = warm.spoolOffset;
  const isOfUse = identity && isAlive(identity) && hasOurAccount(identity.pid, engine.variables, spool.mark);
  if (isOfUse && spoolSize(spool) === offset) {
    const limit = performance.now() + SIGN_MS;
    const goesOn = () => performance.now() < limit && isAlive(identity);
    const taken = await writeStdin(spool, userLine(prompt), goesOn);
    const answering = taken && (await answers(identity, spool, offset));
    if (!answering) await endClaude({ identity, spool }, "deaf");
    // What it said until it was gone was of this question.
    if (answering || (taken && spoolSize(spool) > offset)) {
      await untilStored(() => noteAsked(db, run.runId));
      const ended = engine.children.get(spool.dir) ?? null;
      const common = { spool, claude: { identity, spool }, offset, ended, asked: Promise.resolve(true) };
      return { ...common, fold: emptyFold(engine, run.messageId) };
    }
  }
  if (identity) await endRunProcess(engine, { identity, spool }, false);
  await untilStored(() => giveWarmBack(db, run, spoolDirOf(engine, run.runId)));
  return null;
}

/** Whether it has taken up the question. One that says nothing has not: another process can be asked. */
async function answers(identity: ProcessIdentity, spool: Spool, offset: number): Promise<boolean> {
  const limit = performance.now() + SIGN_MS;
  while (spoolSize(spool) === offset && performance.now() < limit) {
    if (!isAlive(identity)) break;
    await sleep(LOOK_MS);
  }
  return spoolSize(spool) > offset;
}
