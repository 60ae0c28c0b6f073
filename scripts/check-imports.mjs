// Keeps imports pointing one way: app, cli -> mcp -> lib -> lib/core. Biome's rules compare the words of an import (see
// biome.json); this resolves each one, so that no spelling of a path gets around the direction.
import fs from "node:fs";
import path from "node:path";
import { filesUnder } from "./fingerprint.mjs";
import { ROOT } from "./project.mjs";

/** What files below a folder may import of this project: anything below these. */
const ALLOWED = {
  "lib/core": ["lib/core"],
  lib: ["lib"],
  components: ["components", "lib/core"],
  mcp: ["mcp", "lib", "package.json"],
  http: ["http", "mcp", "lib/queries", "lib/history", "lib/access", "lib/core", "package.json"],
  cli: ["cli", "http", "mcp", "lib", "package.json"],
  app: ["app", "components", "lib"],
};
const IMPORT = /(?:from|import)\s*\(?\s*["']([^"']+)["']/g;

const isBelow = (file, folder) => file === folder || file.startsWith(`${folder}/`);

/** What an import names within the project, as a path from the root; null for a package. */
function target(file, specifier) {
  if (specifier.startsWith("@/")) return path.posix.normalize(specifier.slice(2));
  if (specifier.startsWith(".")) return path.posix.join(path.posix.dirname(file), specifier);
  return null;
}

const offences = [];
for (const [folder, allowed] of Object.entries(ALLOWED)) {
  for (const absolute of filesUnder(path.join(ROOT, folder))) {
    if (!/\.tsx?$/.test(absolute)) continue;
    const file = path.relative(ROOT, absolute).split(path.sep).join("/");
    for (const [, specifier] of fs.readFileSync(absolute, "utf8").matchAll(IMPORT)) {
      const named = target(file, specifier);
      if (named !== null && !allowed.some((at) => isBelow(named, at)))
        offences.push(`${file} imports ${named}: files of ${folder} import only ${allowed.join(", ")}`);
    }
  }
}
for (const offence of offences) console.error(offence);
if (offences.length > 0) process.exitCode = 1;
