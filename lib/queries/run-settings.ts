import { checkProfile, type PermissionProfile } from "../core/permission-profile.ts";
import { checkModel } from "../core/question.ts";
import { checkMaxBudget, checkMaxSeconds, checkMaxTurns } from "../core/run-limits.ts";
import type { Db } from "../db/db.ts";
import { findModule } from "../db/modules.ts";
import { lastRun } from "../db/runs.ts";

/** How a question is asked; null leaves a thing to Claude Code. */
export interface RunSettings {
  systemPrompt: string | null;
  model: string | null;
  profile: PermissionProfile | null;
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
 * set up. What a module asks is asked as read-only, and may itself ask on, unless a person has set that up otherwise.
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
    profile: asked.byModule
      ? (checkProfile(own?.profile) ?? "read")
      : checkProfile(first(said.profile, earlier?.profile, own?.profile)),
    maxTurns: checkMaxTurns(first(said.maxTurns, earlier?.maxTurns, own?.maxTurns)),
    maxBudgetUsd: checkMaxBudget(first(said.maxBudgetUsd, earlier?.maxBudgetUsd, own?.maxBudgetUsd)),
    maxSeconds: checkMaxSeconds(first(said.maxSeconds, earlier?.maxSeconds, own?.maxSeconds)),
    asks: said.asks ?? own?.asks ?? earlier?.asks ?? asked.byModule ?? false,
  };
}

function first<Value>(
  said: Value | null | undefined,
  earlier: Value | null | undefined,
  own: Value | null | undefined,
): Value | null {
  return said === undefined ? (earlier ?? own ?? null) : said;
}
