"use server";
import { z } from "zod";
import { requireGate } from "@/app/gate.ts";
import type { Outcome } from "@/components/ui/outcome.ts";
import { type ActionState, askFormSchema, promptSchema } from "@/lib/core/ask-input.ts";
import { templateNameSchema } from "@/lib/core/template.ts";
import { askAgain } from "@/lib/queries/ask-again.ts";
import { askModule } from "@/lib/queries/ask-module.ts";
import { editQuery } from "@/lib/queries/edit-query.ts";
import { forgetSearch, keepSearch } from "@/lib/queries/search-reads.ts";
import { stopQuery } from "@/lib/queries/stop-query.ts";
import { forgetTemplate, keepTemplate, nameTemplate } from "@/lib/queries/templates.ts";
import { changed, idSchema, inputRefusal } from "./changed.ts";
import { toRefusal } from "./refusal.ts";

const searchNameSchema = z.string().trim().min(1, "Write a name.").max(80, "A name has at most 80 characters.");

export async function askModuleAction(_previous: ActionState, form: FormData): Promise<ActionState> {
  const by = await requireGate();
  const input = askFormSchema.safeParse(filledFields(form));
  if (!input.success) return inputRefusal(input.error, "Correct this and ask again.");
  try {
    const { threadId, messageId } = await askModule(input.data, undefined, by);
    return { status: "done", threadId, messageId };
  } catch (error) {
    return toRefusal(error);
  }
}

/** Asks the question of an answer once more, in the same thread. */
export async function askAgainAction(messageId: string): Promise<ActionState> {
  const by = await requireGate();
  const id = idSchema.safeParse(messageId);
  if (!id.success) return inputRefusal(id.error, "Reload the page and try again.");
  try {
    const asked = await askAgain(id.data, undefined, by);
    return { status: "done", threadId: asked.threadId, messageId: asked.messageId };
  } catch (error) {
    return toRefusal(error);
  }
}

export async function stopQueryAction(messageId: string): Promise<Outcome> {
  const by = await requireGate();
  return changed(idSchema, messageId, (id) => stopQuery(id, undefined, by));
}

/** Changes the question of an answer that waits in line. */
export async function editQueryAction(messageId: string, prompt: string): Promise<Outcome> {
  await requireGate();
  const input = z.object({ messageId: idSchema, prompt: promptSchema });
  return changed(input, { messageId, prompt }, (checked) => editQuery(checked.messageId, checked.prompt));
}

/** Keeps a search under a name. @param address the query part of the search page's address */
export async function saveSearchAction(name: string, address: string): Promise<Outcome> {
  await requireGate();
  const input = z.object({ name: searchNameSchema, address: z.string().min(1).max(4_000) });
  return changed(input, { name, address }, keepSearch);
}

export async function deleteSearchAction(searchId: string): Promise<Outcome> {
  await requireGate();
  return changed(idSchema, searchId, forgetSearch);
}

/** Keeps a question as a template. */
export async function saveTemplateAction(name: string, prompt: string): Promise<Outcome> {
  await requireGate();
  const input = z.object({ name: templateNameSchema, prompt: promptSchema });
  return changed(input, { name, prompt }, async (template) => void (await keepTemplate(template)));
}

export async function renameTemplateAction(templateId: string, name: string): Promise<Outcome> {
  await requireGate();
  const input = z.object({ templateId: idSchema, name: templateNameSchema });
  return changed(input, { templateId, name }, (checked) => nameTemplate(checked.templateId, checked.name));
}

export async function deleteTemplateAction(templateId: string): Promise<Outcome> {
  await requireGate();
  return changed(idSchema, templateId, (id) => forgetTemplate(id));
}

/**
 * The fields that were filled in: an empty field is one that was left out. The schema says which must be there. Forms
 * send every end of line as CR LF, which nobody typed.
 */
function filledFields(form: FormData): Record<string, FormDataEntryValue> {
  const fields: Record<string, FormDataEntryValue> = { modulePath: "", prompt: "" };
  for (const [name, value] of form) {
    if (typeof value !== "string") fields[name] = value;
    else if (value.trim() !== "") fields[name] = value.replaceAll("\r\n", "\n");
  }
  return fields;
}
