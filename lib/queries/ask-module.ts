import { randomUUID } from "node:crypto";
import { checkDirectory } from "../claude/check-directory.ts";
import { type ClaudeCli, findClaude } from "../claude/find-claude.ts";
import { createSpool, deleteSpool } from "../claude/spool.ts";
import { initialFold } from "../core/claude/fold.ts";
import { checkModel, checkModuleName, checkPrompt, titleFrom } from "../core/question.ts";
import { whenFree } from "../db/patience.ts";
import { insertQuery, type QueryIds } from "../db/queries.ts";
import { requireThread } from "../db/threads.ts";
import { ringBell } from "../live/bell.ts";
import { answer, type QueryOutcome } from "./answer.ts";
import { type Engine, getEngine, spoolDirOf } from "./engine.ts";
import { nameModule } from "./name-module.ts";
import { reportRunError } from "./report.ts";
import { chooseSession, type SessionChoice } from "./session.ts";

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
  /** true: the name is a mere label of this message, and stands for no directory. */
  nameIsLabel?: boolean;
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
  const runId = randomUUID();
  const spool = createSpool(spoolDirOf(used, runId), checked.systemPrompt);
  // From now on it is ours to follow; nobody else in this process takes it up.
  used.handled.add(runId);
  let ids: QueryIds;
  try {
    ids = await whenFree(() => store(used, input, checked, { runId, spoolDir: spool.dir }));
  } catch (error) {
    used.handled.delete(runId);
    deleteSpool(spool.dir);
    throw error;
  }
  ringBell();
  const { cwd, model, cli, session } = checked;
  const { prompt, onChunk } = input;
  const done = answer(used, { runId, spool, ids, prompt, cwd, model, cli, session, onChunk });
  // Who started the query and does not wait for it must not die of its errors.
  done.catch((error: unknown) => reportRunError(runId, error)).finally(() => used.handled.delete(runId));
  return { ...ids, done };
}

async function check(input: AskInput, engine: Engine): Promise<Checked> {
  checkPrompt(input.prompt);
  const model = checkModel(input.model);
  const cwd = checkDirectory(input.modulePath);
  const db = engine.store.db;
  if (input.threadId !== undefined) requireThread(db, input.threadId);
  const module = input.nameIsLabel ? checkModuleName(input.moduleName ?? "") : nameModule(db, cwd, input.moduleName);
  const cli = await findClaude(engine.env.claude, engine.variables);
  const session = await chooseSession(engine, { threadId: input.threadId ?? null, module, cwd });
  return {
    ...{ cwd, module, cli, session },
    model: model ?? session.earlier?.askedModel ?? null,
    systemPrompt: input.systemPrompt?.trim() ? input.systemPrompt : (session.earlier?.systemPrompt ?? null),
  };
}

function store(engine: Engine, input: AskInput, checked: Checked, run: { runId: string; spoolDir: string }): QueryIds {
  const { cwd, module, model, systemPrompt, cli, session } = checked;
  return insertQuery(engine.store.db, {
    ...{ ...run, cwd, module, model, systemPrompt, prompt: input.prompt, follower: engine.self },
    threadId: input.threadId ?? null,
    title: titleFrom(input.prompt),
    sessionId: session.sessionId,
    resumed: session.resume,
    cliVersion: cli.version,
    fold: initialFold(),
    storeQuestion: input.storeQuestion ?? true,
    keepsModule: !input.nameIsLabel,
  });
}
