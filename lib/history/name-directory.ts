import path from "node:path";
import type { Db } from "../db/db.ts";
import { findModule, findModuleAt } from "../db/modules.ts";

const LONGEST = 100;

/**
 * The name of the module at a directory: the one it has, else the folder's, with as much of the path behind it as it
 * takes to be no other directory's. Nobody is asked, so a name is never taken from another directory.
 * @param reserved names given during this import that are not stored yet, with their directories
 */
export function nameDirectory(db: Db, directory: string, reserved: Map<string, string>): string {
  const known = findModuleAt(db, directory)?.name;
  if (known !== undefined) return known;
  for (const name of candidates(directory)) {
    const owner = findModule(db, name)?.path ?? reserved.get(name);
    if (owner !== undefined && owner !== directory) continue;
    reserved.set(name, directory);
    return name;
  }
  return directory; // there are endless candidates
}

function* candidates(directory: string): Generator<string> {
  const parts = directory
    .replace(/\p{Cc}/gu, " ")
    .split(path.sep)
    .filter((part) => part.trim() !== "");
  const base = parts.pop() ?? "root";
  yield cut(base);
  for (let count = 1; count <= parts.length; count += 1) {
    const name = `${base} (${parts.slice(-count).join("/")})`;
    if ([...name].length <= LONGEST) yield name;
  }
  for (let number = 2; ; number += 1) yield `${cut(base).slice(0, LONGEST - 12)} ${number}`;
}

const cut = (name: string) => [...name.trim()].slice(0, LONGEST).join("");
