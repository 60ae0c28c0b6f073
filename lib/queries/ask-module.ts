import { randomUUID } from "node:crypto";
import { checkDirectory } from "../claude/check-directory.ts";
import { childEnvironment } from "../claude/child-environment.ts";
import { type ClaudeCli, findClaude } from "../claude/find-claude.ts";
import { type LaunchedClaude, launchClaude, writeStdin } from "../claude/launch-claude.ts";
import { isAlive } from "../claude/process-identity.ts";
import { createSpool, deleteSpool, type Spool } from "../claude/spool.ts";
import { claudeArgv, userLine } from "../core/claude/argv.ts";
import { initialFold } from "../core/claude/fold.ts";
import type { Failure } from "../core/failure.ts";
import { checkModel, checkPrompt, titleFrom } from "../core/question.ts";
import { requireMessage } from "../db/messages.ts";
import { insertQuery, type QueryIds } from "../db/queries.ts";
import { noteProcess } from "../db/run-state.ts";
import { finishRun } from "../db/run-writer.ts";
import { requireThread } from "../db/threads.ts";
import { ringBell } from "../live/bell.ts";
import { type Engine, getEngine, spoolDirOf } from "./engine.ts";
import { nameModule } from "./name-module.ts";
import { reportLostFollower, untilStored } from "./retry.ts";
import { type FollowOutcome, RunFollower } from "./run-follower.ts";
import { chooseSession, noteLostSession, type SessionChoice } from "./session.ts";

/** A question to a module. */
export interface AskInput {
  /** Absolute path of the module's directory. */
  modulePath: string;
  /** Default: the name it was asked by before, else the folder's name. */
  moduleName?: string;
  prompt: string;
  /** Default: a new thread. */
  threadId?: string;
  /** Added to the CLI's own system prompt. Default: that of the module's earlier run in the thread. */
  systemPrompt?: string;
  /** A model's name or alias. Default: that of the module's earlier run in the thread, else the CLI's. */
  model?: string;
  /** Told each piece of the answer's text, after it was committed. */
  onChunk?: (text: string) => void;
  /** false leaves the question out of the thread: the caller has stored it. */
  storeQuestion?: boolean;
}

/** How a query ended. */
export interface QueryOutcome {
  status: "complete" | "failed";
  content: string;
  failure: Failure | null;
}

export interface StartedQuery extends QueryIds {
  /** Settles when the query has ended; never rejects because the answer failed. */
  done: Promise<QueryOutcome>;
}

/** A question that passed all checks. */
interface Checked {
  systemPrompt: string | null;
  cwd: string;
  module: string;
  model: string | null;
  cli: ClaudeCli;
  session: SessionChoice;
}

/**
 * Asks a module: stores the question and its processing answer, starts `claude` in the module's directory, and
 * follows it in the background.
 * @throws SwitchboardError when the input or the surroundings are wrong; nothing was changed then
 */
export async function askModule(input: AskInput, engine?: Engine): Promise<StartedQuery> {
  const used = engine ?? (await getEngine());
  const checked = await check(input, used);
  const { cwd, module, model, systemPrompt, cli, session } = checked;
  const runId = randomUUID();
  const spool = createSpool(spoolDirOf(used, runId), systemPrompt);
  let ids: QueryIds;
  try {
    ids = insertQuery(used.store.db, {
      ...{ runId, cwd, module, model, prompt: input.prompt, spoolDir: spool.dir, follower: used.self },
      threadId: input.threadId ?? null,
      title: titleFrom(input.prompt),
      systemPrompt,
      sessionId: session.sessionId,
      resumed: session.resume,
      cliVersion: cli.version,
      fold: initialFold(),
      storeQuestion: input.storeQuestion ?? true,
    });
  } catch (error) {
    deleteSpool(spool.dir);
    throw error;
  }
  ringBell();
  const done = answer(used, input, checked, { runId, spool, ids });
  // Who started the query and does not wait for it must not die of its errors.
  done.catch((error: unknown) => reportLostFollower(runId, error));
  return { ...ids, done };
}

async function check(input: AskInput, engine: Engine): Promise<Checked> {
  checkPrompt(input.prompt);
  const model = checkModel(input.model);
  const cwd = checkDirectory(input.modulePath);
  const db = engine.store.db;
  if (input.threadId !== undefined) requireThread(db, input.threadId);
  const module = nameModule(db, cwd, input.moduleName);
  const cli = await findClaude(engine.env.claude, engine.variables);
  const session = await chooseSession(engine, { threadId: input.threadId ?? null, module, cwd });
  return {
    ...{ cwd, module, cli, session },
    model: model ?? session.earlier?.askedModel ?? null,
    systemPrompt: input.systemPrompt?.trim() ? input.systemPrompt : (session.earlier?.systemPrompt ?? null),
  };
}

interface Query {
  runId: string;
  spool: Spool;
  ids: QueryIds;
}

async function answer(engine: Engine, input: AskInput, checked: Checked, query: Query): Promise<QueryOutcome> {
  const { runId, spool, ids } = query;
  const launched = await launch(engine, checked, query).catch(async (cause: unknown) => {
    const failure = spawnFailure(checked, cause);
    await untilStored(() => finishRun(engine.store.db, { ...names(engine, query), result: null, failure }));
    ringBell();
    return null;
  });
  if (launched === null) {
    deleteSpool(spool.dir);
    return outcome(engine, ids.messageId, null);
  }
  await untilStored(() => noteProcess(engine.store.db, runId, JSON.stringify(launched.identity)));
  const fold = checked.session.lost ? noteLostSession(engine, names(engine, query)) : initialFold();
  const claude = { runId, identity: launched.identity, spool };
  const follower = new RunFollower(engine, {
    ...{ ...names(engine, query), spool, claude, ended: launched.ended, offset: 0, fold, contentWritten: 0 },
    asked: writeStdin(spool, userLine(input.prompt), () => isAlive(launched.identity)).catch((error: unknown) =>
      reportLostFollower(runId, error),
    ),
    onChunk: input.onChunk,
  });
  engine.followers.set(ids.messageId, follower);
  const followed = await follower.follow();
  forgetWhenGone(engine, ids.messageId, follower);
  return outcome(engine, ids.messageId, followed);
}

/** A follower is remembered until its process is gone: a follow-up of the same session waits for that. */
function forgetWhenGone(engine: Engine, messageId: string, follower: RunFollower): void {
  void follower.gone.then(() => {
    if (engine.followers.get(messageId) === follower) engine.followers.delete(messageId);
  });
}

function names(engine: Engine, { runId, ids }: Query) {
  return { runId, messageId: ids.messageId, threadId: ids.threadId, follower: engine.self };
}

function launch(engine: Engine, checked: Checked, { runId, spool }: Query): Promise<LaunchedClaude> {
  const systemPromptFile = spool.hasSystemPrompt ? spool.systemPrompt : null;
  const { sessionId, resume } = checked.session;
  return launchClaude({
    claudePath: checked.cli.path,
    argv: claudeArgv({ sessionId, resume, model: checked.model, systemPromptFile }),
    cwd: checked.cwd,
    env: childEnvironment(engine.variables, runId),
    spool,
  });
}

function spawnFailure({ cli }: Checked, cause: unknown): Failure {
  const said = cause instanceof Error ? cause.message : String(cause);
  return {
    code: "spawn",
    message: `${cli.path} could not be started: ${said}.`,
    hint: "Check that the module's directory is still there and that the machine has processes and memory to spare.",
    ...{ apiKind: null, apiStatus: null, stderrTail: null, exitCode: null, signal: null },
  };
}

/** What the store says of a query that ended; when another process follows it, what it says so far. */
function outcome(engine: Engine, messageId: string, followed: FollowOutcome | null): QueryOutcome {
  const message = requireMessage(engine.store.db, messageId);
  const failure = followed?.kind === "ended" ? followed.failure : null;
  return { status: message.status === "complete" ? "complete" : "failed", content: message.content, failure };
}
