import { childEnvironment } from "../claude/child-environment.ts";
import { type LaunchedClaude, launchClaude, writeStdin } from "../claude/launch-claude.ts";
import { isAlive } from "../claude/process-identity.ts";
import { createSpool, type Spool } from "../claude/spool.ts";
import { claudeArgv, userLine } from "../core/claude/argv.ts";
import type { FoldState } from "../core/claude/fold-types.ts";
import { WITHDRAWN } from "../core/claude/run-failure.ts";
import { type Failure, isSwitchboardError } from "../core/failure.ts";
import { untilStored } from "../db/patience.ts";
import type { claimQueued } from "../db/queue.ts";
import { noteAsked, noteProcess, noteStart, stopRequested } from "../db/run-state.ts";
import { askWarm } from "./ask-warm.ts";
import { type Engine, spoolDirOf } from "./engine.ts";
import { failRun } from "./fail-run.ts";
import { ourMcpServer, toolsThere, waitForTools } from "./our-mcp-server.ts";
import { reportRunError } from "./report.ts";
import { type FollowedRun, RunFollower } from "./run-follower.ts";
import { checkSurroundings, noteLaunch, type RunSurroundings } from "./run-surroundings.ts";
import { chooseSession, earlierSettled, emptyFold, noteLostSession } from "./session.ts";

/** A run that this process took out of the line. */
export type ClaimedRun = NonNullable<ReturnType<typeof claimQueued>>;

/**
 * Gives a run its process, hands it the question, and follows it to its end: a process that was kept from the
 * question before, else a new one.
 * @param started called when the process has started: there may be room for another start
 */
export async function beginRun(engine: Engine, claimed: ClaimedRun, started: () => void): Promise<void> {
  let follower: RunFollower | null;
  try {
    follower = await begin(engine, claimed, started);
  } catch (cause) {
    await failRun(engine, claimed.record, startFailure(cause));
    return;
  }
  if (follower) await followToEnd(engine, claimed.record.run.messageId, follower);
}

/** Follows a run; what it writes is remembered until its process is gone: a stop and a follow-up look for it. */
export async function followToEnd(engine: Engine, messageId: string, follower: RunFollower): Promise<void> {
  engine.followers.set(messageId, follower);
  try {
    await follower.follow();
  } finally {
    void follower.gone.then(() => {
      if (engine.followers.get(messageId) === follower) engine.followers.delete(messageId);
    });
  }
}

async function begin(engine: Engine, claimed: ClaimedRun, started: () => void): Promise<RunFollower | null> {
  const { run } = claimed.record;
  const common = { ...commonOf(engine, claimed), started };
  const surroundings = await checkSurroundings(engine, { run, prompt: claimed.prompt });
  const { cli, limits, rights } = surroundings;
  await earlierSettled(engine, run);
  if (await wasWithdrawn(engine, claimed)) return null;
  await noteLaunch(engine, run, surroundings);
  const warm = await askWarm(engine, claimed, { cli, rights });
  if (warm) return new RunFollower(engine, { ...common, ...warm });
  const session = await chooseSession(engine, run);
  if (await wasWithdrawn(engine, claimed)) return null;
  const mcp = run.asks ? ourMcpServer(engine) : null;
  const spool = await createSpool(spoolDirOf(engine, run.runId), run.systemPrompt, mcp);
  const { sessionId, resume } = session;
  const start = { sessionId, resumed: resume, cliVersion: cli.version, spoolDir: spool.dir, ...rights };
  await untilStored(() => noteStart(engine.store.db, run.runId, start));
  const argv = claudeArgv({
    ...{ sessionId, resume, model: run.askedModel, trusted: rights.trusted, ...limits },
    systemPromptFile: spool.hasSystemPrompt ? spool.systemPrompt : null,
    mcpConfigFile: mcp === null ? null : spool.mcpConfig,
  });
  const launched = await launch(engine, { ...surroundings, argv, spool });
  engine.children.set(spool.dir, launched.ended);
  void launched.ended.then(() => engine.children.delete(spool.dir));
  await untilStored(() => noteProcess(engine.store.db, run.runId, JSON.stringify(launched.identity)));
  const names = { runId: run.runId, messageId: run.messageId, threadId: run.threadId, follower: engine.self };
  const fold = await untilStored(() =>
    session.lost ? noteLostSession(engine, names) : emptyFold(engine, run.messageId),
  );
  return newFollower(engine, claimed.prompt, common, { spool, launched, fold });
}

/** Ends a run that was stopped before anyone was asked. @returns whether it was */
async function wasWithdrawn(engine: Engine, { record }: ClaimedRun): Promise<boolean> {
  if (!stopRequested(engine.store.db, record.run.runId)) return false;
  await failRun(engine, record, WITHDRAWN);
  return true;
}

function newFollower(
  engine: Engine,
  prompt: string,
  common: Common,
  { spool, launched, fold }: { spool: Spool; launched: LaunchedClaude; fold: FoldState },
): RunFollower {
  const { runId } = common;
  const ask = async () => {
    await toolsThere(spool, () => isAlive(launched.identity));
    const taken = await writeStdin(spool, userLine(prompt), () => isAlive(launched.identity));
    if (taken) await untilStored(() => noteAsked(engine.store.db, runId));
    return taken;
  };
  return new RunFollower(engine, {
    ...common,
    ...{ spool, fold, ended: launched.ended, claude: { identity: launched.identity, spool } },
    asked: ask().catch((error: unknown) => {
      reportRunError(runId, error);
      return false;
    }),
  });
}

/** What is the same for every process that may answer. */
type Common = Pick<
  FollowedRun,
  "runId" | "messageId" | "threadId" | "offset" | "contentWritten" | "ageMs" | "maxSeconds" | "onChunk" | "started"
>;

function commonOf(engine: Engine, { record }: ClaimedRun): Omit<Common, "started"> {
  const { runId, messageId, threadId, maxSeconds } = record.run;
  const onChunk = engine.awaited.get(runId)?.onChunk;
  return { runId, messageId, threadId, maxSeconds, offset: 0, contentWritten: 0, ageMs: 0, onChunk };
}

function launch(
  engine: Engine,
  { cli, argv, cwd, spool, rights }: RunSurroundings & { argv: string[]; spool: Spool },
): Promise<LaunchedClaude> {
  const env = { ...childEnvironment(engine.variables, spool.mark, rights), ...waitForTools(engine, spool) };
  return launchClaude({ claudePath: cli.path, argv, cwd, env, spool });
}

/** Why a process could not be started, after the question was accepted: what was there then is gone now. */
function startFailure(cause: unknown): Failure {
  const unknown = { apiKind: null, apiStatus: null, stderrTail: null, exitCode: null, signal: null };
  if (isSwitchboardError(cause)) {
    const code = cause.code === "cli-missing" ? "cli-missing" : "spawn";
    return { code, message: cause.message, hint: cause.hint, ...unknown };
  }
  return {
    code: "spawn",
    message: `Claude Code could not be started: ${cause instanceof Error ? cause.message : String(cause)}.`,
    hint: "Check that the module's directory is still there and that the machine has processes and memory to spare.",
    ...unknown,
  };
}
