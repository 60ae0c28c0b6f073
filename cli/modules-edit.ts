import type { Module } from "../lib/core/message.ts";
import type { ModuleSettings } from "../lib/core/module-settings.ts";
import { moduleSettingsSchema } from "../lib/core/module-settings.ts";
import { originOf } from "../lib/core/origin.ts";
import { applyOptions } from "../lib/env.ts";
import { type Engine, getEngine, processWords } from "../lib/queries/engine.ts";
import { settingsOf } from "../lib/queries/registry.ts";
import { usageError } from "./arguments.ts";

/** Opens the store that the options name, and closes it when the work is done. */
export async function openModules(
  options: { db?: string; claude?: string },
  work: (engine: Engine) => Promise<number>,
): Promise<number> {
  applyOptions(options);
  const engine = await getEngine();
  engine.origin = originOf("terminal", processWords());
  try {
    return await work(engine);
  } finally {
    await engine.store.close();
  }
}

/** What can be said of a module in words, by option. */
export interface SettingWords {
  description?: string;
  capabilities?: string;
  "data-types"?: string;
  "system-prompt"?: string;
  model?: string;
  profile?: string;
  "max-turns"?: string;
  "max-budget"?: string;
  "max-seconds"?: string;
  asks?: string;
  path?: string;
}

const SETTINGS = {
  description: "description",
  capabilities: "capabilities",
  "data-types": "dataTypes",
  "system-prompt": "systemPrompt",
  model: "model",
  profile: "profile",
  "max-turns": "maxTurns",
  "max-budget": "maxBudgetUsd",
  "max-seconds": "maxSeconds",
  asks: "asks",
  path: "path",
} as const satisfies Record<keyof SettingWords, keyof ModuleSettings>;

/**
 * The settings of a module with what the options say; null when they say nothing.
 * @throws SwitchboardError of the field "arguments"
 */
export function settingsFrom(module: Module, words: SettingWords): ModuleSettings | null {
  const said = Object.entries(SETTINGS).flatMap(([option, setting]) => {
    const word = words[option as keyof SettingWords];
    return word === undefined ? [] : [[setting, word] as const];
  });
  if (said.length === 0) return null;
  const parsed = moduleSettingsSchema.partial().safeParse(Object.fromEntries(said));
  if (parsed.success) {
    const given = said.map(([setting]) => [setting, parsed.data[setting]]);
    return { ...settingsOf(module), ...Object.fromEntries(given) };
  }
  const [issue] = parsed.error.issues;
  throw usageError(issue?.message ?? "This can't be read.", {
    hint: "switchboard help modules shows what can be said.",
  });
}
