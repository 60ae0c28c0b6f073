import { markedPieces } from "./mark-words.ts";

/** Plain text with the words of a search marked in it. */
export function MarkedText({ text, pattern }: { text: string; pattern: RegExp | null }) {
  if (!pattern) return text;
  return markedPieces(text, pattern).map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the text
    piece.marked ? <mark key={index}>{piece.text}</mark> : piece.text,
  );
}
