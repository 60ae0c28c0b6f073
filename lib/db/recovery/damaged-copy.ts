import fs from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { SwitchboardError } from "../../core/failure.ts";
import { damaged, openDatabase } from "../client.ts";
import { isUnreadable } from "./damaged-row.ts";
import type { DamagedCopy } from "./lost-leaves.ts";

/** Where a recovery works; all in it is removed at its end. */
export interface Workplace {
  directory: string;
  /** The copy of the damaged file; that of its log stands beside it. */
  file: string;
}

/**
 * Copies a database and its log byte by byte: opening the database itself could change it.
 * @throws SwitchboardError file-exists, file-changing, file-unwritable, disk-full
 */
export function copyDamaged(from: string, to: string): Workplace {
  if (fs.existsSync(to)) {
    throw new SwitchboardError("file-exists", `${to} is there already: it was left as it is.`, {
      hint: "Name another file.",
      field: "output",
    });
  }
  let directory: string | null = null;
  try {
    fs.mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 });
    refuseWithoutRoom(from, path.dirname(to));
    directory = fs.mkdtempSync(path.join(path.dirname(to), ".recover-"));
    const file = path.join(directory, "damaged.db");
    const before = stampOf(from);
    fs.copyFileSync(from, file);
    if (fs.existsSync(`${from}-wal`)) fs.copyFileSync(`${from}-wal`, `${file}-wal`);
    if (stampOf(from) !== before) throw changing(from);
    return { directory, file };
  } catch (cause) {
    if (directory !== null) fs.rmSync(directory, { recursive: true, force: true });
    throw cause instanceof SwitchboardError ? cause : unwritable(to, cause);
  }
}

/** What changes when anybody writes. */
function stampOf(file: string): string {
  const stamps = [file, `${file}-wal`].map((name) => fs.statSync(name, { bigint: true, throwIfNoEntry: false }));
  return stamps.map((stat) => `${stat?.size} ${stat?.mtimeNs}`).join(", ");
}

/**
 * Opens the copy as one file, its log moved into it. A first page whose header is damaged gets that of a new database: all
 * of ours have the same.
 * @throws SwitchboardError database-damaged
 */
export function openDamaged(from: string, { directory, file }: Workplace): DamagedCopy {
  try {
    return { source: open(file), file };
  } catch (cause) {
    if (!isUnreadable(cause)) throw cause;
  }
  try {
    giveHeader(file, path.join(directory, "new.db"));
    return { source: open(file), file };
  } catch (cause) {
    if (!isUnreadable(cause)) throw cause;
    throw damaged(
      from,
      cause,
      "Where it says what its tables are can't be read, so that nothing can be saved. Go back to a backup.",
    );
  }
}

function open(file: string): Database.Database {
  const source = new Database(file);
  try {
    source.pragma("journal_mode = DELETE");
    source.pragma("cell_size_check = ON");
    source.prepare("SELECT count(*) FROM sqlite_master").get();
    return source;
  } catch (cause) {
    source.close();
    throw cause;
  }
}

/** Where the header says how many pages there are, and of its list of free pages. */
const [HEADER, PAGES, FREE] = [100, 28, { from: 32, to: 40 }];

function giveHeader(file: string, fresh: string): void {
  openDatabase(fresh).$client.close();
  const [handle, model] = [fs.openSync(file, "r+"), fs.openSync(fresh, "r")];
  try {
    const header = Buffer.alloc(HEADER);
    fs.readSync(model, header, 0, HEADER, 0);
    const pageSize = header.readUInt16BE(16);
    header.writeUInt32BE(Math.floor(fs.fstatSync(handle).size / pageSize), PAGES);
    header.fill(0, FREE.from, FREE.to);
    fs.writeSync(handle, header, 0, HEADER, 0);
  } finally {
    fs.closeSync(handle);
    fs.closeSync(model);
  }
}

/** The copy, and what is made of it with its log and its index. */
function refuseWithoutRoom(from: string, directory: string): void {
  const bytes = [from, `${from}-wal`].map((name) => fs.statSync(name, { throwIfNoEntry: false })?.size ?? 0);
  const needed = 4 * bytes.reduce((sum, size) => sum + size, 0);
  const { bavail, bsize } = fs.statfsSync(directory);
  if (bavail * bsize >= needed) return;
  throw new SwitchboardError(
    "disk-full",
    `The disk of ${directory} has ${Math.floor((bavail * bsize) / 1e6)} MB left; ${Math.ceil(needed / 1e6)} MB are needed to recover ${from}.`,
    { hint: "Free some space, or name a file on another disk. Nothing was left there.", field: "output" },
  );
}

function changing(file: string): SwitchboardError {
  return new SwitchboardError("file-changing", `${file} was written while it was copied.`, {
    hint: "End Switchboard and everything else that uses the database, then try again.",
    field: "db",
  });
}

/** What keeps a file from being made. */
export function unwritable(to: string, cause: unknown): SwitchboardError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new SwitchboardError("file-unwritable", `Nothing can be recovered to ${to} (${why}).`, {
    hint: "Name a file in a directory that this user may write, on a disk with room.",
    field: "output",
    cause,
  });
}
