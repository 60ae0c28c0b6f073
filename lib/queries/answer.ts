import { childEnvironment } from "../claude/child-environment.ts";
import type { ClaudeCli } from "../claude/find-claude.ts";
import { type LaunchedClaude, launchClaude, writeStdin } from "../claude/launch-claude.ts";
import { isAlive } from "../claude/process-identity.ts";
import { deleteSpool, type Spool } from "../claude/spool.ts";
import { claudeArgv, userLine } from "../core/claude/argv.ts";
import { initialFold } from "../core/claude/fold.ts";
import type { Failure } from "../core/failure.ts";
import { requireMessage } from "../db/messages.ts";
import { untilStored } from "../db/patience.ts";
import type { QueryIds } from "../db/queries.ts";
import { noteAsked, noteProcess } from "../db/run-state.ts";
import { finishRun } from "../db/run-writer.ts";
import { ringBell } from "../live/bell.ts";
import type { Engine } from "./engine.ts";
import { reportRunError } from "./report.ts";
import { type FollowOutcome, RunFollower } from "./run-follower.ts";
import { noteLostSession, type SessionChoice } from "./session.ts";

/** A query that is stored and about to be asked. */
export interface StoredQuery {
  runId: string;
  spool: Spool;
  ids: QueryIds;
  prompt: string;
  cwd: string;
  model: string | null;
  cli: ClaudeCli;
  session: SessionChoice;
  onChunk?: (text: string) => void;
}

/** How a query ended. */
export interface QueryOutcome {
  status: "complete" | "failed";
  content: string;
  failure: Failure | null;
}

/** Starts `claude`, hands it the question, and follows it to the end of the query. */
export async function answer(engine: Engine, query: StoredQuery): Promise<QueryOutcome> {
  const { ids, spool } = query;
  const launched = await launch(engine, query).catch(async (cause: unknown) => {
    const failure = spawnFailure(query, cause);
    await untilStored(() => finishRun(engine.store.db, { ...names(engine, query), result: null, failure }));
    ringBell();
    deleteSpool(spool.dir);
    return failure;
  });
  if ("code" in launched) return outcome(engine, ids.messageId, { kind: "ended", failure: launched });
  await untilStored(() => noteProcess(engine.store.db, query.runId, JSON.stringify(launched.identity)));
  const follower = await followerOf(engine, query, launched);
  engine.followers.set(ids.messageId, follower);
  try {
    return outcome(engine, ids.messageId, await follower.follow());
  } finally {
    // Remembered until its process is gone: a stop, and a follow-up of the same session, look for it.
    void follower.gone.then(() => {
      if (engine.followers.get(ids.messageId) === follower) engine.followers.delete(ids.messageId);
    });
  }
}

async function followerOf(engine: Engine, query: StoredQuery, launched: LaunchedClaude): Promise<RunFollower> {
  const { runId, spool, session, onChunk } = query;
  const lost = () => noteLostSession(engine, names(engine, query));
  return new RunFollower(engine, {
    ...{ ...names(engine, query), spool, ended: launched.ended, offset: 0, contentWritten: 0, onChunk },
    claude: { runId, identity: launched.identity, spool },
    fold: session.lost ? await untilStored(lost) : initialFold(),
    asked: ask(engine, query, launched).catch((error: unknown) => reportRunError(runId, error)),
  });
}

async function ask(engine: Engine, { runId, spool, prompt }: StoredQuery, { identity }: LaunchedClaude): Promise<void> {
  const taken = await writeStdin(spool, userLine(prompt), () => isAlive(identity));
  if (taken) await untilStored(() => noteAsked(engine.store.db, runId));
}

function names(engine: Engine, { runId, ids }: StoredQuery) {
  return { runId, messageId: ids.messageId, threadId: ids.threadId, follower: engine.self };
}

function launch(engine: Engine, { runId, spool, cwd, model, cli, session }: StoredQuery): Promise<LaunchedClaude> {
  const systemPromptFile = spool.hasSystemPrompt ? spool.systemPrompt : null;
  const { sessionId, resume } = session;
  return launchClaude({
    claudePath: cli.path,
    argv: claudeArgv({ sessionId, resume, model, systemPromptFile }),
    cwd,
    env: childEnvironment(engine.variables, runId),
    spool,
  });
}

function spawnFailure({ cli }: StoredQuery, cause: unknown): Failure {
  const said = cause instanceof Error ? cause.message : String(cause);
  return {
    code: "spawn",
    message: `${cli.path} could not be started: ${said}.`,
    hint: "Check that the module's directory is still there and that the machine has processes and memory to spare.",
    ...{ apiKind: null, apiStatus: null, stderrTail: null, exitCode: null, signal: null },
  };
}

/** What the store says of a query that ended; when another process follows it, what it says so far. */
function outcome(engine: Engine, messageId: string, followed: FollowOutcome): QueryOutcome {
  const message = requireMessage(engine.store.db, messageId);
  const failure = followed.kind === "ended" ? followed.failure : null;
  return { status: message.status === "complete" ? "complete" : "failed", content: message.content, failure };
}
