import { diffLines, diffWordsWithSpace } from "diff";

/** A piece of a line, and whether only this side has it. */
export interface DiffPiece {
  text: string;
  changed: boolean;
}

/** One line of two texts laid over each other. */
export interface DiffLine {
  kind: "same" | "removed" | "added";
  pieces: DiffPiece[];
}

/** Longer texts are compared by lines for so long at most, in milliseconds; and lines by words. */
const LINES_MS = 600;
const WORDS_MS = 150;
/** What differs in more characters than this is not compared by words: nothing in it would be alike. */
const MOST_WORDS = 20_000;

/**
 * What two texts have in common, line by line, and where lines took each other's place word by word.
 * @returns null when they are too long and too different to tell in a moment
 */
export function diffTexts(a: string, b: string): DiffLine[] | null {
  const parts = diffLines(ended(a), ended(b), { timeout: LINES_MS });
  if (!parts) return null;
  const lines: DiffLine[] = [];
  for (let at = 0; at < parts.length; at++) {
    const [part, next] = [parts[at], parts[at + 1]];
    if (!part) continue;
    if (part.removed && next?.added) {
      lines.push(...replaced(part.value, next.value));
      at++;
    } else {
      const kind = part.removed ? "removed" : part.added ? "added" : "same";
      lines.push(...linesOf(part.value).map((text): DiffLine => ({ kind, pieces: [{ text, changed: false }] })));
    }
  }
  return lines;
}

/** The last line is one like the others. */
const ended = (text: string) => `${text.trim()}\n`;
const linesOf = (text: string) => (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");

function replaced(removed: string, added: string): DiffLine[] {
  const words =
    removed.length + added.length > MOST_WORDS ? null : diffWordsWithSpace(removed, added, { timeout: WORDS_MS });
  const side = (kind: "removed" | "added"): DiffLine[] => {
    const whole = [{ value: kind === "removed" ? removed : added, removed: false, added: false }];
    const shown = (words ?? whole).filter((part) => !(kind === "removed" ? part.added : part.removed));
    return inLines(shown.map((part) => ({ text: part.value, changed: part[kind] }))).map((pieces) => ({
      kind,
      pieces,
    }));
  };
  return [...side("removed"), ...side("added")];
}

/** Pieces go on over the ends of lines; each line gets its own. */
function inLines(pieces: readonly DiffPiece[]): DiffPiece[][] {
  const lines: DiffPiece[][] = [[]];
  for (const { text, changed } of pieces) {
    for (const [at, part] of text.split("\n").entries()) {
      if (at > 0) lines.push([]);
      if (part !== "") lines.at(-1)?.push({ text: part, changed });
    }
  }
  // What stands after the last line feed is no line.
  return lines.at(-1)?.length === 0 ? lines.slice(0, -1) : lines;
}

/** Lines that differ with some around them, and how many alike are left out between them. */
export type DiffPart = { type: "lines"; lines: DiffLine[] } | { type: "alike"; lines: DiffLine[] };

/** So many lines that are alike stand around those that differ; and fewer than so many are not worth leaving out. */
const AROUND = 3;
const WORTH_LEAVING_OUT = 4;

/** Leaves out long stretches that are alike. */
export function foldAlike(lines: readonly DiffLine[]): DiffPart[] {
  const isNear = lines.map(() => false);
  for (const [at, { kind }] of lines.entries()) {
    if (kind === "same") continue;
    for (let near = Math.max(0, at - AROUND); near <= at + AROUND && near < lines.length; near++) isNear[near] = true;
  }
  const parts: DiffPart[] = [];
  for (const [at, line] of lines.entries()) {
    const type = isNear[at] ? "lines" : "alike";
    const last = parts.at(-1);
    if (last?.type === type) last.lines.push(line);
    else parts.push({ type, lines: [line] });
  }
  return parts.map((part) => (part.lines.length < WORTH_LEAVING_OUT ? { ...part, type: "lines" } : part));
}
