import { asc, desc, eq } from "drizzle-orm";
import type { Module } from "../core/message.ts";
import type { Db } from "./db.ts";
import { nowSeconds } from "./rows.ts";
import { modules } from "./schema.ts";

/** What a module says of itself before anyone has said anything. */
export const NOTHING_SAID: Omit<Module, "name" | "path" | "createdAt" | "lastAskedAt"> = {
  description: null,
  systemPrompt: null,
  model: null,
  profile: null,
  maxTurns: null,
  maxBudgetUsd: null,
};

/** All modules, the one asked last first. */
export function listModules(db: Db): Module[] {
  return db.select().from(modules).orderBy(desc(modules.lastAskedAt), asc(modules.name)).all();
}

export function findModule(db: Db, name: string): Module | null {
  return db.select().from(modules).where(eq(modules.name, name)).get() ?? null;
}

/** The module at a directory, or null; of several the one asked last. */
export function findModuleAt(db: Db, directory: string): Module | null {
  return db.select().from(modules).where(eq(modules.path, directory)).orderBy(desc(modules.lastAskedAt)).get() ?? null;
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
