import { asc, desc, eq, sql } from "drizzle-orm";
import type { Module } from "../core/message.ts";
import type { ModuleSettings } from "../core/module-settings.ts";
import type { Db } from "./db.ts";
import { prepared, preparedQuery } from "./prepared.ts";
import { asModules, nowSeconds } from "./rows.ts";
import { modules } from "./schema.ts";

/** What a module says of itself before anyone has said anything. */
export const NOTHING_SAID: Omit<Module, "name" | "path" | "createdAt" | "lastAskedAt"> = {
  description: null,
  systemPrompt: null,
  model: null,
  profile: null,
  maxTurns: null,
  maxBudgetUsd: null,
  maxSeconds: null,
  asks: null,
  capabilities: [],
  dataTypes: [],
};

function toModule(row: typeof modules.$inferSelect): Module {
  return { ...row, capabilities: asModules(row.capabilities), dataTypes: asModules(row.dataTypes) };
}

/** All modules, the one asked last first. */
export function listModules(db: Db): Module[] {
  return db.select().from(modules).orderBy(desc(modules.lastAskedAt), asc(modules.name)).all().map(toModule);
}

export function findModule(db: Db, name: string): Module | null {
  const row = db.select().from(modules).where(eq(modules.name, name)).get();
  return row ? toModule(row) : null;
}

const moduleAt = (db: Db) =>
  db
    .select()
    .from(modules)
    .where(eq(modules.path, sql.placeholder("directory")))
    .orderBy(desc(modules.lastAskedAt))
    .prepare();

/** The module at a directory, or null; of several the one asked last. */
export function findModuleAt(db: Db, directory: string): Module | null {
  const row = preparedQuery(db, moduleAt).get({ directory });
  return row ? toModule(row) : null;
}

/** Notes that a module stands at this directory; `asked` also notes that it was asked just now. */
export function keepModule(db: Db, module: { name: string; path: string }, asked: boolean): void {
  const now = nowSeconds();
  const lastAskedAt = asked ? now : null;
  db.insert(modules)
    .values({ ...module, createdAt: now, lastAskedAt })
    .onConflictDoUpdate({ target: modules.name, set: { path: module.path, ...(asked && { lastAskedAt }) } })
    .run();
}

/** Changes what a module says of itself. @returns false when there is none of that name */
export function updateModule(db: Db, name: string, settings: Partial<ModuleSettings>): boolean {
  const { capabilities, dataTypes, ...said } = settings;
  const words = (list: string[] | undefined) => (list === undefined ? undefined : JSON.stringify(list));
  return (
    db
      .update(modules)
      .set({ ...said, capabilities: words(capabilities), dataTypes: words(dataTypes) })
      .where(eq(modules.name, name))
      .run().changes === 1
  );
}

/** Takes a module out of the list; its threads stay. @returns false when there is none of that name */
export function deleteModule(db: Db, name: string): boolean {
  return db.delete(modules).where(eq(modules.name, name)).run().changes === 1;
}

/** Whether threads or runs carry a module's name. */
export function isModuleNamed(db: Db, name: string): boolean {
  const find =
    "SELECT EXISTS (SELECT 1 FROM thread_modules WHERE module = @name) OR EXISTS (SELECT 1 FROM runs WHERE module = @name AND started_at >= 0)";
  return prepared(db, find).pluck().get({ name }) === 1;
}

/** Gives a module another name. @returns false when there is none of that name */
export function renameModule(db: Db, from: string, to: string): boolean {
  return db.update(modules).set({ name: to }).where(eq(modules.name, from)).run().changes === 1;
}
