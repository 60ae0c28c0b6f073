import fs from "node:fs";

/** Files that say what to run are short: a longer one is none, in bytes. */
const LONGEST = 1024 * 1024;

export type SmallFile = { state: "text"; text: string } | { state: "missing" } | { state: "odd"; why: string };

/** Reads a file of a directory that may be anyone's: never a pipe or a device, which may never end, and not endlessly. */
export function readSmall(file: string): SmallFile {
  let descriptor: number;
  try {
    // A pipe without a writer is opened at once, too.
    descriptor = fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT" || code === "ENOTDIR") return { state: "missing" };
    return { state: "odd", why: `can't be read (${String(code)})` };
  }
  try {
    const stat = fs.fstatSync(descriptor);
    if (!stat.isFile()) return { state: "odd", why: "is no plain file" };
    if (stat.size > LONGEST) return { state: "odd", why: `has ${stat.size} bytes` };
    return { state: "text", text: fs.readFileSync(descriptor, "utf8") };
  } finally {
    fs.closeSync(descriptor);
  }
}
