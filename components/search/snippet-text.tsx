import type { Hit } from "@/lib/core/search-result.ts";
import { visibleProse } from "@/lib/core/visible-text.ts";
import { withoutMarkdown } from "../ui/without-markdown.ts";

/** A part of a text with the words that match marked. */
export function SnippetText({ snippet }: { snippet: Hit["snippet"] }) {
  return snippetPieces(snippet).map(({ key, text, marked }) =>
    marked ? <mark key={key}>{visibleProse(text)}</mark> : <span key={key}>{visibleProse(text)}</span>,
  );
}

/** The pieces of a snippet with where each begins, which tells them apart. */
function snippetPieces(snippet: Hit["snippet"]): { key: number; text: string; marked: boolean }[] {
  let begin = 0;
  return snippet.map((piece) => {
    const key = begin;
    begin += piece.text.length;
    return { key, text: piece.marked ? piece.text : withoutMarkdown(piece.text), marked: piece.marked };
  });
}
