import { randomUUID } from "node:crypto";
import type { Asker } from "../core/chain.ts";
import { initialFold } from "../core/claude/fold.ts";
import { isPerson, type Origin } from "../core/origin.ts";
import type { PermissionProfile } from "../core/permission-profile.ts";
import { checkPrompt, titleFrom } from "../core/question.ts";
import { checkMaxBudget } from "../core/run-limits.ts";
import { whenFree } from "../db/patience.ts";
import { insertQuery, type NewQuery, type QueryIds } from "../db/queries.ts";
import { ringBell } from "../live/bell.ts";
import { checkDisk } from "./check-disk.ts";
import { dispatch } from "./dispatch.ts";
import { type Engine, getEngine, spoolDirOf } from "./engine.ts";
import { outcomeOf } from "./outcome.ts";
import { planRun } from "./plan-run.ts";
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
  /**
   * Added to the CLI's own system prompt. Default of this, the model and the limits: that of the module's earlier run in the
   * thread, else the module's own, else Claude Code's. null is Claude Code's.
   */
  systemPrompt?: string | null;
  /** A model's name or alias. */
  model?: string | null;
  /** What Claude may do. Default: what was said in the thread, else what the module is allowed, else to read. */
  profile?: PermissionProfile | null;
  /** How many turns it may take; 0 sets no limit. */
  maxTurns?: number | null;
  /** What it may cost, in US dollars; 0 sets no limit. */
  maxBudgetUsd?: number | null;
  /** How long it may take, in seconds; 0 sets no limit but that of all. */
  maxSeconds?: number | null;
  /** Whether it may ask other modules itself. Default: as the module is set up, else only when a module asks it. */
  asks?: boolean | null;
  /** The module that asks, when one does. */
  asker?: Asker;
  /** Whether the asking run waits for the end; default: true when a module asks. */
  awaited?: boolean;
  /** What it and all that is asked for it may cost together, in US dollars. Default: SWITCHBOARD_CHAIN_BUDGET. */
  chainBudgetUsd?: number | null;
  /** Kept with the question, and with the thread when it begins one. */
  metadata?: Record<string, unknown>;
  /** Told each piece of the answer's text, after it was committed. */
  onChunk?: (text: string) => void;
  /** false attaches no file that the question names, although a person asks: its words are, in part, a model's. */
  attaches?: boolean;
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
 * @param by who asks; default: what this process is. Only a person's question attaches files
 * @throws SwitchboardError when the input or the surroundings are wrong; nothing was changed then
 */
export async function askModule(input: AskInput, engine?: Engine, by?: Origin): Promise<StartedQuery> {
  const used = engine ?? (await getEngine());
  const query = await check(input, used, by ?? used.origin);
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

async function check(input: AskInput, engine: Engine, by: Origin): Promise<NewQuery> {
  checkPrompt(input.prompt);
  const plan = await planRun(input, engine);
  checkDisk(engine.env.home);
  const { threadId, cwd, module, settings, chain } = plan;
  const runId = randomUUID();
  const chainBudgetUsd = checkMaxBudget(input.chainBudgetUsd) ?? engine.env.limits.chainBudgetUsd;
  return {
    ...{ runId, threadId, cwd, module, prompt: input.prompt, follower: engine.self, fold: initialFold() },
    spoolDir: spoolDirOf(engine, runId),
    title: titleFrom(input.prompt),
    ...{ ...settings, ...chain },
    awaited: chain.parentRunId !== null && (input.awaited ?? true),
    chainBudgetUsd: chain.rootRunId === null && chainBudgetUsd > 0 ? chainBudgetUsd : null,
    storeQuestion: input.storeQuestion ?? true,
    metadata: input.metadata ?? {},
    by,
    attaches: isPerson(by) && input.asker === undefined && input.attaches !== false,
    keepsModule: !input.nameIsLabel,
  };
}
