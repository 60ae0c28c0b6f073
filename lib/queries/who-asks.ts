import fs from "node:fs";
import path from "node:path";
import type { Asker } from "../core/chain.ts";
import { answeringRun, lineOfRun } from "../db/chains.ts";
import { findModuleAt } from "../db/modules.ts";
import type { Engine } from "./engine.ts";

/**
 * Who asks through our MCP server: the run that the CLI answers which started it, else the module at its directory: a
 * session in a terminal.
 * @param mark the mark of the run that this process inherited; undefined when it has none
 */
export function whoAsks({ store }: Engine, mark: string | undefined, directory: string): Asker {
  const { db } = store;
  const answering = mark === undefined ? null : answeringRun(db, mark);
  if (answering) return { module: answering.module, runId: answering.runId };
  const [known] = mark === undefined ? [] : lineOfRun(db, mark);
  // Its question has ended: it is told so when it asks.
  if (known) return { module: known.module, runId: known.runId };
  return { module: moduleAround(db, fs.realpathSync(directory)), runId: null };
}

/** The module at a directory or around it; a directory that is none goes by its own name. */
function moduleAround(db: Engine["store"]["db"], directory: string): string {
  for (let at = directory; ; at = path.dirname(at)) {
    const module = findModuleAt(db, at);
    if (module) return module.name;
    if (at === path.dirname(at)) return path.basename(directory) || "root";
  }
}
