import { checkDirectory } from "../claude/check-directory.ts";
import { isSwitchboardError, SwitchboardError } from "../core/failure.ts";
import type { Module } from "../core/message.ts";
import type { ModuleSettings, ModuleToAdd } from "../core/module-settings.ts";
import type { AddedModules } from "../core/module-view.ts";
import type { Origin } from "../core/origin.ts";
import { checkModuleName } from "../core/question.ts";
import { noteDeed } from "../db/audit.ts";
import {
  deleteModule,
  findModule,
  findModuleAt,
  isModuleNamed,
  keepModule,
  renameModule,
  updateModule,
} from "../db/modules.ts";
import { whenFree } from "../db/patience.ts";
import { nameDirectory } from "../history/name-directory.ts";
import { type Engine, getEngine } from "./engine.ts";
import { moduleOfName, moduleUnknown } from "./modules.ts";

/** Adds directories to the modules, each for itself: what can't be added is told, and keeps no other out. */
export async function addModules(given: readonly ModuleToAdd[], engine?: Engine): Promise<AddedModules> {
  const used = engine ?? (await getEngine());
  const outcome: AddedModules = { added: [], refused: [] };
  for (const { path, name } of given) {
    try {
      outcome.added.push(await whenFree(() => addModule(used, path, name)));
    } catch (error) {
      if (!isSwitchboardError(error)) throw error;
      outcome.refused.push({ path, message: error.message, hint: error.hint });
    }
  }
  return outcome;
}

/**
 * Makes one directory a module.
 * @param name default: made from the directory's
 * @throws SwitchboardError directory-missing and its like, module-name-taken, input-invalid
 */
export async function addOneModule(
  { path, name }: ModuleToAdd,
  engine?: Engine,
): Promise<{ name: string; path: string }> {
  const used = engine ?? (await getEngine());
  return whenFree(() => addModule(used, path, name));
}

function addModule({ store: { db } }: Engine, given: string, wanted: string | undefined) {
  const path = checkDirectory(given, "path");
  const known = findModuleAt(db, path);
  if (known) {
    throw new SwitchboardError("module-name-taken", `${path} is already the module “${known.name}”.`, {
      hint: "Open it in the list of modules.",
      field: "path",
    });
  }
  const name = wanted ? checkModuleName(wanted) : nameDirectory(db, path, new Map());
  refuseTaken(findModule(db, name));
  keepModule(db, { name, path }, false);
  return { name, path };
}

/**
 * Changes what a module is for, where it is and how it is asked.
 * @throws SwitchboardError module-unknown, module-name-taken, directory-missing and its like
 */
export async function changeModule(
  name: string,
  settings: ModuleSettings,
  engine?: Engine,
  by?: Origin,
): Promise<void> {
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  const module = moduleOfName(used, name);
  if (module === null) throw moduleUnknown(name);
  // A directory that is gone meanwhile keeps nobody from changing the rest.
  const path = settings.path === module.path ? module.path : checkDirectory(settings.path, "path");
  const there = path === module.path ? null : findModuleAt(db, path);
  if (there !== null && there.name !== name) {
    throw new SwitchboardError("module-name-taken", `${path} is already the module “${there.name}”.`, {
      hint: "Give another directory, or remove that module first.",
      field: "path",
    });
  }
  const detail = rightsChanged(module, { ...settings, path });
  const change = db.$client.transaction(() => {
    if (findModule(db, name) === null) keepModule(db, { name, path: module.path }, false);
    updateModule(db, name, { ...settings, path });
    if (detail !== "") noteDeed(db, by ?? used.origin, { event: "grant", subject: name, detail });
  });
  await whenFree(() => change.immediate());
}

/** What of a change is about rights, for the log: given, taken away, or moved to another directory. "" when nothing is. */
function rightsChanged(before: Module, after: ModuleSettings): string {
  const isMoved = before.path !== after.path && (after.profile !== null || after.asks !== null);
  return [
    ...(before.profile === after.profile ? [] : [`profile ${before.profile ?? "none"} → ${after.profile ?? "none"}`]),
    ...(before.asks === after.asks ? [] : [`asks other modules ${before.asks ?? "none"} → ${after.asks ?? "none"}`]),
    ...(isMoved ? [`for ${after.path} instead of ${before.path}`] : []),
  ].join(", ");
}

/**
 * Gives a module another name. Threads and messages carry the name, and some of them are other programs' rows: nothing
 * there is rewritten, so a module that was asked keeps its name.
 * @throws SwitchboardError module-unknown, module-in-use, module-name-taken, input-invalid
 */
export async function nameModuleAnew(from: string, to: string, engine?: Engine): Promise<void> {
  const { db } = (engine ?? (await getEngine())).store;
  const name = checkModuleName(to);
  if (name === from) return;
  await whenFree(() =>
    db.$client
      .transaction(() => {
        if (isModuleNamed(db, from)) {
          throw new SwitchboardError("module-in-use", `“${from}” has threads, whose messages carry this name.`, {
            hint: "Say in the description what it is. A new name can be had by removing the module and adding its directory again: its threads keep the old one.",
            field: "name",
          });
        }
        refuseTaken(findModule(db, name));
        if (!renameModule(db, from, name)) throw moduleUnknown(from);
      })
      .immediate(),
  );
}

/** Takes a module out of the list. Its threads stay, and its directory is not touched. @throws SwitchboardError module-unknown */
export async function removeModule(name: string, engine?: Engine): Promise<void> {
  const { db } = (engine ?? (await getEngine())).store;
  if (!(await whenFree(() => deleteModule(db, name)))) throw moduleUnknown(name);
}

function refuseTaken(module: { name: string; path: string } | null): void {
  if (module === null) return;
  throw new SwitchboardError("module-name-taken", `The name “${module.name}” already stands for ${module.path}.`, {
    hint: "Give this one another name.",
    field: "name",
  });
}
