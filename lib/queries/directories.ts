import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** So many are offered. */
const MOST = 40;
const LONGEST = 4_096;

/** The directories that a path may go on with, by name; none where that can't be told. "~" stands for the home directory. */
export async function directoriesLike(given: string): Promise<{ directories: string[] }> {
  const typed = given === "~" ? "~/" : given;
  const whole = typed.startsWith("~/") ? path.join(os.homedir(), typed.slice(1)) : typed;
  if (!path.isAbsolute(whole) || whole.length > LONGEST || whole.includes("\0")) return { directories: [] };
  const folder = whole.endsWith("/") ? whole : path.dirname(whole);
  const begun = whole.endsWith("/") ? "" : path.basename(whole).toLowerCase();
  try {
    const entries = await fs.readdir(folder, { withFileTypes: true });
    const names = entries
      .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && entry.name.toLowerCase().startsWith(begun))
      // Hidden ones only when they are asked for.
      .filter(({ name }) => begun.startsWith(".") || !name.startsWith("."))
      .map(({ name }) => name)
      .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    return { directories: names.slice(0, MOST).map((name) => path.join(folder, name)) };
  } catch {
    return { directories: [] }; // not there, or not for this user: nothing to offer
  }
}
