import fs from "node:fs";
import path from "node:path";
import { EXPORT_VERSION, exportLine } from "../core/export-record.ts";
import { SwitchboardError } from "../core/failure.ts";
import { openForeign } from "../db/foreign-database.ts";
import { copyDatabase } from "./copy-database.ts";
import { foreignSource } from "./foreign-source.ts";
import type { ImportSource } from "./import-source.ts";
import { jsonLinesSource } from "./json-lines-source.ts";
import { switchboardSource } from "./switchboard-source.ts";

const SQLITE_MAGIC = "SQLite format 3\0";
/** Longer than any first line of an export. */
const BEGINNING = 4_096;

/** Where an import happens. */
export interface ImportPlace {
  /** SWITCHBOARD_HOME. */
  home: string;
  /** The database that is imported into. */
  databasePath: string;
}

/**
 * Opens a file to import, by what is in it: an export, a database of Switchboard, or one of another program. The file
 * is only read, and of a database only a copy.
 * @throws SwitchboardError file-missing, file-unreadable, file-not-importable, file-damaged, file-changing,
 *   export-newer, disk-full
 */
export async function openImportFile(file: string, { home, databasePath }: ImportPlace): Promise<ImportSource> {
  const { beginning, bytes } = beginningOf(file);
  if (!beginning.toString("latin1").startsWith(SQLITE_MAGIC)) {
    refuseNoExport(file, beginning.toString("utf8"));
    return jsonLinesSource(file, bytes);
  }
  if (isSameFile(file, databasePath)) {
    throw notImportable(file, "is the database that is open here.", "Name the file of another one.");
  }
  const { file: copy, remove } = await copyDatabase(file, home);
  try {
    const foreign = openForeign(copy, path.basename(file));
    return foreign
      ? foreignSource(foreign, path.basename(file), bytes, remove)
      : switchboardSource(copy, path.basename(file), bytes, remove);
  } catch (error) {
    remove();
    throw error;
  }
}

function beginningOf(file: string): { beginning: Buffer; bytes: number } {
  try {
    const stat = fs.statSync(/* turbopackIgnore: true */ file);
    if (!stat.isFile()) throw notImportable(file, "is no file.", "Name a file.");
    const handle = fs.openSync(/* turbopackIgnore: true */ file, "r");
    try {
      const bytes = Buffer.alloc(BEGINNING);
      return { beginning: bytes.subarray(0, fs.readSync(handle, bytes)), bytes: stat.size };
    } finally {
      fs.closeSync(handle);
    }
  } catch (cause) {
    if (cause instanceof SwitchboardError) throw cause;
    const isMissing =
      cause instanceof Error && "code" in cause && (cause.code === "ENOENT" || cause.code === "ENOTDIR");
    if (isMissing) {
      throw new SwitchboardError("file-missing", `There is no file ${file}.`, {
        hint: "Check its name, and that it is on the machine that Switchboard runs on.",
        field: "file",
        cause,
      });
    }
    throw new SwitchboardError("file-unreadable", `${file} can't be read (${String(cause)}).`, {
      hint: "Give this user the right to read it.",
      field: "file",
      cause,
    });
  }
}

/** Refuses what is no export, by its first line. */
function refuseNoExport(file: string, beginning: string): void {
  const [first = ""] = beginning.replace(/^\uFEFF/, "").split("\n");
  const header = exportLine.safeParse(asJson(first));
  if (header.success && header.data.line === "switchboard-export") {
    if (header.data.version === EXPORT_VERSION) return;
    throw new SwitchboardError(
      "export-newer",
      `${file} is an export of version ${header.data.version}; this Switchboard knows version ${EXPORT_VERSION}.`,
      { hint: "Update Switchboard, and import it then.", field: "file" },
    );
  }
  if (first.includes('"switchboard-export"')) {
    throw new SwitchboardError("export-newer", `${file} begins as no export that this Switchboard knows.`, {
      hint: "Update Switchboard, and import it then.",
      field: "file",
    });
  }
  if (first.includes('"switchboard-thread"')) {
    throw notImportable(
      file,
      "is one thread as JSON, which is for reading.",
      "Export the thread as jsonl to import it.",
    );
  }
  throw notImportable(
    file,
    "is neither a SQLite database nor an export of Switchboard (JSON Lines).",
    "Claude Code's own history is imported without naming a file.",
  );
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map((file) => fs.statSync(/* turbopackIgnore: true */ file, { throwIfNoEntry: false }));
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

function notImportable(file: string, what: string, hint: string): SwitchboardError {
  return new SwitchboardError("file-not-importable", `${file} ${what}`, { hint, field: "file" });
}
