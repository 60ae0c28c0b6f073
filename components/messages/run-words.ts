import type { Run } from "@/lib/core/message.ts";
import { isProfile, PROFILE_WORDS } from "@/lib/core/permission-profile.ts";
import { costWords, plural } from "./amounts.ts";

type Begun = Pick<Run, "origin" | "sessionId" | "warm" | "resumed">;

/** Which process answered; without a session there was none. */
export function processWords({ origin, sessionId, warm, resumed }: Begun): string {
  if (origin !== null) return "Of a session in a terminal";
  if (sessionId === null) return "None was started";
  if (warm) return "Kept from the question before";
  return resumed ? "New, its session resumed" : "New";
}

/** What Claude was asked to do and use at most; null when that was left to Claude Code. */
export function askedWords({ profile, maxTurns, maxBudgetUsd }: Pick<Run, "profile" | "maxTurns" | "maxBudgetUsd">) {
  const words = [
    profile === null ? null : isProfile(profile) ? PROFILE_WORDS[profile].title : profile,
    maxTurns ? `at most ${plural(maxTurns, "turn")}` : maxTurns === 0 ? "any number of turns" : null,
    maxBudgetUsd ? `at most ${costWords(maxBudgetUsd)}` : maxBudgetUsd === 0 ? "at any cost" : null,
  ].filter((word) => word !== null);
  return words.length === 0 ? null : words.join(", ");
}

/** How long a question stood in line, in seconds; null when it had not to wait. */
export function waitedSeconds(run: Pick<Run, "queuedAt" | "startedAt" | "endedAt" | "sessionId">): number | null {
  const until = run.sessionId === null ? run.endedAt : run.startedAt;
  if (run.queuedAt === null || until === null) return null;
  const waited = until - run.queuedAt;
  return waited < 1 ? null : waited;
}
