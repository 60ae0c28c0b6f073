import { findModule, findModuleAt } from "../db/modules.ts";
import { type Engine, getEngine } from "./engine.ts";

/** Whom an address asks to ask; `missing` is the name of a module that isn't there. */
export interface AskTarget {
  path: string;
  name: string;
  missing: string | null;
}

type Given = string | string[] | undefined;

const first = (given: Given) => (Array.isArray(given) ? given[0] : given)?.trim() ?? "";

/** What `/?module=NAME` or `/?path=DIRECTORY` fills the form with. A directory is taken as it is: asking checks it. */
export async function readAskTarget(address: { module?: Given; path?: Given }, engine?: Engine): Promise<AskTarget> {
  const [module, path] = [first(address.module), first(address.path)];
  if (module === "" && path === "") return { path: "", name: "", missing: null };
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  if (module === "") return { path, name: findModuleAt(db, path)?.name ?? "", missing: null };
  const known = findModule(db, module) ?? used.env.demoModules.find(({ name }) => name === module);
  if (known) return { path: known.path, name: known.name, missing: null };
  return { path, name: "", missing: module.slice(0, 100) };
}
