import { findClaude } from "../claude/find-claude.ts";
import { bytesText } from "../core/doctor.ts";
import { isSwitchboardError } from "../core/failure.ts";
import type { SettingGroup, SettingRow } from "../core/settings-view.ts";
import { whenFree } from "../db/patience.ts";
import { readSetting } from "../db/settings.ts";
import { type Environment, sourceOf } from "../env.ts";
import { type Engine, getEngine } from "./engine.ts";

/** What is configured, and where each value comes from. */
export async function readSettings(engine?: Engine): Promise<SettingGroup[]> {
  const used = engine ?? (await getEngine());
  return [
    { title: "Where things are", rows: await places(used) },
    { title: "Limits", rows: limits(used.env, used.variables) },
    { title: "Behaviour", rows: await behaviour(used) },
  ];
}

type Variables = Engine["variables"];

function setting(
  name: string,
  value: string,
  variable: string,
  variables: Variables,
  option: string | null = null,
): SettingRow {
  return { name, value, variable, option, source: sourceOf(variable, variables) };
}

async function places({ env, variables }: Engine): Promise<SettingRow[]> {
  return [
    setting("Home directory", env.home, "SWITCHBOARD_HOME", variables),
    setting("Database", env.databasePath, "SWITCHBOARD_DB", variables, "--db"),
    setting("Port", env.port === 0 ? "a free one" : String(env.port), "SWITCHBOARD_PORT", variables, "--port"),
    setting("Also reached as", env.allowedHosts.join(", ") || "no other name", "SWITCHBOARD_ALLOWED_HOSTS", variables),
    setting("Behind a proxy", env.proxied ? "yes" : "no", "SWITCHBOARD_PROXY", variables),
    await claudeRow(env, variables),
    setting("Claude Code's directory", env.claudeHome, "CLAUDE_CONFIG_DIR", variables),
  ];
}

/** Where the CLI is; looked for when nobody has named one. */
async function claudeRow(env: Environment, variables: Variables): Promise<SettingRow> {
  const row = setting("Claude Code", env.claude ?? "", "SWITCHBOARD_CLAUDE", variables, "--claude");
  if (env.claude !== null) return row;
  try {
    return { ...row, value: (await findClaude(null, variables)).path, source: "found" };
  } catch (error) {
    if (!isSwitchboardError(error)) throw error;
    return { ...row, value: "not found" };
  }
}

function limits({ limits: of, onExit }: Environment, variables: Variables): SettingRow[] {
  return [
    setting("Runs at once", String(of.runs), "SWITCHBOARD_MAX_RUNS", variables),
    setting("Questions one below another", String(of.depth), "SWITCHBOARD_MAX_DEPTH", variables),
    setting(
      "What a chain may cost",
      of.chainBudgetUsd > 0 ? `$${of.chainBudgetUsd}` : "no limit",
      "SWITCHBOARD_CHAIN_BUDGET",
      variables,
    ),
    setting("Longest silence", minutesText(of.silenceMs), "SWITCHBOARD_SILENCE_LIMIT", variables),
    setting("Longest answer", minutesText(of.totalMs), "SWITCHBOARD_TOTAL_LIMIT", variables),
    setting("Kept for follow-ups", minutesText(of.warmMs, "not kept"), "SWITCHBOARD_WARM_MINUTES", variables),
    setting("Kept processes", String(of.warmProcesses), "SWITCHBOARD_WARM_PROCESSES", variables),
    setting("Their memory together", bytesText(of.warmBytes), "SWITCHBOARD_WARM_MEMORY_MB", variables),
    setting(
      "When the dashboard ends",
      onExit === "stop" ? "running answers are stopped" : "running answers go on",
      "SWITCHBOARD_ON_EXIT",
      variables,
    ),
  ];
}

async function behaviour({ env, variables, store: { db } }: Engine): Promise<SettingRow[]> {
  const following = await whenFree(() => readSetting(db, "history-following"));
  const passed = (variables.SWITCHBOARD_PASS_ENV ?? "").split(",").map((name) => name.trim());
  const names = passed.filter((name) => name !== "");
  return [
    setting(
      "Claude Code's history",
      env.history === "on" ? "offered for import" : "not looked at",
      "SWITCHBOARD_HISTORY",
      variables,
    ),
    {
      ...{ name: "Following sessions", value: following === false ? "off" : "on", variable: null, option: null },
      source: following === null ? "default" : "stored",
    },
    setting(
      "Variables passed to Claude Code",
      names.length === 0 ? "only those that it needs" : names.join(", "),
      "SWITCHBOARD_PASS_ENV",
      variables,
    ),
  ];
}

function minutesText(ms: number, none = "no limit"): string {
  if (ms === 0) return none;
  const minutes = ms / 60_000;
  return minutes >= 60 && minutes % 60 === 0 ? `${minutes / 60} h` : `${Number(minutes.toFixed(2))} min`;
}
