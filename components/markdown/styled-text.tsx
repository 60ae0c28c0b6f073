import type { MarkPattern } from "./mark-words.ts";
import { cutText, type Span } from "./text-spans.ts";

/** Plain text of which some parts look different, with the words of a search marked in it. */
export function StyledText({
  text,
  spans,
  pattern,
}: {
  text: string;
  spans: readonly Span[];
  pattern: MarkPattern | null;
}) {
  const marks = pattern?.marks(text) ?? [];
  if (spans.length === 0 && marks.length === 0) return text;
  return cutText(text, spans, marks).map(({ at, text: piece, className, marked }) => {
    if (marked) return <mark key={at}>{piece}</mark>;
    return className === null ? (
      piece
    ) : (
      <span key={at} className={className}>
        {piece}
      </span>
    );
  });
}
