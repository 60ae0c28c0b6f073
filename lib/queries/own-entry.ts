import fs from "node:fs";
import path from "node:path";
import { packageRoot } from "../package-root.ts";

/** The file that a process or thread of our own runs: the built one, or in a clone that isn't built the source. */
export function ownEntry(name: "import-process" | "follow-thread" | "check-database"): string {
  const root = packageRoot(import.meta.url);
  const built = path.join(root, "dist", "cli", `${name}.js`);
  return fs.existsSync(built) ? built : path.join(root, "cli", `${name}.ts`);
}
