import { checkDirectory } from "../claude/check-directory.ts";
import { checkMayRun } from "../claude/check-profile.ts";
import { type ClaudeCli, findClaude } from "../claude/find-claude.ts";
import { checkModuleName } from "../core/question.ts";
import { requireThread } from "../db/threads.ts";
import type { Engine } from "./engine.ts";
import { nameModule } from "./name-module.ts";
import { type RunSettings, runSettings, type SaidSettings } from "./run-settings.ts";

/** Whom to ask, and how; all of a question but its words. */
export interface PlanInput extends SaidSettings {
  modulePath: string;
  moduleName?: string;
  threadId?: string;
  nameIsLabel?: boolean;
}

/** What a question will be asked with. */
export interface RunPlan {
  threadId: string | null;
  /** The real path. */
  cwd: string;
  module: string;
  settings: RunSettings;
  cli: ClaudeCli;
}

/**
 * Checks whom to ask and how, and changes nothing.
 * @throws SwitchboardError when the input or the surroundings are wrong
 */
export async function planRun(input: PlanInput, engine: Engine): Promise<RunPlan> {
  const cwd = checkDirectory(input.modulePath);
  const { db } = engine.store;
  const threadId = input.threadId ?? null;
  if (threadId !== null) requireThread(db, threadId);
  const isLabel = input.nameIsLabel === true;
  const module = isLabel ? checkModuleName(input.moduleName ?? "") : nameModule(db, cwd, input.moduleName);
  const settings = runSettings(db, input, { threadId, module, cwd, isLabel });
  checkMayRun(settings.profile, engine.variables);
  const cli = await findClaude(engine.env.claude, engine.variables);
  return { threadId, cwd, module, settings, cli };
}
