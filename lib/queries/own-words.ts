import { createHash } from "node:crypto";
import path from "node:path";
import { isSwitchboardError, SwitchboardError } from "../core/failure.ts";
import type { Module } from "../core/message.ts";
import type { Origin } from "../core/origin.ts";
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
  /** `digest` stands for just these changes: whoever takes them over says what was looked at. */
  | { state: "read"; changes: SettingChange[]; digest: string }
  | { state: "refused"; message: string; hint: string };

/** What the file of a module's directory proposes. The directory may be anyone's: a person decides. */
export function readOwnWords(module: Module): OwnWordsView {
  try {
    const file = path.join(module.path, OWN_WORDS_FILE);
    const changes = settingChanges(module, settingsSaid(parseYaml(readYaml(file), ownWordsSchema, file)));
    const digest = createHash("sha256").update(JSON.stringify(changes)).digest("hex");
    return { state: "read", changes, digest };
  } catch (error) {
    if (!isSwitchboardError(error)) throw error;
    if (error.code === "file-missing") return { state: "none" };
    return { state: "refused", message: error.message, hint: error.hint };
  }
}

/** What is taken over of a module's own file. */
export interface TakeOwnWords {
  name: string;
  /** With the rights that it asks for: a person's word, given for what `digest` stands for. */
  granted?: { digest: string };
}

/**
 * Takes over what a module's own file proposes; rights only as they were shown: a run that may write in the directory
 * can change the file meanwhile.
 * @returns what was changed
 * @throws SwitchboardError module-unknown, file-not-importable, file-changing
 */
export async function takeOwnWords(
  { name, granted }: TakeOwnWords,
  engine?: Engine,
  by?: Origin,
): Promise<SettingChange[]> {
  const used = engine ?? (await getEngine());
  const module = requireModule(used, name);
  const words = readOwnWords(module);
  if (words.state === "refused")
    throw new SwitchboardError("file-not-importable", words.message, { hint: words.hint, field: "own-words" });
  if (words.state === "none") return [];
  if (granted && granted.digest !== words.digest) {
    throw new SwitchboardError("file-changing", `${OWN_WORDS_FILE} of “${name}” was changed since it was shown.`, {
      hint: "Reload the page, and look at what it proposes now.",
      field: "own-words",
    });
  }
  const changes = words.changes.filter((change) => granted !== undefined || !change.grants);
  if (changes.length === 0) return [];
  const changed = Object.fromEntries(changes.map(({ setting, to }) => [setting, to]));
  await changeModule(name, { ...settingsOf(module), ...changed }, used, by);
  return changes;
}
