import fs from "node:fs";
import { SwitchboardError } from "../core/failure.ts";

/** What must be free for a question to be asked: its answer is written down twice, and its tools need room as well. */
const LEAST_BYTES = 64 * 1024 * 1024;

/**
 * @param home SWITCHBOARD_HOME, where the files of runs stand
 * @throws SwitchboardError disk-full
 */
export function checkDisk(home: string, freeBytes: (directory: string) => number | null = freeBytesAt): void {
  const free = freeBytes(home);
  if (free === null || free >= LEAST_BYTES) return;
  throw new SwitchboardError(
    "disk-full",
    `The disk of ${home} has only ${Math.round(free / 1024 / 1024)} MB left: an answer might not fit.`,
    { hint: "Free some space, or set SWITCHBOARD_HOME to a directory on another disk. Then ask again." },
  );
}

/** null where that can't be told. */
export function freeBytesAt(directory: string): number | null {
  try {
    const { bavail, bsize } = fs.statfsSync(directory);
    return bavail * bsize;
  } catch {
    return null; // not there yet, or a file system that doesn't tell: creating the files will
  }
}
