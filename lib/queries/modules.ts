import { SwitchboardError } from "../core/failure.ts";
import type { Module } from "../core/message.ts";
import type { ModuleAddress } from "../core/module-address.ts";
import type { ModuleList, ModulePageView, ModuleRow, MonthlySpend } from "../core/module-view.ts";
import { countThreadsOf, figuresByModule, monthlySpend, threadsByModule } from "../db/module-figures.ts";
import { findModule, isModuleNamed, listModules, NOTHING_SAID } from "../db/modules.ts";
import { whenFree } from "../db/patience.ts";
import { type Engine, getEngine } from "./engine.ts";

/** Figures of the list are those of so many days. */
const DAYS = 30;
/** Months that the plot of a module shows. */
const MONTHS = 12;
/** Threads that the page of a module shows. */
const RECENT_THREADS = 8;

/** Every module, with those that the demo offers before they were ever asked. */
export function allModules({ store, env }: Engine): Module[] {
  const known = listModules(store.db);
  const offered = env.demoModules.filter(
    ({ name, path }) => !known.some((one) => one.path === path || one.name === name),
  );
  return [...known, ...offered.map((module) => ({ ...NOTHING_SAID, ...module, createdAt: 0, lastAskedAt: null }))];
}

/** The module of a name, among those that are kept and those that the demo offers; null when there is none. */
export function moduleOfName(engine: Engine, name: string): Module | null {
  return findModule(engine.store.db, name) ?? allModules(engine).find((module) => module.name === name) ?? null;
}

/**
 * The module of a name, to be asked.
 * @throws SwitchboardError module-unknown
 */
export function requireModule(engine: Engine, name: string): Module {
  const module = moduleOfName(engine, name);
  if (module) return module;
  const names = allModules(engine).map((one) => one.name);
  const shown = names.slice(0, 20).join(", ");
  throw new SwitchboardError("module-unknown", `There is no module “${name}”.`, {
    hint: names.length === 0 ? "No module was added yet." : `There are: ${shown}${names.length > 20 ? ", …" : ""}.`,
    field: "module",
  });
}

/** What another module is told of a module. */
export type AskableModule = Pick<Module, "name" | "description" | "capabilities" | "dataTypes">;

/** The modules by name; those that have all of the words. */
export function matchingModules(engine: Engine, words: string): Module[] {
  return allModules(engine)
    .filter((module) => hasWords(module, words))
    .sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
}

/** The same as another module is told of them. */
export function listAskable(engine: Engine, words: string): AskableModule[] {
  return matchingModules(engine, words).map(({ name, description, capabilities, dataTypes }) => ({
    ...{ name, description, capabilities, dataTypes },
  }));
}

/** The modules that an address asks for. @throws SwitchboardError database-busy */
export async function readModules(address: ModuleAddress, engine?: Engine): Promise<ModuleList> {
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  const all = await whenFree(() => allModules(used));
  const threads = await whenFree(() => threadsByModule(db));
  const figures = await figuresByModule(db, DAYS);
  const rows = all
    .filter((module) => hasWords(module, address.words))
    .map((module) => ({
      ...{ module, threads: threads.get(module.name) ?? 0 },
      ...(figures.get(module.name) ?? { queries: 0, costUsd: 0 }),
    }))
    .sort(ORDERS[address.sort]);
  return { rows: rows.slice(0, address.count), matching: rows.length, all: all.length };
}

/** What the page of a module shows at once; null when there is no module of this name. */
export async function readModule(name: string, engine?: Engine): Promise<ModulePageView | null> {
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  const module = await whenFree(() => moduleOfName(used, name));
  if (module === null) return null;
  const { threads } = await used.store.listThreadPage({ module: name, limit: RECENT_THREADS });
  const kept = findModule(db, name) !== null;
  const renameable = kept && !(await whenFree(() => isModuleNamed(db, name)));
  return { module, threads, threadCount: await whenFree(() => countThreadsOf(db, name)), renameable, kept };
}

/** What a module cost in each of the last twelve months. */
export async function readModuleSpend(name: string): Promise<MonthlySpend> {
  return monthlySpend((await getEngine()).store.db, name, MONTHS);
}

export function moduleUnknown(name: string): SwitchboardError {
  return new SwitchboardError("module-unknown", `There is no module “${name}” any more.`, {
    hint: "The list of modules shows those that there are.",
    field: "name",
  });
}

const byName = (a: ModuleRow, b: ModuleRow) => a.module.name.localeCompare(b.module.name, "en", { numeric: true });

const ORDERS: Record<ModuleAddress["sort"], (a: ModuleRow, b: ModuleRow) => number> = {
  asked: (a, b) => (b.module.lastAskedAt ?? 0) - (a.module.lastAskedAt ?? 0) || byName(a, b),
  name: byName,
  threads: (a, b) => b.threads - a.threads || byName(a, b),
  queries: (a, b) => b.queries - a.queries || byName(a, b),
  cost: (a, b) => b.costUsd - a.costUsd || byName(a, b),
};

/** Whether each word stands in the name, the path, the description or what it says of itself. */
function hasWords({ name, path, description, capabilities, dataTypes }: Module, words: string): boolean {
  const text = [name, path, description ?? "", ...capabilities, ...dataTypes].join("\n").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
