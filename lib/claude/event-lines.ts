import { constants } from "node:fs";
import fs from "node:fs/promises";
import { LineSplitter } from "../core/claude/split-lines.ts";
import { type LinePlace, lineHead, type RawLine, type RawLines, type TypeCounts } from "../core/raw-events.ts";

/** Bytes read at once: between them others have their turn. */
const CHUNK = 256 * 1024;
/** Of a longer line the beginning is shown. */
const LONGEST_SHOWN = 64 * 1024;
/** So many lines are given at once, of so many bytes; and so many bytes are looked through for them. */
const PAGE_LINES = 100;
const PAGE_BYTES = 2 * 1024 * 1024;
const LOOKED_THROUGH = 32 * 1024 * 1024;
/** So much is counted. */
const COUNTED = 8 * 1024 * 1024;

/** Which lines of a file are wanted. */
export interface WantedLines {
  /** null wants all types. */
  type: string | null;
  /** Unix seconds; a line without a time belongs to the one before it. null wants all times. */
  within: { from: number; to: number } | null;
  /** Where they stand; null is the whole file. */
  section: LineSection | null;
}

/** A part of a file: from a place on, up to a byte. */
export interface LineSection {
  begin: LinePlace;
  end: number;
}

const WHOLE: LineSection = { begin: { offset: 0, line: 0 }, end: Number.POSITIVE_INFINITY };

/**
 * Opens a file to read its lines. What is no regular file, or a link to one, counts as missing: paths come from the
 * store, into which any program writes.
 * @returns null when there is none
 */
export async function openLines(file: string): Promise<fs.FileHandle | null> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  try {
    const handle = await fs.open(/* turbopackIgnore: true */ file, flags);
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    return null;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP" || code === "ENXIO") return null;
    throw error;
  }
}

/**
 * The lines of one answer of a process that has answered several: after the results of those before it, up to its own.
 * @returns null when there are not so many results
 */
export async function findAnswer(handle: fs.FileHandle, before: number): Promise<LineSection | null> {
  let [line, results] = [0, 0];
  let begin: LinePlace | null = before === 0 ? { offset: 0, line: 0 } : null;
  for await (const { text, end } of linesOf(handle, 0)) {
    line += 1;
    // Most lines need not be parsed to know that they are none.
    if (!text.includes('"result"') || lineHead(text).type !== "result") continue;
    results += 1;
    if (begin) return { begin, end };
    if (results === before) begin = { offset: end, line };
  }
  return begin && { begin, end: Number.POSITIVE_INFINITY };
}

/** The lines that are wanted, from a place on: a page of them. */
export async function readEventLines(handle: fs.FileHandle, from: LinePlace, wanted: WantedLines): Promise<RawLines> {
  const lines: RawLine[] = [];
  const { begin, end: sectionEnd } = wanted.section ?? WHOLE;
  let bytes = 0;
  let place = from.offset < begin.offset ? begin : from;
  let isWithin = wanted.within === null;
  for await (const { text, end, size } of linesOf(handle, place.offset)) {
    if (place.offset >= sectionEnd) break;
    const head = lineHead(text);
    if (wanted.within !== null && head.at !== null)
      isWithin = head.at >= wanted.within.from && head.at <= wanted.within.to;
    const isFull = lines.length >= PAGE_LINES || bytes >= PAGE_BYTES || place.offset - from.offset > LOOKED_THROUGH;
    if (isFull) return { lines, next: place };
    place = { offset: end, line: place.line + 1 };
    if (text.trim() === "" || !isWithin || (wanted.type !== null && head.type !== wanted.type)) continue;
    const shown = text.slice(0, LONGEST_SHOWN);
    bytes += shown.length;
    lines.push({ number: place.line, text: shown, type: head.type, about: head.about, size, isCut: shown !== text });
  }
  return { lines, next: null };
}

/** How many lines of each type there are among those that are wanted; of a very long file, in its beginning. */
export async function countTypes(
  handle: fs.FileHandle,
  { within, section }: Pick<WantedLines, "within" | "section">,
): Promise<TypeCounts> {
  const { begin, end: sectionEnd } = section ?? WHOLE;
  const counts = new Map<string, number>();
  let isWithin = within === null;
  for await (const { text, end } of linesOf(handle, begin.offset)) {
    const { type, at } = lineHead(text);
    if (within !== null && at !== null) isWithin = at >= within.from && at <= within.to;
    if (isWithin && text.trim() !== "") counts.set(type, (counts.get(type) ?? 0) + 1);
    if (end >= sectionEnd) break;
    if (end - begin.offset > COUNTED) return { types: sorted(counts), isWhole: false };
  }
  return { types: sorted(counts), isWhole: true };
}

const sorted = (counts: Map<string, number>) =>
  [...counts].map(([name, lines]) => ({ name, lines })).sort((a, b) => b.lines - a.lines || (a.name < b.name ? -1 : 1));

/** The lines of a file as it is now, also one that has no line feed yet. */
async function* linesOf(handle: fs.FileHandle, offset: number) {
  const splitter = new LineSplitter(offset);
  const buffer = Buffer.alloc(CHUNK);
  let begin = offset;
  for (let position = offset; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, CHUNK, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    for (const line of splitter.push(buffer.subarray(0, bytesRead))) {
      yield { ...line, size: line.end - begin - 1 };
      begin = line.end;
    }
  }
  const rest = splitter.rest();
  if (rest) yield { ...rest, size: rest.end - begin };
}
