import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** So many directories are offered, and so many entries of one directory are looked at. */
const MOST_OFFERED = 40;
const MOST_ENTRIES = 10_000;

/**
 * Directories that a path which is being typed may become: those in the one that it stands in whose name begins so.
 * Only names; none that this user can't enter. "~/" stands for the home directory, and hidden ones are offered once a
 * dot is typed.
 * @returns absolute paths; none when there is nothing to be read
 */
export async function completeDirectory(typed: string): Promise<string[]> {
  const given = typed === "~" || typed.startsWith("~/") ? os.homedir() + typed.slice(1) : typed;
  if (!path.isAbsolute(given) || given.includes("\0")) return [];
  const base = path.resolve(given.slice(0, given.lastIndexOf("/") + 1));
  // Processes and devices: nobody's project stands there.
  if (/^\/(proc|sys|dev)(\/|$)/.test(base)) return [];
  const begun = given.slice(given.lastIndexOf("/") + 1).toLowerCase();
  const names = await namesIn(base);
  const fitting = names.filter(
    (name) => name.toLowerCase().startsWith(begun) && (begun.startsWith(".") || !name.startsWith(".")),
  );
  const offered: string[] = [];
  for (const name of fitting.toSorted((a, b) => a.localeCompare(b, "en"))) {
    const directory = path.join(base, name);
    if (await canBeEntered(directory)) offered.push(directory);
    if (offered.length === MOST_OFFERED) break;
  }
  return offered;
}

/** Names of what may be a directory. */
async function namesIn(directory: string): Promise<string[]> {
  const names: string[] = [];
  try {
    let seen = 0;
    for await (const entry of await fs.promises.opendir(directory)) {
      if (entry.isDirectory() || entry.isSymbolicLink()) names.push(entry.name);
      seen += 1;
      if (seen === MOST_ENTRIES) break;
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    // It isn't there, or can't be read: there is nothing to offer.
  }
  return names;
}

async function canBeEntered(directory: string): Promise<boolean> {
  try {
    if (!(await fs.promises.stat(directory)).isDirectory()) return false;
    await fs.promises.access(directory, fs.constants.R_OK | fs.constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}
