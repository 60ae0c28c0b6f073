import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { SwitchboardError } from "../core/failure.ts";

/** What SQLite keeps beside a database that is in use, or whose last writer died. */
const COMPANIONS = ["-wal", "-journal"];
const TRIES = 5;

/** A copy of a database that is ours alone. */
export interface CopiedDatabase {
  file: string;
  remove(): void;
}

/**
 * Copies a database with its companions into a directory for the owner alone. Only the copy is ever opened: even
 * reading a database makes SQLite write beside it, or keeps its own program from writing.
 * @param home SWITCHBOARD_HOME
 * @throws SwitchboardError file-changing when it is written all the time, disk-full, file-unreadable
 */
export async function copyDatabase(file: string, home: string): Promise<CopiedDatabase> {
  const dir = importDirectory(home);
  const remove = () => fs.rmSync(dir, { recursive: true, force: true });
  const copy = path.join(dir, "copy.db");
  try {
    refuseTooLarge(file, dir);
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const before = stateOf(file);
      for (const suffix of ["", ...COMPANIONS]) await copyOne(file + suffix, copy + suffix);
      if (stateOf(file) === before) return { file: copy, remove };
    }
  } catch (cause) {
    remove();
    throw cause instanceof SwitchboardError ? cause : refusal(file, cause);
  }
  remove();
  throw new SwitchboardError("file-changing", `${file} is being written all the time.`, {
    hint: "End the program that writes it, or make a copy with its own means (VACUUM INTO), and import that.",
    field: "file",
  });
}

/** A new directory for what an import keeps for a while. @throws SwitchboardError home-unwritable */
export function importDirectory(home: string): string {
  const dir = path.join(home, "imports", randomUUID());
  try {
    fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
    return dir;
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new SwitchboardError("home-unwritable", `A file can't be kept in ${dir} (${said}).`, {
      hint: "Give this user write access to SWITCHBOARD_HOME, or name another directory there.",
      cause,
    });
  }
}

async function copyOne(from: string, to: string): Promise<void> {
  fs.rmSync(to, { force: true });
  if (!fs.existsSync(/* turbopackIgnore: true */ from)) return;
  await fs.promises.copyFile(/* turbopackIgnore: true */ from, to, fs.constants.COPYFILE_FICLONE);
  await fs.promises.chmod(to, 0o600);
}

/** Changes whenever a program writes the database. */
function stateOf(file: string): string {
  const parts = ["", ...COMPANIONS].map((suffix) => {
    const stat = fs.statSync(/* turbopackIgnore: true */ file + suffix, { throwIfNoEntry: false, bigint: true });
    return stat ? `${stat.ino} ${stat.size} ${stat.mtimeNs}` : "none";
  });
  return parts.join(", ");
}

function refuseTooLarge(file: string, dir: string): void {
  const bytes = ["", ...COMPANIONS].reduce((sum, suffix) => {
    return sum + (fs.statSync(/* turbopackIgnore: true */ file + suffix, { throwIfNoEntry: false })?.size ?? 0);
  }, 0);
  const { bavail, bsize } = fs.statfsSync(dir);
  if (bavail * bsize > bytes * 1.1 + 64 * 1024 * 1024) return;
  const room = Math.round((bavail * bsize) / 1024 / 1024);
  throw new SwitchboardError("disk-full", `A copy of ${file} doesn't fit: ${room} MB are left where ${dir} stands.`, {
    hint: "Free some space, or set SWITCHBOARD_HOME to a directory on another disk.",
    field: "file",
  });
}

function refusal(file: string, cause: unknown): SwitchboardError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new SwitchboardError("file-unreadable", `${file} can't be read (${said}).`, {
    hint: "Give this user the right to read it.",
    field: "file",
    cause,
  });
}
