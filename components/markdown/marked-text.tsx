import { type MarkPattern, markedPieces } from "./mark-words.ts";

/** Plain text with the words of a search marked in it. */
export function MarkedText({ text, pattern }: { text: string; pattern: MarkPattern | null }) {
  if (!pattern) return text;
  return markedPieces(text, pattern).map((piece) =>
    piece.marked ? <mark key={piece.at}>{piece.text}</mark> : piece.text,
  );
}
