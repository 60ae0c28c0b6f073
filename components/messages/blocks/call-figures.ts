import type { BlockNode } from "@/lib/core/arrange-blocks.ts";
import { readToolCall, type ToolCall } from "@/lib/core/tool-call.ts";
import { type FoundFile, readMatches } from "@/lib/core/tool-matches.ts";
import { agentResult, commandResult } from "@/lib/core/tool-result.ts";
import { durationOf, plural } from "../amounts.ts";
import { lineCounts } from "./line-diff.ts";
import { readPartialJson } from "./partial-json.ts";

/** What stands at the end of a call's line. */
export interface CallFigures {
  words: string;
  /** Lines that a change adds and removes. */
  change: { added: number; removed: number } | null;
}

const NONE: CallFigures = { words: "", change: null };
/** Of longer inputs nothing is counted before they are unfolded. */
const LONGEST_COUNTED = 60_000;

/** Figures of a call that is settled: the range that was read, lines that were changed, what was found. */
export function callFigures({ block, result, children }: BlockNode): CallFigures {
  if (block.state === "open") return NONE;
  if (block.text.length > LONGEST_COUNTED || block.wholeSize !== undefined) return NONE;
  const call = readToolCall(block.name, readPartialJson(block.text));
  const said = result !== null && result.wholeSize === undefined ? result.text : null;
  switch (call.kind) {
    case "read":
      return { ...NONE, words: rangeWords(call) };
    case "edit":
      return { ...NONE, change: sumOf(call.edits.map(({ before, after }) => lineCounts(before, after))) };
    case "write":
      return { ...NONE, change: lineCounts("", call.content) };
    case "bash": {
      const { exitCode } = commandResult(said ?? "");
      if (call.background) return { ...NONE, words: "in the background" };
      return exitCode === null ? NONE : { ...NONE, words: `exit code ${exitCode}` };
    }
    case "search":
      return said === null || result?.isError ? NONE : { ...NONE, words: foundIn(said, call) };
    case "agent":
      return { ...NONE, words: agentWords(said, callsIn(children)) };
    default:
      return NONE;
  }
}

function rangeWords({ offset, limit, pages }: ToolCall & { kind: "read" }): string {
  if (pages !== null) return `pages ${pages}`;
  if (offset === null) return limit === null ? "" : `first ${plural(limit, "line")}`;
  return limit === null ? `from line ${offset}` : `lines ${offset}–${offset + limit - 1}`;
}

function sumOf(counts: readonly { added: number; removed: number }[]): { added: number; removed: number } {
  const sum = (of: "added" | "removed") => counts.reduce((all, count) => all + count[of], 0);
  return { added: sum("added"), removed: sum("removed") };
}

function foundIn(text: string, { mode, path }: ToolCall & { kind: "search" }): string {
  const { files } = readMatches(text, mode, path);
  return files.length === 0 ? "nothing found" : foundWords(files);
}

/** How much was found: "12 lines in 3 files". */
export function foundWords(files: readonly FoundFile[]): string {
  const lines = files.reduce((sum, file) => sum + (file.count ?? file.lines.filter(({ found }) => found).length), 0);
  const of = plural(files.length, "file");
  return lines === 0 ? of : `${plural(lines, "line")} in ${of}`;
}

function agentWords(answer: string | null, drawn: number): string {
  const { calls, durationMs } = agentResult(answer ?? "");
  const count = Math.max(calls ?? 0, drawn);
  return [count > 0 ? plural(count, "call") : "", durationMs === null ? "" : durationOf(durationMs / 1000)]
    .filter(Boolean)
    .join(" · ");
}

function callsIn(groups: BlockNode["children"]): number {
  const nodes = groups.flatMap((group) => (group.type === "block" ? [group.node] : []));
  return nodes.reduce((sum, { block, children }) => sum + (block.kind === "tool_use" ? 1 : 0) + callsIn(children), 0);
}
