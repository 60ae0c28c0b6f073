import Database from "better-sqlite3";
import { SwitchboardError } from "../core/failure.ts";

/** A row of another program's table, by the names of its columns in small letters. Large integers come as text. */
export type ForeignRow = Readonly<Record<string, null | number | string | Buffer>>;

/** A table of another program, as it is. */
export interface ForeignTable {
  /** Names of its columns, in small letters. */
  columns: readonly string[];
  rows: number;
}

export interface ForeignDatabase {
  /** null when it has no such table. */
  threads: ForeignTable | null;
  messages: ForeignTable;
  /** The rows of a table, in the order in which they came; only these columns when they are given. */
  read(table: "threads" | "messages", columns?: readonly string[]): IterableIterator<ForeignRow>;
  close(): void;
}

const LEDGER = "__drizzle_migrations";
/** Without these two nothing can be said of a message. */
const NEEDED = ["thread_id", "content"];

/**
 * Opens a copy of another program's database.
 * @returns null when it is one of Switchboard's own
 * @throws SwitchboardError file-not-importable, file-damaged
 */
export function openForeign(copy: string, name: string): ForeignDatabase | null {
  const sqlite = new Database(copy, { fileMustExist: true });
  try {
    // Whatever its schema says is a stranger's: no function of ours for it, and no virtual table is read.
    sqlite.pragma("trusted_schema = OFF");
    sqlite.pragma("cell_size_check = ON");
    const tables = tableNames(sqlite);
    if (tables.has(LEDGER) && tables.has("message_order")) {
      sqlite.close();
      return null;
    }
    return foreignDatabase(sqlite, tables, name);
  } catch (cause) {
    sqlite.close();
    throw cause instanceof SwitchboardError ? cause : damaged(name, cause);
  }
}

function foreignDatabase(sqlite: Database.Database, tables: Map<string, string>, name: string): ForeignDatabase {
  const messages = tableOf(sqlite, tables.get("messages"));
  const missing = messages ? NEEDED.filter((column) => !messages.columns.includes(column)) : ["messages"];
  if (!messages || missing.length > 0) {
    const what = messages ? `no column ${missing.join(" and no ")} in its table messages` : "no table messages";
    throw new SwitchboardError("file-not-importable", `${name} has ${what}.`, {
      hint: "A database that can be imported has messages with at least thread_id and content: see docs/export.md.",
      field: "file",
    });
  }
  const read: ForeignDatabase["read"] = (table, columns) => {
    const names = columns?.map((column) => `"${column}"`).join(", ") ?? "*";
    const order = hasRowid(sqlite, table) ? " ORDER BY rowid" : "";
    return rowsOf(sqlite.prepare(`SELECT ${names} FROM "${table}"${order}`));
  };
  return { threads: tableOf(sqlite, tables.get("threads")), messages, read, close: () => sqlite.close() };
}

/** Ordinary tables by their name in small letters: no view, no virtual table. */
function tableNames(sqlite: Database.Database): Map<string, string> {
  const names = sqlite
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    .pluck()
    .all() as string[];
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}

function tableOf(sqlite: Database.Database, name: string | undefined): ForeignTable | null {
  if (name === undefined) return null;
  const columns = sqlite.prepare("SELECT lower(name) FROM pragma_table_info(?)").pluck().all(name) as string[];
  const rows = Number(
    sqlite
      .prepare(`SELECT count(*) FROM "${name.replaceAll('"', '""')}"`)
      .pluck()
      .get(),
  );
  return { columns, rows };
}

function hasRowid(sqlite: Database.Database, table: string): boolean {
  const { wr } = sqlite.prepare("SELECT wr FROM pragma_table_list WHERE lower(name) = ?").get(table) as { wr: number };
  return wr === 0;
}

function* rowsOf(statement: Database.Statement): Generator<ForeignRow> {
  // Ids of other programs may be larger than a number of JavaScript holds exactly.
  for (const row of statement.safeIntegers(true).iterate() as IterableIterator<Record<string, unknown>>) {
    const read: Record<string, null | number | string | Buffer> = {};
    for (const [name, value] of Object.entries(row)) read[name.toLowerCase()] = plain(value);
    yield read;
  }
}

function plain(value: unknown): null | number | string | Buffer {
  if (typeof value !== "bigint") return value as null | number | string | Buffer;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

/** What SQLite says of a file that it can't make sense of. */
export function damaged(name: string, cause: unknown): unknown {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (!code.startsWith("SQLITE_")) return cause;
  return new SwitchboardError("file-damaged", `${name} is a damaged SQLite database (${String(cause)}).`, {
    hint: "Recover it with sqlite3 FILE .recover, and import what that gives.",
    field: "file",
    cause,
  });
}
