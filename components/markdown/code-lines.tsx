"use client";
import "./code-colours.css";
import clsx from "clsx";
import { memo, useContext, useMemo } from "react";
import { MarkContext } from "./mark-context.ts";
import type { MarkPattern } from "./mark-words.ts";
import { StyledText } from "./styled-text.tsx";
import { type Span, sameSpans, spansWithin } from "./text-spans.ts";

const CHUNK_LINES = 200;
const PLAIN: readonly Span[] = [];

export interface CodeLinesProps {
  text: string;
  className?: string;
  wrap?: boolean;
  /** What of the text looks different. */
  spans?: readonly Span[];
}

/**
 * Monospaced text that scrolls sideways. Long text is cut into chunks of lines, so that while it grows only the last
 * one is laid out anew.
 */
export function CodeLines({ text, className, wrap = false, spans = PLAIN }: CodeLinesProps) {
  const pattern = useContext(MarkContext);
  const chunks = useMemo(() => chunked(text), [text]);
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={clsx(
        "overflow-x-auto font-mono text-fine leading-[1.125rem]",
        // What a tool read comes with numbers before a tab: "9" and "10" must end at the same stop.
        wrap ? "whitespace-pre-wrap [overflow-wrap:anywhere] [tab-size:4]" : "[tab-size:2]",
        className,
      )}
    >
      {chunks.map(({ at, text: chunk }) => (
        <Chunk key={at} text={chunk} pattern={pattern} spans={spansWithin(spans, at, at + chunk.length)} />
      ))}
    </pre>
  );
}

interface ChunkProps {
  text: string;
  pattern: MarkPattern | null;
  spans: readonly Span[];
}

const Chunk = memo(
  function Chunk({ text, pattern, spans }: ChunkProps) {
    return (
      <code className="block w-max min-w-full [pre.whitespace-pre-wrap>&]:w-auto">
        <StyledText text={text} spans={spans} pattern={pattern} />
        {text === "" ? "\u200b" : null}
      </code>
    );
  },
  (a, b) => a.text === b.text && a.pattern === b.pattern && sameSpans(a.spans, b.spans),
);

/** Pieces of whole lines, each with its place in the text. */
function chunked(text: string): { at: number; text: string }[] {
  const chunks: { at: number; text: string }[] = [];
  let start = 0;
  let lines = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) {
    lines += 1;
    if (lines % CHUNK_LINES !== 0) continue;
    chunks.push({ at: start, text: text.slice(start, end) });
    start = end + 1;
  }
  return [...chunks, { at: start, text: text.slice(start) }];
}
