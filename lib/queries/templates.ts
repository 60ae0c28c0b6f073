import { checkPrompt } from "../core/question.ts";
import type { Template } from "../core/template.ts";
import { whenFree } from "../db/patience.ts";
import { deleteTemplate, insertTemplate, listTemplates, renameTemplate } from "../db/templates.ts";
import { type Engine, getEngine } from "./engine.ts";

/** Questions that a person keeps, by name. */
export async function readTemplates(engine?: Engine): Promise<Template[]> {
  return listTemplates((engine ?? (await getEngine())).store.db);
}

/** Keeps a question. @throws SwitchboardError prompt-empty, prompt-too-large, template-name-taken */
export async function keepTemplate(input: { name: string; prompt: string }, engine?: Engine): Promise<Template> {
  const { db } = (engine ?? (await getEngine())).store;
  checkPrompt(input.prompt);
  return whenFree(() => insertTemplate(db, input));
}

/** @throws SwitchboardError template-unknown, template-name-taken */
export async function nameTemplate(templateId: string, name: string, engine?: Engine): Promise<void> {
  const { db } = (engine ?? (await getEngine())).store;
  await whenFree(() => renameTemplate(db, templateId, name));
}

export async function forgetTemplate(templateId: string, engine?: Engine): Promise<void> {
  const { db } = (engine ?? (await getEngine())).store;
  await whenFree(() => deleteTemplate(db, templateId));
}
