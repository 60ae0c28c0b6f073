import type { Module, Run } from "../core/message.ts";
import { checkProfile, DEFAULT_PROFILE, type PermissionProfile } from "../core/permission-profile.ts";
import { checkModel } from "../core/question.ts";
import { checkMaxBudget, checkMaxSeconds, checkMaxTurns } from "../core/run-limits.ts";
import type { Db } from "../db/db.ts";
import { findModule } from "../db/modules.ts";
import { lastRun } from "../db/runs.ts";

/** How a question is asked; null leaves a thing to Claude Code, or sets no limit. */
export interface RunSettings {
  systemPrompt: string | null;
  model: string | null;
  profile: PermissionProfile;
  /** Whether a question of the thread said the profile. */
  profileChosen: boolean;
  maxTurns: number | null;
  maxBudgetUsd: number | null;
  maxSeconds: number | null;
  /** Whether it may ask other modules. */
  asks: boolean;
}

/** What a question says of it itself: undefined says nothing, null that it is left to Claude Code. */
export interface SaidSettings {
  systemPrompt?: string | null;
  model?: string | null;
  profile?: string | null;
  maxTurns?: number | null;
  maxBudgetUsd?: number | null;
  maxSeconds?: number | null;
  asks?: boolean | null;
}

/**
 * How a question is asked: as it says itself, else as the module was asked before in the thread, else as the module is
 * set up. Claude may only read, unless a person has allowed the module more, or says so with the question. What a
 * module asks may itself ask on, unless a person has set that up otherwise.
 * @param asked `isLabel` when the name stands for no directory, and so for no module that is set up
 * @throws SwitchboardError input-invalid
 */
export function runSettings(
  db: Db,
  said: SaidSettings,
  asked: { threadId: string | null; module: string; cwd: string; isLabel?: boolean; byModule?: boolean },
): RunSettings {
  const { threadId, module, cwd } = asked;
  const earlier = threadId === null ? null : lastRun(db, threadId, module, cwd);
  const own = asked.isLabel ? null : findModule(db, module);
  const systemPrompt = said.systemPrompt?.trim() === "" ? undefined : said.systemPrompt;
  return {
    systemPrompt: first(systemPrompt, earlier?.systemPrompt, own?.systemPrompt),
    model: checkModel(first(said.model === "" ? undefined : said.model, earlier?.askedModel, own?.model)),
    ...profileOf(said, asked.byModule === true, earlier, own),
    maxTurns: checkMaxTurns(first(said.maxTurns, earlier?.maxTurns, own?.maxTurns)),
    maxBudgetUsd: checkMaxBudget(first(said.maxBudgetUsd, earlier?.maxBudgetUsd, own?.maxBudgetUsd)),
    maxSeconds: checkMaxSeconds(first(said.maxSeconds, earlier?.maxSeconds, own?.maxSeconds)),
    asks: said.asks ?? own?.asks ?? (isOurs(earlier) ? earlier?.asks : null) ?? asked.byModule ?? false,
  };
}

/** What a module was allowed counts as it is now; what was said with a question stays with its thread. */
function profileOf(said: SaidSettings, byModule: boolean, earlier: Run | null, own: Module | null) {
  // One that came in with a file was allowed by whoever made the file.
  const saidBefore = earlier?.profileChosen && isOurs(earlier) ? earlier.profile : null;
  const chosen = byModule ? null : (checkProfile(said.profile) ?? checkProfile(saidBefore));
  return { profile: chosen ?? checkProfile(own?.profile) ?? DEFAULT_PROFILE, profileChosen: chosen !== null };
}

/** Whether a run was asked here: an export doesn't carry who asked. */
export const isOurs = (run: Run | null) => run !== null && run.askedWay !== null;

function first<Value>(
  said: Value | null | undefined,
  earlier: Value | null | undefined,
  own: Value | null | undefined,
): Value | null {
  return said === undefined ? (earlier ?? own ?? null) : said;
}
