import path from "node:path";
import { isSwitchboardError } from "../core/failure.ts";
import type { Module } from "../core/message.ts";
import { ownWordsSchema, type SettingChange, settingChanges, settingsSaid } from "../core/registry.ts";
import { type Engine, getEngine } from "./engine.ts";
import { requireModule } from "./modules.ts";
import { changeModule } from "./modules-change.ts";
import { settingsOf } from "./registry.ts";
import { parseYaml, readYaml } from "./registry-file.ts";

/** The file in which a module's directory says what it is for and how it wants to be asked. */
export const OWN_WORDS_FILE = "switchboard.yaml";

/** What a module's own file says otherwise than it is set up; or why the file can't be understood. */
export type OwnWordsView =
  | { state: "none" }
  | { state: "read"; changes: SettingChange[] }
  | { state: "refused"; message: string; hint: string };

/** What the file of a module's directory proposes. The directory may be anyone's: a person decides. */
export function readOwnWords(module: Module): OwnWordsView {
  try {
    const file = path.join(module.path, OWN_WORDS_FILE);
    return {
      state: "read",
      changes: settingChanges(module, settingsSaid(parseYaml(readYaml(file), ownWordsSchema, file))),
    };
  } catch (error) {
    if (!isSwitchboardError(error)) throw error;
    if (error.code === "file-missing") return { state: "none" };
    return { state: "refused", message: error.message, hint: error.hint };
  }
}

/**
 * Takes over what a module's own file proposes.
 * @param grant a person's word that it is to have the rights that it asks for
 * @returns what was changed
 * @throws SwitchboardError module-unknown
 */
export async function takeOwnWords(name: string, grant: boolean, engine?: Engine): Promise<SettingChange[]> {
  const used = engine ?? (await getEngine());
  const module = requireModule(used, name);
  const words = readOwnWords(module);
  const changes = words.state === "read" ? words.changes.filter((change) => grant || !change.grants) : [];
  if (changes.length === 0) return [];
  const changed = Object.fromEntries(changes.map(({ setting, to }) => [setting, to]));
  await changeModule(name, { ...settingsOf(module), ...changed }, used);
  return changes;
}
