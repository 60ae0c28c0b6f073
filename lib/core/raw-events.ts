/** A line that a run's process printed, or that Claude Code kept in its transcript. */
export interface RawLine {
  /** Its place in the file, from 1. */
  number: number;
  /** What stands there; of a very long line the beginning. */
  text: string;
  /** Its `type`; "other" when it is no JSON object that has one. */
  type: string;
  /** What its type alone doesn't say. */
  about: string;
  /** Bytes of all of it. */
  size: number;
  isCut: boolean;
}

/** Where a page of lines begins: a byte of the file, and how many lines stand before it. */
export interface LinePlace {
  offset: number;
  line: number;
}

/** A part of the lines of a run. */
export interface RawLines {
  lines: RawLine[];
  /** Where the next part begins; null when there is no more. */
  next: LinePlace | null;
}

/** How many lines of each type there are. */
export interface TypeCounts {
  types: { name: string; lines: number }[];
  /** false when only the beginning of the file was counted. */
  isWhole: boolean;
}

/** The lines of the run that wrote an answer, and where they come from. */
export type RawEvents = { module: string; isLive: boolean } & (
  | ({ source: "spool" | "transcript"; file: string; size: number; counts: TypeCounts } & RawLines)
  | { source: null /** Where they stood, or would stand. */; places: string[] }
);

/** What of a line is used to tell it from others. */
export interface LineHead {
  type: string;
  about: string;
  /** Unix seconds; null when it tells no time. */
  at: number | null;
}

type Fields = Record<string, unknown>;

/** What a line says of itself. It may be anything. */
export function lineHead(text: string): LineHead {
  const value = parsed(text);
  if (value === null) return { type: OTHER, about: "not JSON", at: null };
  const at = Date.parse(wordOf(value.timestamp)) / 1000;
  return { type: wordOf(value.type) || OTHER, about: aboutOf(value), at: Number.isFinite(at) ? at : null };
}

const OTHER = "other";

function parsed(text: string): Fields | null {
  try {
    return asFields(JSON.parse(text));
  } catch {
    return null;
  }
}

function asFields(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

const wordOf = (value: unknown) => (typeof value === "string" ? value.slice(0, 80) : "");

/** The subtype, the kind of stream event, or the kinds of blocks in a message. */
function aboutOf(value: Fields): string {
  const event = asFields(value.event);
  if (event) return [wordOf(event.type), wordOf(asFields(event.delta)?.type)].filter((word) => word !== "").join(" · ");
  const content = asFields(value.message)?.content;
  if (Array.isArray(content)) return content.slice(0, 6).map(blockWord).join(", ");
  return wordOf(value.subtype);
}

function blockWord(block: unknown): string {
  const fields = asFields(block);
  return [wordOf(fields?.type) || "block", wordOf(fields?.name)].filter((word) => word !== "").join(" ");
}
