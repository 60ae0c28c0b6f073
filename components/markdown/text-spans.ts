/** A piece of a text that looks different: from `start` up to `end`. Spans of a text are in order and don't overlap. */
export interface Span {
  start: number;
  end: number;
  className: string;
}

export interface SpanPiece {
  at: number;
  text: string;
  className: string | null;
  marked: boolean;
}

/** Cuts a text where a span or a mark begins or ends. */
export function cutText(
  text: string,
  spans: readonly Span[],
  marks: readonly { start: number; end: number }[],
): SpanPiece[] {
  const pieces: SpanPiece[] = [];
  let span = 0;
  let mark = 0;
  for (let at = 0; at < text.length; ) {
    while ((spans[span]?.end ?? Number.POSITIVE_INFINITY) <= at) span += 1;
    while ((marks[mark]?.end ?? Number.POSITIVE_INFINITY) <= at) mark += 1;
    const [inSpan, inMark] = [spans[span], marks[mark]];
    const ends = [inSpan, inMark].map((each) => (each ? (each.start > at ? each.start : each.end) : text.length));
    const end = Math.min(text.length, ...ends);
    const className = inSpan && inSpan.start <= at ? inSpan.className : null;
    pieces.push({ at, text: text.slice(at, end), className, marked: inMark !== undefined && inMark.start <= at });
    at = end;
  }
  return pieces;
}

/** The spans of a part of a text, counted from where the part begins. */
export function spansWithin(spans: readonly Span[], start: number, end: number): Span[] {
  const found: Span[] = [];
  for (let at = firstEndingAfter(spans, start); at < spans.length; at += 1) {
    const span = spans[at];
    if (!span || span.start >= end) break;
    found.push({
      start: Math.max(0, span.start - start),
      end: Math.min(end, span.end) - start,
      className: span.className,
    });
  }
  return found;
}

function firstEndingAfter(spans: readonly Span[], place: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether two lists of spans look the same. */
export function sameSpans(a: readonly Span[], b: readonly Span[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every((span, at) => {
    const other = b[at];
    return span.start === other?.start && span.end === other.end && span.className === other.className;
  });
}
