// Installs the packages when what is in node_modules is not what package-lock.json says.
import fs from "node:fs";
import path from "node:path";
import { npm } from "./npm.mjs";
import { ROOT } from "./project.mjs";

/**
 * Runs `npm ci` when needed.
 * @param {NodeJS.ProcessEnv} env
 */
export async function ensureInstalled(env) {
  const wanted = readPackages(path.join(ROOT, "package-lock.json"));
  // npm writes this one as the last act of an install: it is missing after one that was interrupted.
  const installed = readPackages(path.join(ROOT, "node_modules", ".package-lock.json"));
  if (isInstalled(wanted, installed)) return;
  console.log("Installing the packages (npm ci)");
  await npm("Installing the packages", ["ci"], env);
}

/**
 * Whether every package of the lockfile stands in node_modules in that version. Optional ones are left out: most of
 * them are for other platforms. Comparing, rather than keeping a stamp, also believes an `npm ci` done by hand.
 * @param {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} wanted
 * @param {Record<string, { version?: string }>} installed
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(
    ([at, entry]) => at === "" || entry.optional || entry.devOptional || installed[at]?.version === entry.version,
  );
}

function readPackages(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")).packages : {};
}
