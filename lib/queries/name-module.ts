import fs from "node:fs";
import path from "node:path";
import { SwitchboardError } from "../core/failure.ts";
import { checkModuleName } from "../core/question.ts";
import type { Db } from "../db/db.ts";
import { findModule, findModuleAt } from "../db/modules.ts";

/**
 * The name under which a directory is asked: the given one, else the one it was asked by last, else the folder's.
 * One name stands for one directory, so that a thread never mixes two projects up; a module that moved takes its
 * name along.
 * @param directory the real path
 * @throws SwitchboardError module-name-taken, input-invalid
 */
export function nameModule(db: Db, directory: string, given: string | undefined): string {
  const name = given?.trim()
    ? checkModuleName(given)
    : (findModuleAt(db, directory)?.name ?? checkModuleName(path.basename(directory) || "root"));
  const known = findModule(db, name);
  if (known && known.path !== directory && fs.existsSync(known.path)) {
    throw new SwitchboardError("module-name-taken", `The name “${name}” already stands for ${known.path}.`, {
      hint: "Give this directory another name.",
      field: "moduleName",
    });
  }
  return name;
}
