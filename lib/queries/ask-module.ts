import { randomUUID } from "node:crypto";
import { checkDirectory } from "../claude/check-directory.ts";
import { findClaude } from "../claude/find-claude.ts";
import { initialFold } from "../core/claude/fold.ts";
import { checkModel, checkModuleName, checkPrompt, titleFrom } from "../core/question.ts";
import { whenFree } from "../db/patience.ts";
import { insertQuery, type NewQuery, type QueryIds } from "../db/queries.ts";
import { lastRun } from "../db/runs.ts";
import { requireThread } from "../db/threads.ts";
import { ringBell } from "../live/bell.ts";
import { checkDisk } from "./check-disk.ts";
import { dispatch } from "./dispatch.ts";
import { type Engine, getEngine, spoolDirOf } from "./engine.ts";
import { nameModule } from "./name-module.ts";
import { outcomeOf } from "./outcome.ts";
import { reportRunError } from "./report.ts";
import type { QueryOutcome } from "./stored-outcome.ts";
import { tendWhileWaiting } from "./tend.ts";

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
  /** Kept with the question, and with the thread when it begins one. */
  metadata?: Record<string, unknown>;
  /** Told each piece of the answer's text, after it was committed. */
  onChunk?: (text: string) => void;
  /** false leaves the question out of the thread: the caller has stored it. */
  storeQuestion?: boolean;
  /** true: the name is a mere label of this message, and stands for no directory. */
  nameIsLabel?: boolean;
}

export interface StartedQuery extends QueryIds {
  runId: string;
  /** Settles when the query has ended; never rejects because the answer failed. */
  done: Promise<QueryOutcome>;
}

/**
 * Asks a module: stores the question and its processing answer, last in line. As soon as there is room, `claude` is
 * started in the module's directory, and followed in the background.
 * @throws SwitchboardError when the input or the surroundings are wrong; nothing was changed then
 */
export async function askModule(input: AskInput, engine?: Engine): Promise<StartedQuery> {
  const used = engine ?? (await getEngine());
  const query = await check(input, used);
  const ids = await whenFree(() => insertQuery(used.store.db, query));
  const { runId } = query;
  ringBell();
  const done = outcomeOf(used, { runId, messageId: ids.messageId }, input.onChunk);
  // Who started the query and does not wait for it must not die of its errors.
  done.catch((error: unknown) => reportRunError(runId, error));
  dispatch(used);
  tendWhileWaiting(used);
  return { ...ids, runId, done };
}

async function check(input: AskInput, engine: Engine): Promise<NewQuery> {
  checkPrompt(input.prompt);
  const model = checkModel(input.model);
  const cwd = checkDirectory(input.modulePath);
  const { db } = engine.store;
  const threadId = input.threadId ?? null;
  if (threadId !== null) requireThread(db, threadId);
  const module = input.nameIsLabel ? checkModuleName(input.moduleName ?? "") : nameModule(db, cwd, input.moduleName);
  await findClaude(engine.env.claude, engine.variables);
  checkDisk(engine.env.home);
  const earlier = threadId === null ? null : lastRun(db, threadId, module, cwd);
  const runId = randomUUID();
  return {
    ...{ runId, threadId, cwd, module, prompt: input.prompt, follower: engine.self, fold: initialFold() },
    spoolDir: spoolDirOf(engine, runId),
    title: titleFrom(input.prompt),
    model: model ?? earlier?.askedModel ?? null,
    systemPrompt: input.systemPrompt?.trim() ? input.systemPrompt : (earlier?.systemPrompt ?? null),
    storeQuestion: input.storeQuestion ?? true,
    metadata: input.metadata ?? {},
    keepsModule: !input.nameIsLabel,
  };
}
