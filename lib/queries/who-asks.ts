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
  return askingRun(store.db, mark) ?? { module: moduleAround(store.db, fs.realpathSync(directory)), runId: null };
}

/**
 * The module in whose run a process asks, which was started by it: by a Bash tool, say.
 * @param mark as above
 */
export function askingRun(db: Engine["store"]["db"], mark: string | undefined): Asker | undefined {
  if (mark === undefined) return undefined;
  // One whose question has ended is told so when it asks.
  const run = answeringRun(db, mark) ?? lineOfRun(db, mark)[0];
  return run && { module: run.module, runId: run.runId };
}

/** The module at a directory or around it; a directory that is none goes by its own name. */
function moduleAround(db: Engine["store"]["db"], directory: string): string {
  for (let at = directory; ; at = path.dirname(at)) {
    const module = findModuleAt(db, at);
    if (module) return module.name;
    if (at === path.dirname(at)) return path.basename(directory) || "root";
  }
}
