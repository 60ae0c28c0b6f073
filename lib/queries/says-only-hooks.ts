import { type Spool, spoolSize } from "../claude/spool.ts";
import { parseLine } from "../core/claude/parse-line.ts";
import { stringOf } from "../core/claude/read.ts";
import { SpoolReader } from "./spool-reader.ts";

/**
 * Whether a process has said nothing from an offset on, but that hooks ran. Those of the session's start run before
 * the question is read; then the CLI prints its init line, before it asks the API anything.
 */
export function saysOnlyHooks(spool: Spool, offset: number): boolean {
  if (spoolSize(spool) <= offset) return true;
  const reader = new SpoolReader(spool.stdout, offset);
  try {
    const { lines, atEnd } = reader.read();
    return atEnd && reader.rest() === null && lines.every(({ text }) => isHookLine(text));
  } finally {
    reader.close();
  }
}

function isHookLine(line: string): boolean {
  const event = parseLine(line);
  if (event === null) return true;
  return event.kind === "known" && event.type === "system" && (stringOf(event.data.subtype) ?? "").startsWith("hook_");
}
