"use server";
import { z } from "zod";
import { changed, inputRefusal } from "@/app/changed.ts";
import { requireGate } from "@/app/gate.ts";
import { toRefusal } from "@/app/refusal.ts";
import type { AddActions } from "@/components/modules/module-actions.ts";
import type { Outcome } from "@/components/ui/outcome.ts";
import {
  addModulesSchema,
  type ModuleToAdd,
  moduleNameSchema,
  moduleSettingsSchema,
} from "@/lib/core/module-settings.ts";
import { addModules, changeModule, nameModuleAnew, removeModule } from "@/lib/queries/modules-change.ts";
import { lookAtDirectory } from "@/lib/queries/modules-found.ts";
import { takeOwnWords } from "@/lib/queries/own-words.ts";

/** Changes what a module is for, where it is and how it is asked. @param fields the form's, as they were typed */
export async function changeModuleAction(name: string, fields: Record<string, string>): Promise<Outcome> {
  const by = await requireGate();
  const known = moduleNameSchema.safeParse(name);
  if (!known.success) return inputRefusal(known.error, "Reload the page and try again.");
  const settings = moduleSettingsSchema.safeParse(fields);
  if (!settings.success) return inputRefusal(settings.error, "Correct this and save again.");
  try {
    await changeModule(known.data, settings.data, undefined, by);
    return { status: "done" };
  } catch (error) {
    return toRefusal(error);
  }
}

export async function renameModuleAction(from: string, to: string): Promise<Outcome> {
  await requireGate();
  const input = z.object({ from: moduleNameSchema, to: z.string().max(200) });
  return changed(input, { from, to }, (names) => nameModuleAnew(names.from, names.to));
}

/** Takes a module out of the list; its threads stay. */
export async function removeModuleAction(name: string): Promise<Outcome> {
  await requireGate();
  return changed(moduleNameSchema, name, removeModule);
}

/** Takes over what a module's own file proposes. @param digest of what was shown, to take its rights too */
export async function takeOwnWordsAction(name: string, digest: string | null): Promise<Outcome> {
  const by = await requireGate();
  const input = z.object({ name: moduleNameSchema, digest: z.string().max(64).nullable() });
  return changed(input, { name, digest }, async (given) => {
    const granted = given.digest !== null && { granted: { digest: given.digest } };
    await takeOwnWords({ name: given.name, ...granted }, undefined, by);
  });
}

/** What a directory is, before it is added. */
export async function lookAtDirectoryAction(path: string): ReturnType<AddActions["lookAtDirectory"]> {
  await requireGate();
  const input = z.string().trim().min(1, "Give the path of a directory.").max(4_096).safeParse(path);
  if (!input.success) return inputRefusal(input.error, "Correct this and try again.");
  try {
    return { status: "found", directory: await lookAtDirectory(input.data) };
  } catch (error) {
    return toRefusal(error);
  }
}

/** Adds directories to the modules. */
export async function addModulesAction(chosen: ModuleToAdd[]): ReturnType<AddActions["addModules"]> {
  await requireGate();
  const input = addModulesSchema.safeParse(chosen);
  if (!input.success) return inputRefusal(input.error, "Choose again.");
  try {
    return { status: "added", ...(await addModules(input.data)) };
  } catch (error) {
    return toRefusal(error);
  }
}
