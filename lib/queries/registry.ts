import os from "node:os";
import path from "node:path";
import { isSwitchboardError } from "../core/failure.ts";
import type { Module } from "../core/message.ts";
import type { ModuleSettings } from "../core/module-settings.ts";
import { checkProfile } from "../core/permission-profile.ts";
import {
  type RegistryEntry,
  registrySchema,
  type SettingChange,
  settingChanges,
  settingsSaid,
} from "../core/registry.ts";
import { NOTHING_SAID } from "../db/modules.ts";
import { type Engine, getEngine } from "./engine.ts";
import { matchingModules, moduleOfName } from "./modules.ts";
import { addOneModule, changeModule } from "./modules-change.ts";
import { parseYaml, printRegistry, readYaml } from "./registry-file.ts";

/** What an import would do with a module of the file, or did. */
export interface RegistryStep {
  name: string;
  path: string;
  state: "new" | "changed" | "equal" | "refused";
  changes: SettingChange[];
  /** Rights that the file gives and the import leaves out. */
  withheld: SettingChange[];
  /** Why it was refused. */
  message: string | null;
  hint: string | null;
}

export interface RegistryImport {
  /** Only says what it would do. */
  preview?: boolean;
  /** A person's word that the modules are to have the rights that the file gives them. */
  grant?: boolean;
}

/** All modules as a registry file. */
export async function exportRegistry(engine?: Engine): Promise<string> {
  return printRegistry(matchingModules(engine ?? (await getEngine()), ""));
}

/**
 * Takes over the modules of a registry file: what isn't in the file stays, modules and settings alike. One that is refused
 * doesn't keep the others from being taken.
 * @throws SwitchboardError file-missing, file-unreadable, file-too-large, file-not-importable; nothing was changed then
 */
export async function importRegistry(
  file: string,
  { preview = false, grant = false }: RegistryImport = {},
  engine?: Engine,
): Promise<RegistryStep[]> {
  const used = engine ?? (await getEngine());
  const { modules } = parseYaml(readYaml(file), registrySchema, file);
  const steps: RegistryStep[] = [];
  for (const entry of modules) {
    const placed = { ...entry, path: placeOf(entry.path, path.dirname(path.resolve(file))) };
    const step = plan(used, placed, grant);
    steps.push(preview || step.state === "equal" ? step : await take(used, step));
  }
  return steps;
}

/** A path of a file is one from the file's own directory, or from the home directory. */
const placeOf = (given: string, from: string) => path.resolve(from, given.replace(/^~(?=\/|$)/, os.homedir()));

function plan(engine: Engine, entry: RegistryEntry, grant: boolean): RegistryStep {
  const known = moduleOfName(engine, entry.name);
  const before: Module = known ?? { ...NOTHING_SAID, name: entry.name, path: "", createdAt: 0, lastAskedAt: null };
  const all = settingChanges(before, { ...settingsSaid(entry), path: entry.path });
  const changes = all.filter((change) => grant || !change.grants);
  const state = known === null ? "new" : changes.length > 0 ? "changed" : "equal";
  const withheld = all.filter((change) => !grant && change.grants);
  return { name: entry.name, path: entry.path, state, changes, withheld, message: null, hint: null };
}

async function take(engine: Engine, step: RegistryStep): Promise<RegistryStep> {
  try {
    if (step.state === "new") await addOneModule({ path: step.path, name: step.name }, engine);
    const module = moduleOfName(engine, step.name);
    const changed = Object.fromEntries(step.changes.map(({ setting, to }) => [setting, to]));
    if (module && step.changes.length > 0) await changeModule(step.name, { ...settingsOf(module), ...changed }, engine);
    return step;
  } catch (error) {
    if (!isSwitchboardError(error)) throw error;
    return { ...step, state: "refused", message: error.message, hint: error.hint };
  }
}

/** The settings of a module as they are. */
export function settingsOf(module: Module): ModuleSettings {
  const { path: at, description, systemPrompt, model, maxTurns, maxBudgetUsd, maxSeconds, asks } = module;
  const { capabilities, dataTypes } = module;
  const limits = { maxTurns, maxBudgetUsd, maxSeconds };
  return {
    ...{ path: at, description, systemPrompt, model, profile: checkProfile(module.profile), ...limits, asks },
    ...{ capabilities, dataTypes },
  };
}
