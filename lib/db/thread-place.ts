import { SwitchboardError } from "../core/failure.ts";
import type { ThreadFilter, ThreadSort } from "../core/thread-filter.ts";
import { parseJson } from "./rows.ts";

/** What a column may hold: other programs store what they like, and SQLite orders all of it. */
export type Stored = number | string | Buffer | null;

/** Where a page of the list ends: what its last thread is sorted by, and its id. */
export interface Place {
  phase: number;
  key: Stored;
  /** null: before all threads with this key. */
  id: Stored;
}

/** A part of an order, served by one index. */
export interface Phase {
  key: string;
  /** Which threads it is about. */
  where: string;
  descending: boolean;
}

/** The parts of an order, one after the other. */
export const ORDERS: Record<ThreadSort, readonly Phase[]> = {
  activity: [{ key: "coalesce(updated_at, created_at)", where: "1", descending: true }],
  created: [{ key: "created_at", where: "1", descending: true }],
  title: [
    { key: "title COLLATE NOCASE", where: "title IS NOT NULL", descending: false },
    { key: "NULL", where: "title IS NULL", descending: false },
  ],
};

/** What stands after a place, in SQL; the place is bound as `key` and `id`. */
export function afterPlace(phase: Phase, { key, id }: Place, idColumn = "thread_id"): string {
  const [later, laterOrSame] = phase.descending ? ["<", "<="] : [">", ">="];
  if (key === null) return `${idColumn} ${later} @id`;
  if (id === null) return `${phase.key} ${later} @key`;
  return `${phase.key} ${laterOrSame} @key AND (${phase.key} ${later} @key OR ${idColumn} ${later} @id)`;
}

/** How a part is ordered, in SQL. */
export function orderOf(phase: Phase, idColumn = "thread_id"): string {
  const direction = phase.descending ? "DESC" : "ASC";
  return `${phase.key === "NULL" ? "" : `${phase.key} ${direction}, `}${idColumn} ${direction}`;
}

/** A place as text, for the address of the next page. */
export function placeText(sort: ThreadSort, { phase, key, id }: Place): string {
  return JSON.stringify([sort, phase, storedText(key), storedText(id)]);
}

/** Where a filter says the page begins; null: at the beginning. @throws SwitchboardError input-invalid */
export function placeOf({ sort = "activity", after, before, beforeThread }: ThreadFilter): Place | null {
  if (after !== undefined) {
    const place = readPlace(sort, after);
    if (place) return place;
    throw new SwitchboardError("input-invalid", "This is no page of the list of threads in this order.", {
      hint: "Begin with the first page.",
      field: "after",
    });
  }
  if (before === undefined) return null;
  if (sort === "activity") return { phase: 0, key: before, id: beforeThread ?? null };
  throw new SwitchboardError("input-invalid", "“before” is a time of last activity: it goes with that order alone.", {
    hint: "Go on with `after`, which goes with any order.",
    field: "before",
  });
}

function readPlace(sort: ThreadSort, text: string): Place | null {
  const parts = parseJson(text);
  if (!Array.isArray(parts) || parts.length !== 4) return null;
  const [of, phase, key, id] = parts.map((part, at) => (at < 2 ? part : storedFrom(part)));
  const isPlace = of === sort && Number.isInteger(phase) && phase in ORDERS[sort] && key !== undefined && id != null;
  return isPlace ? { phase, key, id } : null;
}

const storedText = (value: Stored) => {
  if (value === null) return null;
  if (Buffer.isBuffer(value)) return `b${value.toString("hex")}`;
  return typeof value === "number" ? `n${value}` : `t${value}`;
};

function storedFrom(text: unknown): Stored | undefined {
  if (text === null) return null;
  if (typeof text !== "string") return undefined;
  const rest = text.slice(1);
  if (text.startsWith("t")) return rest;
  if (text.startsWith("b")) return Buffer.from(rest, "hex");
  const number = rest.trim() === "" ? Number.NaN : Number(rest);
  return text.startsWith("n") && !Number.isNaN(number) ? number : undefined;
}
