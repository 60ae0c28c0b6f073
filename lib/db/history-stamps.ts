import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";

/** A transcript as it was when it was read last: one that is still so has nothing new. */
export interface FileStamp {
  path: string;
  /** Size and time of change, as `sizeStamp` makes it. */
  stamp: string;
}

/** @param size bytes @param mtimeMs milliseconds */
export function sizeStamp(size: number, mtimeMs: number): string {
  return `${size} ${mtimeMs}`;
}

/** The transcripts of a directory that were read. */
export function readFileStamps(db: Db, root: string): FileStamp[] {
  const rows = prepared(db, "SELECT path, size, mtime_ms AS mtimeMs FROM history_files WHERE root = ?").all(root);
  return (rows as { path: string; size: number; mtimeMs: number }[]).map(({ path, size, mtimeMs }) => ({
    path,
    stamp: sizeStamp(size, mtimeMs),
  }));
}
