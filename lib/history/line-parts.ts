import { cutRaw, jsonText, numberOf, recordOf } from "../core/claude/read.ts";
import type { Line, Reading } from "./reading.ts";

/** Keeps what this version does not know as a block, and tells of it. */
export function keepUnknown(reading: Reading, line: Line, name: string, parent: string | null = null): void {
  const raw = jsonText(line.data);
  const detail = `Lines of the type “${name}” are not known: it is kept as it is. ${raw.slice(0, 200)}`;
  reading.problem(line.number, "unknown-type", detail.toWellFormed());
  const common = { kind: "unknown", toolUseId: null, isError: false } as const;
  reading.add({ ...common, name, parentToolUseId: parent, text: cutRaw(raw) }, line);
}

/** Milliseconds that a line tells, or null. */
export function toldMs(value: unknown): number | null {
  const ms = numberOf(value);
  return ms !== null && ms >= 0 ? ms : null;
}

/** A line's `message`, whatever stands there. */
export function messageOf(line: Line): Record<string, unknown> {
  return recordOf(line.data.message);
}
