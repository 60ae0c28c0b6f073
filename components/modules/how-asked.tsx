import type { Module } from "@/lib/core/message.ts";
import { DEFAULT_PROFILE, isProfile, PROFILE_WORDS } from "@/lib/core/permission-profile.ts";
import { costWords, plural } from "../messages/amounts.ts";

/** How a module is asked when a question says nothing else. */
export function HowAsked({ module }: { module: Module }) {
  const { model, profile, maxTurns, maxBudgetUsd, maxSeconds, asks, systemPrompt, capabilities, dataTypes } = module;
  const facts: [string, string][] = [
    ...(capabilities.length > 0 ? [["Can", capabilities.join(", ")] as [string, string]] : []),
    ...(dataTypes.length > 0 ? [["Knows", dataTypes.join(", ")] as [string, string]] : []),
    ["Model", model ?? "Claude Code's default"],
    ["Permissions", profileWords(profile)],
    ["Turns", maxTurns === null ? "no limit of its own" : maxTurns === 0 ? "no limit" : `at most ${maxTurns}`],
    [
      "Budget",
      maxBudgetUsd === null
        ? "no limit of its own"
        : maxBudgetUsd === 0
          ? "no limit"
          : `at most ${costWords(maxBudgetUsd)} a question`,
    ],
    ["Time", maxSeconds ? `at most ${plural(maxSeconds, "second")}` : "no limit of its own"],
    ["Asks others", asks === null ? "only when a module asks it" : asks ? "always" : "never"],
    ["System prompt", systemPrompt === null ? "none of its own" : plural(systemPrompt.length, "character")],
  ];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-small">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-faint">{name}</dt>
            <dd className="text-ink [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      {systemPrompt === null ? null : (
        <pre className="max-h-40 overflow-y-auto whitespace-pre-wrap rounded-md border border-line bg-sunken px-3 py-2 font-mono text-fine text-ink-muted [overflow-wrap:anywhere]">
          {systemPrompt.slice(0, 4_000)}
          {systemPrompt.length > 4_000 ? "…" : ""}
        </pre>
      )}
    </div>
  );
}

function profileWords(profile: string | null): string {
  if (profile === null) return PROFILE_WORDS[DEFAULT_PROFILE].title;
  return isProfile(profile) ? PROFILE_WORDS[profile].title : profile;
}
