/** Guards for what comes from outside: every reader gives null (or an empty value) instead of throwing. */

/** Whether a value is a JSON object (not an array, not null). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value if it is a JSON object, else an empty one. */
export function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/** The value if it is a string, else null. */
export function stringOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** The value if it is a finite number, else null. */
export function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** The value if it is an array, else an empty one. */
export function arrayOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Raw JSON is shown up to here; more of it helps nobody. */
const RAW_LIMIT = 64 * 1024;

/** Replaces halves of surrogate pairs, which no UTF-8 store could give back, by U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** Raw text for an "unknown" block: cut at 64 kB with a marker that says so. */
export function cutRaw(raw: string): string {
  if (raw.length <= RAW_LIMIT) return wellFormed(raw);
  return `${wellFormed(raw.slice(0, RAW_LIMIT))}\n[cut: ${raw.length - RAW_LIMIT} more characters]`;
}

/** A value as indented JSON text; words instead when it is nested too deeply for JSON.stringify. */
export function jsonText(value: unknown): string {
  try {
    return wellFormed(JSON.stringify(value, null, 2) ?? "null");
  } catch {
    return "[nested too deeply to be shown]";
  }
}

/** Whether a text is JSON for a value that equals the given one, whatever the order of keys. */
export function isJsonFor(text: string, value: unknown): boolean {
  try {
    return isEqual(JSON.parse(text), value);
  } catch {
    // Incomplete JSON, or nested so deeply that comparing overflows the stack: not known to be equal.
    return false;
  }
}

function isEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => isEqual(item, b[i]));
  if (!isRecord(a) || !isRecord(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]));
}
