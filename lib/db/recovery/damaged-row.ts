import Database from "better-sqlite3";

/** A row as it is stored; integers are bigint. */
export type Row = Record<string, unknown>;

/** A column, as SQLite tells of it. */
export interface Column {
  name: string;
  type: string;
  required: boolean;
  /** Its place in the primary key, from 1; 0 when it isn't part of it. */
  key: number;
}

/** Stands in place of a text that can't be read. */
export const UNREADABLE_TEXT = "[This text was damaged, and could not be read.]";

/** A name as it stands in a statement. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The columns of a table. */
export function columnsOf(source: Database.Database, table: string): Column[] {
  const rows = source.pragma(`table_info(${quoted(table)})`) as {
    name: string;
    type: string;
    notnull: number;
    pk: number;
  }[];
  return rows.map(({ name, type, notnull, pk }) => ({ name, type, required: notnull === 1, key: pk }));
}

/**
 * Whether SQLite said that it can't read on. The file is a copy of our own, which nobody else has open: whatever is said
 * while it is read comes from what stands in it.
 */
export const isUnreadable = (error: unknown) => error instanceof Database.SqliteError || error instanceof RangeError;

/**
 * The values of a row of which some can't be read: a long text goes on in other pages, which may be damaged though the row
 * is not. @returns null when too little is left for a row
 */
export function whatIsLeft(
  source: Database.Database,
  table: string,
  columns: readonly Column[],
  rowid: number,
): Row | null {
  const row: Row = {};
  const gone: Column[] = [];
  for (const column of columns) {
    const value = readValue(source, table, column.name, rowid);
    if (value === UNREADABLE) gone.push(column);
    else row[column.name] = value;
  }
  if (gone.some(({ key }) => key > 0)) return null;
  const copy = table === "messages" ? placeOf(source, row.message_id) : {};
  for (const { name, type, required } of gone) {
    if (name in copy) row[name] = copy[name];
    else if (!required) row[name] = null;
    else if (/text/i.test(type)) row[name] = UNREADABLE_TEXT;
    else return null;
  }
  return row;
}

const UNREADABLE = Symbol("unreadable");

function readValue(source: Database.Database, table: string, column: string, rowid: number): unknown {
  try {
    const value = source.prepare(`SELECT ${quoted(column)} FROM ${quoted(table)} WHERE rowid = ?`).pluck();
    return value.safeIntegers().get(rowid);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return UNREADABLE;
  }
}

/** What stands in `messages` behind a long content has a copy in `message_order`. */
function placeOf(source: Database.Database, messageId: unknown): Row {
  try {
    const place = source.prepare("SELECT at AS timestamp, type, status FROM message_order WHERE message_id = ?");
    return (place.get(messageId) as Row | undefined) ?? {};
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return {};
  }
}
