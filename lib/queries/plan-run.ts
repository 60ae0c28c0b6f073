import { checkDirectory } from "../claude/check-directory.ts";
import { checkMayRun } from "../claude/check-profile.ts";
import { type ClaudeCli, findClaude } from "../claude/find-claude.ts";
import type { Asker, ChainPlace } from "../core/chain.ts";
import { checkModuleName } from "../core/question.ts";
import { requireThread } from "../db/threads.ts";
import type { Engine } from "./engine.ts";
import { joinChain } from "./join-chain.ts";
import { nameModule } from "./name-module.ts";
import { type RunSettings, runSettings, type SaidSettings } from "./run-settings.ts";

/** Whom to ask, and how; all of a question but its words. */
export interface PlanInput extends SaidSettings {
  modulePath: string;
  moduleName?: string;
  threadId?: string;
  nameIsLabel?: boolean;
  /** The module that asks, when one does. */
  asker?: Asker;
}

/** What a question will be asked with. */
export interface RunPlan {
  threadId: string | null;
  /** The real path. */
  cwd: string;
  module: string;
  settings: RunSettings;
  chain: ChainPlace;
  cli: ClaudeCli;
}

/**
 * Checks whom to ask and how, and changes nothing.
 * @throws SwitchboardError when the input or the surroundings are wrong
 */
export async function planRun(input: PlanInput, engine: Engine): Promise<RunPlan> {
  const cwd = checkDirectory(input.modulePath);
  const { db } = engine.store;
  const isLabel = input.nameIsLabel === true;
  const module = isLabel ? checkModuleName(input.moduleName ?? "") : nameModule(db, cwd, input.moduleName);
  const { budgetLeft, ...joined } = joinChain(db, input.asker, { module, cwd }, engine.env.limits.depth);
  const { threadId: askersThread, ...chain } = joined;
  // What a module asks while it answers stands in the thread in which it answers.
  const threadId = input.threadId ?? askersThread;
  if (threadId !== null) requireThread(db, threadId);
  const byModule = input.asker !== undefined;
  const settings = runSettings(db, input, { threadId, module, cwd, isLabel, byModule });
  if (budgetLeft !== null) settings.maxBudgetUsd = Math.min(settings.maxBudgetUsd || budgetLeft, budgetLeft);
  checkMayRun(settings.profile, engine.variables);
  const cli = await findClaude(engine.env.claude, engine.variables);
  return { threadId, cwd, module, settings, chain, cli };
}
