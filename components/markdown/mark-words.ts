import { parseSearch } from "@/lib/core/search-expression.ts";
import { type TextSearch, textSearch } from "@/lib/core/text-match.ts";

export interface Piece {
  /** Its place in the text. */
  at: number;
  text: string;
  marked: boolean;
}

/** Finds what is to be marked in a text. */
export type MarkPattern = Pick<TextSearch, "marks">;

/** What is to be marked in a text: the words and phrases of a search. Null when there are none. */
export function markPattern(query: string): MarkPattern | null {
  const { groups } = parseSearch(query);
  return groups.flat().some((term) => !term.excluded && term.words.length > 0) ? textSearch(groups) : null;
}

export function hasMarks(text: string, pattern: MarkPattern): boolean {
  return pattern.marks(text).length > 0;
}

/** Cuts a text into what matches and what doesn't. */
export function markedPieces(text: string, pattern: MarkPattern): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end } of pattern.marks(text)) {
    if (start > at) pieces.push({ at, text: text.slice(at, start), marked: false });
    pieces.push({ at: start, text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length || pieces.length === 0) pieces.push({ at, text: text.slice(at), marked: false });
  return pieces;
}
