import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder of this package, found from the URL of a module in it: the sources and the built files lie at different
 * depths. (The URL, because Next.js's bundles know no import.meta.dirname.)
 */
export function packageRoot(moduleUrl: string): string {
  const from = path.dirname(fileURLToPath(moduleUrl));
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, "drizzle", "meta", "_journal.json"))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`Switchboard's own files (drizzle/) are not above ${from}.`);
  }
}
