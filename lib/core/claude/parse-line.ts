import type { ClaudeEvent } from "./fold-types.ts";
import { isKnownSubtype, isKnownType } from "./known-events.ts";
import { isRecord, stringOf } from "./read.ts";

/**
 * Parses one line of the CLI's stdout. Never throws: what is not a JSON object is "malformed", an object whose type
 * this version does not know is "unknown", a blank line is null. A BOM and the CR of a CRLF are taken off.
 */
export function parseLine(line: string): ClaudeEvent | null {
  // trim() takes off a BOM too; it counts as white space in JavaScript, but not in JSON.
  const raw = line.trim();
  if (raw === "") return null;
  const data = parseJson(raw);
  if (data instanceof Error) return { kind: "malformed", raw, reason: data.message };
  if (!isRecord(data)) return { kind: "malformed", raw, reason: "not a JSON object" };
  const type = stringOf(data.type);
  if (type === null) return { kind: "unknown", type: "(no type)", data, raw };
  if (!isKnownType(type)) return { kind: "unknown", type, data, raw };
  if (type === "system") {
    const subtype = stringOf(data.subtype) ?? "(no subtype)";
    if (!isKnownSubtype(subtype)) return { kind: "unknown", type: `system/${subtype}`, data, raw };
  }
  return { kind: "known", type, data };
}

function parseJson(text: string): unknown {
  try {
    // JSON.parse makes "__proto__" an ordinary own key, and reads any depth of nesting without recursion.
    return JSON.parse(text);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
