import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { SwitchboardError } from "../core/failure.ts";
import type { Template } from "../core/template.ts";
import type { Db } from "./db.ts";
import { nowSeconds } from "./rows.ts";
import { templates } from "./schema.ts";

/** Questions that a person keeps, by name. */
export function listTemplates(db: Db): Template[] {
  return db.select().from(templates).orderBy(asc(templates.name)).all();
}

/** Keeps a question under a name. @throws SwitchboardError template-name-taken */
export function insertTemplate(db: Db, { name, prompt }: { name: string; prompt: string }): Template {
  const row = { templateId: randomUUID(), name, prompt, createdAt: nowSeconds() };
  if (db.insert(templates).values(row).onConflictDoNothing().run().changes === 1) return row;
  throw nameTaken(name);
}

/** Gives a template another name. @throws SwitchboardError template-unknown, template-name-taken */
export function renameTemplate(db: Db, templateId: string, name: string): void {
  const rename = db.$client.transaction(() => {
    const other = db.select().from(templates).where(eq(templates.name, name)).get();
    if (other && other.templateId !== templateId) throw nameTaken(name);
    const done = db.update(templates).set({ name }).where(eq(templates.templateId, templateId)).run();
    if (done.changes === 1) return;
    throw new SwitchboardError("template-unknown", "This template isn't there any more.", {
      hint: "It was deleted elsewhere. Reload the page, and save the question again if it is still wanted.",
    });
  });
  rename.immediate();
}

/** Forgets a template; one that is gone already is no error. */
export function deleteTemplate(db: Db, templateId: string): void {
  db.delete(templates).where(eq(templates.templateId, templateId)).run();
}

function nameTaken(name: string): SwitchboardError {
  return new SwitchboardError("template-name-taken", `A question is kept under the name “${name}” already.`, {
    hint: "Give this one another name, or delete the other one first.",
    field: "name",
  });
}
