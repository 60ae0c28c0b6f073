import type Database from "better-sqlite3";
import { type Column, columnsOf, isUnreadable, quoted, type Row, whatIsLeft } from "./damaged-row.ts";

/** What became of a table's rows. */
export interface TableLoss {
  name: string;
  /** Rows that were taken over, those with a value missing among them. */
  rows: number;
  /** Rows of which a value could not be read. */
  incomplete: number;
  /** Rows that are known to have been there and could not be read; null when nothing tells how many. */
  lost: number | null;
}

/** What was read of a table by its own tree, and what is known of the rest. */
export interface TableReading extends TableLoss {
  /** Primary keys by the rowids of the rows that could not be read, as an index has them. */
  missing: Map<number, unknown>;
}

/** Gets each row that was read. */
export type TakeRow = (row: Row) => void;

/**
 * Reads a table of a damaged database as far as SQLite can: from both ends as far as they can be read, and the rows between
 * one by one, by what indexes tell of them. Values are as they are stored; integers are bigint.
 */
export function readDamagedTable(source: Database.Database, table: string, take: TakeRow): TableReading {
  const columns = columnsOf(source, table);
  const reading: TableReading = { name: table, rows: 0, incomplete: 0, lost: 0, missing: new Map() };
  const from = quoted(table);
  const all = columns.map(({ name }) => quoted(name)).join(", ");
  const each = (order: "ASC" | "DESC", until: number) =>
    walk(source, `SELECT rowid, ${all} FROM ${from} ORDER BY rowid ${order}`, (rowid, values) => {
      if (order === "DESC" && rowid <= until) return false;
      reading.rows += 1;
      take(rowOf(columns, values));
      return true;
    });
  if (isKeyed(source, table)) return readKeyed(source, columns, reading, take);
  const first = each("ASC", 0);
  if (first.whole) return reading;
  const last = each("DESC", first.at ?? Number.NEGATIVE_INFINITY);
  const known = knownRows(source, table, columns);
  reading.lost = known === null ? null : 0;
  for (const [rowid, key] of known ?? []) {
    if (rowid <= (first.at ?? Number.NEGATIVE_INFINITY) || rowid >= (last.at ?? Number.POSITIVE_INFINITY)) continue;
    const row = readOne(source, table, columns, rowid);
    if (row === null) reading.missing.set(rowid, key);
    else {
      take(row.values);
      reading.rows += 1;
      if (!row.whole) reading.incomplete += 1;
    }
  }
  if (reading.lost !== null) reading.lost = reading.missing.size;
  return reading;
}

interface Walk {
  /** Whether the end was reached. */
  whole: boolean;
  /** The last rowid that was read. */
  at: number | null;
}

/** Goes through a statement's rows until they end, one can't be read, or it is enough. */
function walk(source: Database.Database, sql: string, step: (rowid: number, values: unknown[]) => boolean): Walk {
  let at: number | null = null;
  try {
    for (const [rowid, ...values] of source.prepare(sql).raw().safeIntegers().iterate() as Iterable<unknown[]>) {
      if (!step(Number(rowid), values)) return { whole: true, at };
      at = Number(rowid);
    }
    return { whole: true, at };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { whole: false, at };
  }
}

/** Rowids, with the primary key when an index has it, from all indexes that can be read; null when none can. */
function knownRows(source: Database.Database, table: string, columns: readonly Column[]): Map<number, unknown> | null {
  const known = new Map<number, unknown>();
  let readable = false;
  const keys = columns.filter(({ key }) => key > 0).toSorted((a, b) => a.key - b.key);
  const key = keys.length === 0 ? "NULL" : `json_array(${keys.map(({ name }) => quoted(name)).join(", ")})`;
  for (const { name, origin } of indexesOf(source, table)) {
    const said = origin === "pk" ? key : "NULL";
    for (const order of ["ASC", "DESC"]) {
      const by = `SELECT rowid, ${said} FROM ${quoted(table)} INDEXED BY ${quoted(name)} ORDER BY ${firstOf(source, name)} ${order}`;
      const { whole } = walk(source, by, (rowid, [value]) => {
        if (known.get(rowid) === undefined) known.set(rowid, value ?? undefined);
        return true;
      });
      readable ||= known.size > 0 || whole;
      if (whole) break;
    }
  }
  return readable ? known : null;
}

interface IndexRow {
  name: string;
  origin: string;
  partial: number;
}

/** Indexes that have every row. Those on expressions would read the table itself. */
function indexesOf(source: Database.Database, table: string): IndexRow[] {
  const rows = source.pragma(`index_list(${quoted(table)})`) as IndexRow[];
  const isPlain = ({ name }: IndexRow) =>
    (source.pragma(`index_info(${quoted(name)})`) as { name: string | null }[]).every(({ name }) => name !== null);
  return rows.filter((row) => row.partial === 0 && isPlain(row));
}

/** The columns of an index, in their order: so SQLite walks it, and not the table. */
function firstOf(source: Database.Database, index: string): string {
  const [first] = source.pragma(`index_info(${quoted(index)})`) as { name: string }[];
  return quoted(first?.name ?? "rowid");
}

function readOne(source: Database.Database, table: string, columns: readonly Column[], rowid: number) {
  const all = columns.map(({ name }) => quoted(name)).join(", ");
  try {
    const values = source
      .prepare(`SELECT ${all} FROM ${quoted(table)} WHERE rowid = ?`)
      .raw()
      .safeIntegers()
      .get(rowid) as unknown[] | undefined;
    return values === undefined ? null : { values: rowOf(columns, values), whole: true };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    const values = whatIsLeft(source, table, columns, rowid);
    return values === null ? null : { values, whole: false };
  }
}

function rowOf(columns: readonly Column[], values: readonly unknown[]): Row {
  return Object.fromEntries(columns.map(({ name }, index) => [name, values[index]]));
}

function isKeyed(source: Database.Database, table: string): boolean {
  const [row] = source.pragma(`table_list(${quoted(table)})`) as { wr: number }[];
  return row?.wr === 1;
}

/** A table without rowids is one index: it is read from both ends. */
function readKeyed(
  source: Database.Database,
  columns: readonly Column[],
  reading: TableReading,
  take: TakeRow,
): TableReading {
  const all = columns.map(({ name }) => quoted(name)).join(", ");
  const keys = columns.filter(({ key }) => key > 0).toSorted((a, b) => a.key - b.key);
  const seen = new Set<string>();
  for (const order of ["ASC", "DESC"]) {
    const by = keys.map(({ name }) => `${quoted(name)} ${order}`).join(", ");
    const { whole } = walk(source, `SELECT 0, ${all} FROM ${quoted(reading.name)} ORDER BY ${by}`, (_, values) => {
      const row = rowOf(columns, values);
      const key = JSON.stringify(keys.map(({ name }) => String(row[name])));
      if (seen.has(key)) return false;
      seen.add(key);
      reading.rows += 1;
      take(row);
      return true;
    });
    if (whole && order === "ASC") return reading;
  }
  return { ...reading, lost: null };
}
