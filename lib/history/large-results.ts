import fs from "node:fs";
import path from "node:path";

/** How much of a tool's result is taken from its file, in bytes. */
const MOST_BYTES = 4 * 1024 * 1024;
const SAVED = /saved to: \S.*?[\\/]tool-results[\\/]([^\\/\s]+)/;

/**
 * Gives the whole of a tool's result that was too large for the transcript: the CLI keeps it in a file of the session,
 * and names it in the result. Only the file's name is taken from there, never its directory. The result as it stands
 * when there is no such file any more.
 * @param sessionDir the session's own directory, beside its transcript
 */
export function largeResults(sessionDir: string): (text: string) => string {
  const folder = path.join(sessionDir, "tool-results");
  return (text) => {
    const name = text.length < 20_000 && text.includes("tool-results") ? SAVED.exec(text)?.[1] : undefined;
    if (name === undefined || name.startsWith(".")) return text;
    return readBeginning(path.join(folder, name)) ?? text;
  };
}

function readBeginning(file: string): string | null {
  let handle: number;
  try {
    handle = fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK);
  } catch {
    return null; // cleaned up by the CLI: what the transcript itself has of it is kept
  }
  try {
    const stat = fs.fstatSync(handle);
    if (!stat.isFile()) return null;
    const bytes = Buffer.alloc(Math.min(stat.size, MOST_BYTES));
    const text = bytes.toString("utf8", 0, fs.readSync(handle, bytes));
    return stat.size > MOST_BYTES ? `${text}\n[cut: ${stat.size - MOST_BYTES} more bytes, in ${file}]` : text;
  } finally {
    fs.closeSync(handle);
  }
}
