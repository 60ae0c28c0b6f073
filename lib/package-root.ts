import fs from "node:fs";
import path from "node:path";

/**
 * The folder of this package, found from the folder of a module in it: the sources and the built files lie at
 * different depths.
 */
export function packageRoot(from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, "drizzle", "meta", "_journal.json"))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`Switchboard's own files (drizzle/) are not above ${from}.`);
  }
}
