import fs from "node:fs";
import type Database from "better-sqlite3";
import { columnsOf, isUnreadable, quoted } from "./damaged-row.ts";
import type { TableReading, TakeRow } from "./damaged-table.ts";

/*
 * Where pages that only lead to others are damaged, the rows themselves are still in the file. A page of rows can be read
 * as a table of that one page: it is written over the root of the table, in the copy of the file, and SQLite reads it. That
 * a row is the table's own, and not that of another or one that was deleted, is told by its key, which an index has kept.
 * The format: https://www.sqlite.org/fileformat2.html
 */

/** Type of a page that holds rows of a table. */
const LEAF = 0x0d;
/** Bytes of page 1 that say whether the file has changed since it was read. */
const CHANGES = { at: 24, length: 4 };
/** An overflow page may look like any other. */
const MOST_CELLS = 4_096;

/** A copy of a damaged database, which is opened and written at once. */
export interface DamagedCopy {
  source: Database.Database;
  file: string;
}

/**
 * Looks for rows that no page leads to, in all pages of the file. Takes what it finds out of `reading.missing`. The table
 * can't be read by its own tree afterwards.
 */
export function readLostLeaves({ source, file }: DamagedCopy, reading: TableReading, take: TakeRow): void {
  const keyed = [...reading.missing].some(([, key]) => typeof key === "string");
  const root = keyed ? rootOf(source, reading.name) : null;
  if (root === null) return;
  const pageSize = Number(source.pragma("page_size", { simple: true }));
  const handle = fs.openSync(file, "r+");
  try {
    const page = Buffer.alloc(pageSize);
    const pages = Math.floor(fs.fstatSync(handle).size / pageSize);
    const before = Buffer.alloc(pageSize);
    fs.readSync(handle, before, 0, pageSize, (root - 1) * pageSize);
    const free = freePages(handle, pageSize);
    for (let number = 2; number <= pages && reading.missing.size > 0; number += 1) {
      const given = number === root ? before : page;
      if (free.has(number)) continue;
      if (number !== root && fs.readSync(handle, page, 0, pageSize, (number - 1) * pageSize) < pageSize) break;
      if (!rowidsOf(given).some((rowid) => reading.missing.has(rowid))) continue;
      fs.writeSync(handle, given, 0, pageSize, (root - 1) * pageSize);
      noteChange(handle);
      readPage(source, reading, take);
    }
  } finally {
    fs.closeSync(handle);
  }
  if (reading.lost !== null) reading.lost = reading.missing.size;
}

/** Where page 1 says which page begins the list of those that are free. */
const FIRST_FREE = 32;

/** Pages that hold nothing any more: what stands on them may be an earlier state of a row. */
function freePages(handle: number, pageSize: number): Set<number> {
  const free = new Set<number>();
  const page = Buffer.alloc(pageSize);
  fs.readSync(handle, page, 0, pageSize, 0);
  let trunk = page.readUInt32BE(FIRST_FREE);
  while (trunk !== 0 && !free.has(trunk)) {
    free.add(trunk);
    if (fs.readSync(handle, page, 0, pageSize, (trunk - 1) * pageSize) < pageSize) break;
    trunk = page.readUInt32BE(0);
    const leaves = Math.min(page.readUInt32BE(4), pageSize / 4 - 2);
    for (let index = 0; index < leaves; index += 1) free.add(page.readUInt32BE(8 + 4 * index));
  }
  return free;
}

function rootOf(source: Database.Database, table: string): number | null {
  const root = source.prepare("SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?").pluck();
  return (root.get(table) as number | undefined) ?? null;
}

/** The rowids of a page of rows; none when it isn't one. */
function rowidsOf(page: Buffer): number[] {
  const cells = page.readUInt16BE(3);
  if (page[0] !== LEAF || cells > MOST_CELLS || 8 + 2 * cells > page.length) return [];
  return Array.from({ length: cells }, (_, index) => rowidAt(page, page.readUInt16BE(8 + 2 * index)));
}

/** A cell begins with the size of its row and its rowid, each as a variable-length integer. */
function rowidAt(page: Buffer, at: number): number {
  const [, behindSize] = variable(page, at);
  return variable(page, behindSize)[0];
}

/** At most nine bytes, seven bits each; rowids of ours stay below 2^53. @returns the number, and where the next one is */
function variable(page: Buffer, start: number): [number, number] {
  let value = 0;
  for (let at = start; at < start + 9; at += 1) {
    const byte = page[at] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + 1];
  }
  return [value, start + 9];
}

/** Tells the open connection that what it keeps of the file is out of date. */
function noteChange(handle: number): void {
  const count = Buffer.alloc(CHANGES.length);
  fs.readSync(handle, count, 0, CHANGES.length, CHANGES.at);
  count.writeUInt32BE((count.readUInt32BE() + 1) >>> 0);
  fs.writeSync(handle, count, 0, CHANGES.length, CHANGES.at);
}

/** Reads the page that the table consists of now. */
function readPage(source: Database.Database, reading: TableReading, take: TakeRow): void {
  const columns = columnsOf(source, reading.name);
  const keys = columns.filter(({ key }) => key > 0).toSorted((a, b) => a.key - b.key);
  const names = (some: typeof columns) => some.map(({ name }) => quoted(name)).join(", ");
  const key = `json_array(${names(keys)})`;
  const one = source.prepare(
    `SELECT ${key}, ${names(columns)} FROM ${quoted(reading.name)} NOT INDEXED WHERE rowid = ?`,
  );
  for (const [rowid, known] of candidates(source, reading)) {
    try {
      const [found, ...values] = (one.raw().safeIntegers().get(rowid) as unknown[] | undefined) ?? [];
      if (found === undefined || found !== known) continue;
      take(Object.fromEntries(columns.map(({ name }, index) => [name, values[index]])));
      reading.rows += 1;
      reading.missing.delete(rowid);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
    }
  }
}

function candidates(source: Database.Database, reading: TableReading): [number, unknown][] {
  try {
    const rowids = source
      .prepare(`SELECT rowid FROM ${quoted(reading.name)} NOT INDEXED`)
      .pluck()
      .all() as number[];
    return rowids.flatMap((rowid) => (reading.missing.has(rowid) ? [[rowid, reading.missing.get(rowid)]] : []));
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return [];
  }
}
