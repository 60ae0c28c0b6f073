import type { StoredJson, TextJson } from "../core/export-record.ts";

/** Words of other programs for how a message stands. */
const STATUSES: Readonly<Record<string, "complete" | "failed">> = {
  ...{ complete: "complete", completed: "complete", success: "complete", succeeded: "complete", done: "complete" },
  ...{ ok: "complete", finished: "complete", sent: "complete" },
  ...{ failed: "failed", failure: "failed", error: "failed", errored: "failed", timeout: "failed", aborted: "failed" },
  ...{ cancelled: "failed", canceled: "failed", interrupted: "failed" },
  // Nothing goes on writing them here.
  ...{ processing: "failed", pending: "failed", in_progress: "failed", "in-progress": "failed", running: "failed" },
  ...{ queued: "failed", streaming: "failed", started: "failed" },
};

/** The status here of a word there; words that nobody knows stay as they are. */
export function mappedStatus(word: string): string {
  const known = word.trim().toLowerCase();
  return Object.hasOwn(STATUSES, known) ? (STATUSES[known] ?? word) : word;
}

/** A day or moment as programs write it. Without a zone it is UTC, as SQLite's own functions have it. */
const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?))?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i;
const ZONED = /(Z|UTC|GMT|[+-]\d{4})$/i;

/**
 * A time of another program in Unix seconds: seconds, milli-, micro- or nanoseconds as numbers or digits, or a date in
 * words; null when it is none.
 */
export function foreignTime(value: null | number | string | Buffer): number | null {
  if (value === null) return null;
  if (typeof value === "number") return secondsOf(value);
  const text = value.toString().trim();
  if (/^[+-]?\d+(\.\d*)?(e[+-]?\d+)?$/i.test(text)) return secondsOf(Number(text));
  const iso = ISO.exec(text);
  if (!iso) return ZONED.test(text) ? fromDate(Date.parse(text)) : null;
  const [, day, time = "00:00", zone = "Z"] = iso;
  const isUtc = /^(Z|UTC|GMT)$/i.test(zone);
  return fromDate(
    Date.parse(`${day}T${time.replace(",", ".")}${isUtc ? "Z" : zone.replace(/^(...)(\d\d)$/, "$1:$2")}`),
  );
}

function fromDate(milliseconds: number): number | null {
  return Number.isFinite(milliseconds) ? milliseconds / 1000 : null;
}

/** Seconds reach 1e11 in the year 5138; milliseconds did in 1973. */
function secondsOf(value: number): number | null {
  if (!Number.isFinite(value)) return null;
  const size = Math.abs(value);
  if (size >= 1e17) return value / 1e9;
  if (size >= 1e14) return value / 1e6;
  return size >= 1e11 ? value / 1e3 : value;
}

/** Names of modules as JSON or with commas between, as the JSON array that is kept here. */
export function mappedModules(value: null | number | string | Buffer): string {
  const text = value === null ? "" : value.toString().trim();
  if (text === "" || text === "null") return "[]";
  try {
    const read: unknown = JSON.parse(text);
    if (Array.isArray(read) && read.every((name) => typeof name === "string")) return text;
    if (typeof read === "string") return JSON.stringify([read]);
  } catch {
    // no JSON: a list with commas
    return JSON.stringify([...new Set(text.split(",").map((name) => name.trim()))].filter((name) => name !== ""));
  }
  return JSON.stringify([text]);
}

/** A value for a column of text. */
export function asTextJson(value: null | number | string | Buffer): TextJson | null {
  if (value === null || typeof value === "string") return value;
  return Buffer.isBuffer(value) ? { base64: value.toString("base64") } : String(value);
}

/** A value as metadata keeps it, to be told from what it became. */
export function asKept(value: null | number | string | Buffer): StoredJson {
  return Buffer.isBuffer(value) ? { base64: value.toString("base64") } : value;
}
