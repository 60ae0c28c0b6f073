import fs from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";

export interface CopyOptions {
  /** Takes the place of what is there; otherwise that is refused. */
  force?: boolean;
  /** Looks at the copy before it gets its name; what it throws leaves nothing. */
  check?: (copy: string) => void;
}

/**
 * Copies a database as it stands after its last commit, also while others write to it. The copy is for the owner alone,
 * whatever the umask, on the disk when this returns, and there whole or not at all.
 * @throws the error of SQLite or of the system; what had been written is removed
 */
export function copyDatabase(from: string, to: string, { force = false, check }: CopyOptions = {}): void {
  fs.mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 });
  const partial = path.join(path.dirname(to), `.${path.basename(to)}.${process.pid}.partial`);
  try {
    // SQLite writes into an empty file, and leaves its mode as it is.
    fs.closeSync(fs.openSync(partial, "wx", 0o600));
    const source = new Database(from, { readonly: true, fileMustExist: true });
    try {
      source.pragma("busy_timeout = 5000");
      source.prepare("VACUUM INTO ?").run(partial);
    } finally {
      source.close();
    }
    flush(partial);
    // A link is refused where a file is by now; a rename would put that away.
    check?.(partial);
    if (force) fs.renameSync(partial, to);
    else fs.linkSync(partial, to);
    flush(path.dirname(to));
  } finally {
    fs.rmSync(partial, { force: true });
    fs.rmSync(`${partial}-journal`, { force: true });
  }
}

/** Sees to it that a file, or the names in a directory, are on the disk. */
export function flush(file: string): void {
  const descriptor = fs.openSync(file, "r");
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** How many bytes a copy takes at most. */
export function copySize(client: Database.Database): number {
  const [pages, size] = [client.pragma("page_count", { simple: true }), client.pragma("page_size", { simple: true })];
  return Number(pages) * Number(size);
}

/** How many rows each table has; without those that a full-text index keeps for itself. */
export function countRows(client: Database.Database): Record<string, number> {
  const tables = client.pragma("table_list") as { schema: string; name: string; type: string }[];
  const own = tables.filter(
    ({ schema, name, type }) => schema === "main" && type === "table" && !/^sqlite_/.test(name),
  );
  const count = (name: string) =>
    client
      .prepare(`SELECT count(*) FROM "${name.replaceAll('"', '""')}"`)
      .pluck()
      .get();
  return Object.fromEntries(own.map(({ name }) => [name, Number(count(name))]));
}
