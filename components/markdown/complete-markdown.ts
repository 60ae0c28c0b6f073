import { completeInline } from "./complete-inline.ts";

/** A line that is nothing but the mark of what is about to begin: a list item, a heading, a fence, a rule, a title. */
const ONLY_A_MARK =
  /^[\s>]*(?:[-*+](?:[ \t]+\[(?:[ xX]\]?)?)?|\d{1,9}[.)]?|#{1,6}|`{1,2}|~{1,2}|-{2,}|=+|\*{2,}|_+)?[ \t]*$/;
const FENCE_LINE = /^\s*(?:`{3,}|~{3,})/;
const TABLE_ROW = /^ {0,3}\|/;
const TABLE_RULE = /^ {0,3}\|[\s:|-]*$/;
/** Where the text of a line begins, after what makes it a quotation, a list item or a heading. */
const LINE_HEAD = /^(?:[ \t]*(?:>[ \t]?|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,9}[.)][ \t]+|#{1,6}[ \t]+))*[ \t]*/;

/**
 * Makes Markdown that is still arriving look as it will when it is whole: what was begun is closed, and marks whose
 * meaning isn't decided yet are held back, so that nothing flickers.
 */
export function completeMarkdown(source: string): string {
  const lines = source.split("\n");
  if (inFence(lines)) return source;
  const last = lines.at(-1) ?? "";
  if (ONLY_A_MARK.test(last)) lines.pop();
  const start = blockStart(lines);
  const table = completeTable(lines, start);
  if (table) return [...lines.slice(0, start), ...table].join("\n");
  const block = lines.slice(start).join("\n");
  const [head = ""] = LINE_HEAD.exec(block) ?? [];
  return [...lines.slice(0, start), head + completeInline(block.slice(head.length))].join("\n");
}

function inFence(lines: readonly string[]): boolean {
  return lines.filter((line) => FENCE_LINE.test(line)).length % 2 === 1;
}

/** The line in which the paragraph, item, heading or table begins that the last line belongs to. */
function blockStart(lines: readonly string[]): number {
  const begins = (line: string) => line.trim() === "" || (LINE_HEAD.exec(line)?.[0].trim() ?? "") !== "";
  const found = lines.findLastIndex(begins);
  return found === -1 ? 0 : (lines[found] ?? "").trim() === "" ? found + 1 : found;
}

/** Null when it is no table. A head without its rule gets one; half a rule becomes a whole one. */
function completeTable(lines: readonly string[], start: number): string[] | null {
  const first = lines.findIndex((line, index) => index >= start && TABLE_ROW.test(line));
  if (first === -1) return null;
  const before = lines.slice(start, first);
  const [head = "", rule, ...rows] = lines.slice(first);
  if (rule === undefined && cells(head) === 0) return before;
  if (rule !== undefined && !TABLE_RULE.test(rule)) return null;
  const whole = rule !== undefined && rows.length > 0 ? rule : ` ${"|---".repeat(Math.max(1, cells(head)))}|`.trim();
  const closed = rule === undefined ? `${completeInline(head.replace(/\|?\s*$/, ""))} |` : head;
  const lastRow = rows.at(-1);
  const lastCell = lastRow?.lastIndexOf("|") ?? -1;
  const row =
    lastRow === undefined ? [] : [lastRow.slice(0, lastCell + 1) + completeInline(lastRow.slice(lastCell + 1))];
  return [...before, closed, whole, ...rows.slice(0, -1), ...row];
}

function cells(row: string): number {
  const inner = row.trim().replace(/^\|/, "").replace(/\|$/, "");
  return inner.trim() === "" ? 0 : inner.split(/(?<!\\)\|/).length;
}

/** Code that is still arriving, without the beginning of the fence that ends it. */
export function completeCode(text: string): string {
  return text.replace(/(?:^|\n) {0,3}(?:`+|~+)$/, "");
}
