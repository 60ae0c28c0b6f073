import type { StoredJson } from "../core/export-record.ts";

/** A value as better-sqlite3 gives and takes it. */
export type SqliteValue = null | number | string | Buffer;

/** What a decoder puts in place of bytes that are no UTF-8: only a text that has it may have been read inexactly. */
const REPLACED = "\uFFFD";

/**
 * A column's value for an export, exact to the byte.
 * @param bytesOf reads the same text as bytes; called when the text may have some that are no UTF-8
 */
export function toStoredJson(value: unknown, bytesOf: () => unknown): StoredJson {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value)) return { base64: value.toString("base64") };
  if (typeof value === "number") {
    if (Number.isFinite(value)) return value;
    return { real: value > 0 ? "Infinity" : "-Infinity" };
  }
  const text = String(value);
  if (!text.includes(REPLACED)) return text;
  const bytes = bytesOf();
  if (!Buffer.isBuffer(bytes) || bytes.equals(Buffer.from(text))) return text;
  return { text_base64: bytes.toString("base64") };
}

/** A value of an export for a statement: the placeholder that takes it, and what is bound. */
export function bound(value: StoredJson): { place: "?" | "CAST(? AS TEXT)"; value: SqliteValue } {
  if (value === null || typeof value === "string" || typeof value === "number") return { place: "?", value };
  if ("real" in value) return { place: "?", value: value.real === "Infinity" ? Infinity : -Infinity };
  if ("base64" in value) return { place: "?", value: Buffer.from(value.base64, "base64") };
  return { place: "CAST(? AS TEXT)", value: Buffer.from(value.text_base64, "base64") };
}
