import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { SwitchboardError } from "../lib/core/failure.ts";
import type { Module } from "../lib/core/message.ts";
import { nearest } from "./nearest.ts";

/** The module that was named on the command line. */
export interface ModuleArgument {
  /** Absolute. */
  modulePath: string;
  /** Its known name; undefined leaves the choice to askModule. */
  moduleName: string | undefined;
}

/**
 * What a word means: a path when it begins as one (. / ~), else the name of a known module, else a directory of that
 * name.
 * @throws SwitchboardError module-unknown, with the names that are most like it
 */
export function moduleFrom(word: string, known: readonly Pick<Module, "name" | "path">[]): ModuleArgument {
  if (/^[./]|^~(\/|$)/.test(word)) return { modulePath: absolute(word), moduleName: undefined };
  const module = known.find(({ name }) => name === word);
  if (module) return { modulePath: module.path, moduleName: module.name };
  const directory = absolute(word);
  if (word !== "" && fs.existsSync(directory)) return { modulePath: directory, moduleName: undefined };
  const names = known.map(({ name }) => name);
  const like = nearest(word, names);
  const some = like.length > 0 ? `Did you mean ${like.join(" or ")}? Or give` : "Give";
  const others = like.length === 0 && names.length > 0 ? ` Known modules: ${names.slice(0, 8).join(", ")}.` : "";
  throw new SwitchboardError("module-unknown", `There is no module “${word}”, and no directory ${directory}.`, {
    hint: `${some} the path of a directory, such as . or ~/code/${word || "inventory"}.${others}`,
    field: "module",
  });
}

function absolute(word: string): string {
  return path.resolve(word.replace(/^~(?=\/|$)/, os.homedir()));
}
