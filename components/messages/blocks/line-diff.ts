import { diffArrays, diffWordsWithSpace } from "diff";

export interface DiffLine {
  kind: "same" | "removed" | "added";
  text: string;
  /** Where it begins in the text that it is of: the earlier one for what was removed, else the later one. */
  at: number;
  /** Its number in that text, from 1. */
  number: number;
  /** What of it differs from the line that it takes the place of. */
  marks: { start: number; end: number }[];
}

export interface LineDiff {
  lines: DiffLine[];
  added: number;
  removed: number;
}

/** Beyond so many changes, or so many milliseconds, what differs is shown as one change. */
const LIMITS = { maxEditLength: 4_000, timeout: 250 };
/** Words are compared in lines up to this long, and in so many pairs of them at most. */
const LONGEST_LINE = 600;
const MOST_PAIRS = 300;
/** Lines that have less than this share in common are different lines, in which no words are marked. */
const LEAST_COMMON = 0.4;

/** What differs from line to line, and from word to word in lines that take each other's place. */
export function lineDiff(before: string, after: string): LineDiff {
  const parts = changedParts(linesOf(before), linesOf(after));
  const lines: DiffLine[] = [];
  const place = { removed: { at: 0, number: 1 }, added: { at: 0, number: 1 } };
  for (const { kind, lines: texts } of parts) {
    for (const text of texts) {
      const at = kind === "removed" ? place.removed : place.added;
      lines.push({ kind, text, at: at.at, number: at.number, marks: [] });
      for (const side of [kind !== "added" && place.removed, kind !== "removed" && place.added]) {
        if (!side) continue;
        side.at += text.length + 1;
        side.number += 1;
      }
    }
  }
  markWords(lines);
  return { lines, ...countsOf(parts) };
}

/** How many lines were added and removed. */
export function lineCounts(before: string, after: string): { added: number; removed: number } {
  return countsOf(changedParts(linesOf(before), linesOf(after)));
}

interface Part {
  kind: DiffLine["kind"];
  lines: string[];
}

function countsOf(parts: readonly Part[]): { added: number; removed: number } {
  const count = (kind: Part["kind"]) =>
    parts.reduce((sum, part) => sum + (part.kind === kind ? part.lines.length : 0), 0);
  return { added: count("added"), removed: count("removed") };
}

/** The line feed at the end ends the last line: it begins no other. */
function linesOf(text: string): string[] {
  if (text === "") return [];
  return text.replace(/\n$/, "").split("\n");
}

/** What is the same at both ends need not be compared: most changes are small. */
function changedParts(before: string[], after: string[]): Part[] {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const removed = before.slice(start, before.length - end);
  const added = after.slice(start, after.length - end);
  const found = removed.length > 0 && added.length > 0 ? diffArrays(removed, added, LIMITS) : undefined;
  const middle: Part[] = found
    ? found.map((part) => ({ kind: part.removed ? "removed" : part.added ? "added" : "same", lines: part.value }))
    : [
        { kind: "removed", lines: removed },
        { kind: "added", lines: added },
      ];
  const same = (lines: string[]): Part => ({ kind: "same", lines });
  const parts = [same(after.slice(0, start)), ...middle, same(after.slice(after.length - end))];
  return parts.filter((part) => part.lines.length > 0);
}

/** Marks what differs in each removed line and the added one that takes its place. */
function markWords(lines: readonly DiffLine[]): void {
  let pairs = 0;
  for (let at = 0; at < lines.length; ) {
    const removed = runOf(lines, at, "removed");
    const added = runOf(lines, at + removed.length, "added");
    for (let index = 0; index < Math.min(removed.length, added.length); index += 1) {
      const [before, after] = [removed[index], added[index]];
      pairs += 1;
      if (pairs <= MOST_PAIRS && before && after) markPair(before, after);
    }
    at += Math.max(1, removed.length + added.length);
  }
}

function runOf(lines: readonly DiffLine[], from: number, kind: DiffLine["kind"]): DiffLine[] {
  let end = from;
  while (lines[end]?.kind === kind) end += 1;
  return lines.slice(from, end);
}

function markPair(before: DiffLine, after: DiffLine): void {
  if (Math.max(before.text.length, after.text.length) > LONGEST_LINE) return;
  let [old, fresh, common] = [0, 0, 0];
  const marks: [DiffLine, number, number][] = [];
  for (const { value, added, removed } of diffWordsWithSpace(before.text, after.text)) {
    if (removed) marks.push([before, old, old + value.length]);
    if (added) marks.push([after, fresh, fresh + value.length]);
    if (!added) old += value.length;
    if (!removed) fresh += value.length;
    if (!added && !removed) common += value.trim().length;
  }
  const length = Math.max(before.text.trim().length, after.text.trim().length);
  if (common < length * LEAST_COMMON) return;
  for (const [line, start, end] of marks) line.marks.push({ start, end });
}

/** Lines that are shown, or how many were folded between them. */
export type DiffRow = { type: "line"; line: DiffLine } | { type: "fold"; lines: DiffLine[] };

/** What stays the same is folded where it is far from what changed. */
const CONTEXT = 3;
const LEAST_FOLDED = 4;

export function foldContext(lines: readonly DiffLine[]): DiffRow[] {
  const isNear = lines.map(() => false);
  for (const [at, { kind }] of lines.entries()) {
    if (kind === "same") continue;
    isNear.fill(true, Math.max(0, at - CONTEXT), at + CONTEXT + 1);
  }
  const rows: DiffRow[] = [];
  for (let at = 0; at < lines.length; ) {
    const end = isNear.indexOf(!isNear[at], at);
    const run = lines.slice(at, end === -1 ? undefined : end);
    if (isNear[at] || run.length < LEAST_FOLDED) rows.push(...run.map((line): DiffRow => ({ type: "line", line })));
    else rows.push({ type: "fold", lines: run });
    at += run.length;
  }
  return rows;
}
