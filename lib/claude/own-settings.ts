import type { OwnProgram } from "../core/trust.ts";

type Json = Record<string, unknown>;
const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Settings whose value is a command that the CLI runs, or holds one. */
const HELPER = /(helper|refresh|export|command|script)$/i;

export interface SettingsRead {
  programs: OwnProgram[];
  others: { what: string; file: string }[];
  /** What of it counts for the digest. */
  kept: Json;
}

/**
 * What a file of settings runs. Its rules of what is allowed run nothing; those of the local file are left out of the
 * digest as well, because the CLI itself writes them there whenever somebody allows something in a terminal.
 */
export function lookThroughSettings(settings: Json, file: string, isLocal: boolean): SettingsRead {
  const programs: OwnProgram[] = [];
  const others: SettingsRead["others"] = [];
  for (const [key, value] of Object.entries(settings)) {
    if (key === "hooks") programs.push(...hooksOf(value, file));
    else if (key === "env") programs.push(...pairsOf(value, "environment", file));
    else if (key === "enabledPlugins" || key === "extraKnownMarketplaces")
      programs.push(...pairsOf(value, "plugin", file));
    else if (HELPER.test(key) || (isRecord(value) && typeof value.command === "string"))
      programs.push({ kind: "helper", name: key, runs: wordsOf(isRecord(value) ? value.command : value), file });
    else others.push({ what: `the setting ${key}`, file });
  }
  const { permissions, ...rest } = settings;
  if (!isRecord(permissions) || !isLocal) return { programs, others, kept: settings };
  const { allow: _allow, deny: _deny, ask: _ask, ...modes } = permissions;
  return { programs, others, kept: { ...rest, permissions: modes } };
}

function hooksOf(events: unknown, file: string): OwnProgram[] {
  if (!isRecord(events)) return [];
  return Object.entries(events).flatMap(([name, matchers]) =>
    (Array.isArray(matchers) ? matchers : [matchers]).flatMap((matcher: unknown): OwnProgram[] => {
      const hooks = isRecord(matcher) && Array.isArray(matcher.hooks) ? matcher.hooks : [matcher];
      return hooks.map((hook: unknown) => ({
        ...{ kind: "hook", name, file },
        runs: wordsOf(isRecord(hook) ? (hook.command ?? hook) : hook),
      }));
    }),
  );
}

function pairsOf(value: unknown, kind: "environment" | "plugin", file: string): OwnProgram[] {
  if (!isRecord(value)) return [{ kind, name: "", runs: wordsOf(value), file }];
  return Object.entries(value).map(([name, said]) => ({ kind, name, runs: wordsOf(said), file }));
}

const wordsOf = (value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
