import { isProfile, PROFILE_WORDS } from "./permission-profile.ts";

/** How a question is asked, as a form, a module or a run says it; null says nothing. */
export interface SettingsSaid {
  systemPrompt: string | null;
  model: string | null;
  profile: string | null;
  maxTurns: number | null;
  maxBudgetUsd: number | null;
}

/** Each thing that is said, in a few words; empty when all is left to Claude Code. */
export function settingsWords({ systemPrompt, model, profile, maxTurns, maxBudgetUsd }: SettingsSaid): string[] {
  return [
    profile === null ? null : isProfile(profile) ? PROFILE_WORDS[profile].title : profile,
    model,
    ...limitWords({ maxTurns, maxBudgetUsd }),
    systemPrompt === null ? null : "system prompt",
  ].filter((words) => words !== null);
}

/** The limits in words; 0 says that there is none. */
export function limitWords({ maxTurns, maxBudgetUsd }: Pick<SettingsSaid, "maxTurns" | "maxBudgetUsd">): string[] {
  const words: string[] = [];
  if (maxTurns !== null) words.push(maxTurns === 0 ? "any number of turns" : `at most ${turns(maxTurns)}`);
  if (maxBudgetUsd !== null) words.push(maxBudgetUsd === 0 ? "at any cost" : `at most ${dollars(maxBudgetUsd)}`);
  return words;
}

const turns = (count: number) => (count === 1 ? "1 turn" : `${count.toLocaleString("en")} turns`);
const dollars = (usd: number) => (usd < 0.01 ? `$${usd}` : `$${usd.toFixed(2)}`);
