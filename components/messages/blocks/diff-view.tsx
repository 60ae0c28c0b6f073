"use client";
import clsx from "clsx";
import { useContext, useMemo, useState } from "react";
import { visibleText } from "@/lib/core/visible-text.ts";
import { languageOfPath } from "../../markdown/code-languages.ts";
import { MarkContext } from "../../markdown/mark-context.ts";
import { hasMarks, type MarkPattern } from "../../markdown/mark-words.ts";
import { StyledText } from "../../markdown/styled-text.tsx";
import { type Span, spansWithin } from "../../markdown/text-spans.ts";
import { useHighlight } from "../../markdown/use-highlight.ts";
import { Button } from "../../ui/button.tsx";
import { plural } from "../amounts.ts";
import { type DiffLine, foldContext, lineDiff } from "./line-diff.ts";

export interface DiffViewProps {
  before: string;
  after: string;
  path: string;
  /** Whether the texts are whole files, so that their lines have numbers. */
  numbered?: boolean;
}

/** More rows are shown when the reader asks for them. */
const MOST_ROWS = 400;

/** What a change does, line by line: what is far from it folded, the words that differ marked. */
export function DiffView({ before, after, path, numbered = false }: DiffViewProps) {
  const [old, fresh] = useMemo(() => [visibleText(before), visibleText(after)], [before, after]);
  const { lines } = useMemo(() => lineDiff(old, fresh), [old, fresh]);
  const rows = useMemo(() => foldContext(lines), [lines]);
  const [all, setAll] = useState(false);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const pattern = useContext(MarkContext);
  const language = languageOfPath(path);
  const spans = { removed: useHighlight(old, language), added: useHighlight(fresh, language) };
  const isMarked = (some: readonly DiffLine[]) => pattern !== null && some.some(({ text }) => hasMarks(text, pattern));
  const shown = all || rows.length <= MOST_ROWS || isMarked(lines.slice(MOST_ROWS)) ? rows : rows.slice(0, MOST_ROWS);
  if (lines.every(({ kind }) => kind === "same")) {
    return <p className="px-3 py-2 text-fine text-ink-muted">Only the end of the last line differs, or nothing.</p>;
  }
  const draw = (line: DiffLine, at: number) => (
    <Row key={at} line={line} spans={spans[line.kind === "removed" ? "removed" : "added"]} {...{ pattern, numbered }} />
  );
  return (
    <>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-[32rem] overflow-auto py-1 font-mono text-fine leading-[1.125rem] [tab-size:2]"
      >
        <div className="w-max min-w-full">
          {shown.map((row, index) => {
            if (row.type === "line") return draw(row.line, index);
            if (unfolded.has(index) || isMarked(row.lines)) {
              return row.lines.map((line, at) => draw(line, index + (at + 1) / (row.lines.length + 1)));
            }
            return (
              <button
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the change
                key={index}
                type="button"
                className="block w-full bg-sunken px-3 py-0.5 text-left text-ink-faint hover:text-ink"
                onClick={() => setUnfolded(new Set([...unfolded, index]))}
              >
                {plural(row.lines.length, "line")} unchanged
              </button>
            );
          })}
        </div>
      </div>
      {shown.length < rows.length ? (
        <div className="border-line border-t px-2 py-1.5">
          <Button size="small" variant="quiet" onClick={() => setAll(true)}>
            Show all: {plural(lines.length, "line")}
          </Button>
        </div>
      ) : null}
    </>
  );
}

const LOOKS = {
  same: { sign: " ", row: "", tone: "text-ink-faint", marked: "" },
  removed: { sign: "−", row: "bg-danger-wash", tone: "text-danger", marked: "code-word-removed" },
  added: { sign: "+", row: "bg-live-wash", tone: "text-live", marked: "code-word-added" },
};

interface RowProps {
  line: DiffLine;
  spans: readonly Span[];
  pattern: MarkPattern | null;
  numbered: boolean;
}

function Row({ line, spans, pattern, numbered }: RowProps) {
  const { sign, row, tone, marked } = LOOKS[line.kind];
  const own = spansWithin(spans, line.at, line.at + line.text.length);
  const words = line.marks.map((mark) => ({ ...mark, className: marked }));
  const content = <StyledText text={line.text} spans={over(own, words)} pattern={pattern} />;
  return (
    <div className={clsx("flex pr-3", row)}>
      <span aria-hidden className={clsx("shrink-0 select-none whitespace-pre pl-3", tone)}>
        {numbered ? `${String(line.number).padStart(4)}  ` : ""}
        {sign}{" "}
      </span>
      {line.kind === "removed" ? (
        <del className="whitespace-pre no-underline">{content}</del>
      ) : line.kind === "added" ? (
        <ins className="whitespace-pre no-underline">{content}</ins>
      ) : (
        <span className="whitespace-pre text-ink-muted">{content}</span>
      )}
    </div>
  );
}

/** Spans with others on top of them, which take their place where they meet. */
function over(below: readonly Span[], above: readonly Span[]): Span[] {
  if (above.length === 0) return [...below];
  const left = above.reduce<Span[]>(
    (rest, { start, end }) =>
      rest.flatMap((span) => {
        if (span.end <= start || span.start >= end) return [span];
        const [head, tail] = [
          { ...span, end: start },
          { ...span, start: end },
        ];
        return [head, tail].filter((piece) => piece.start < piece.end);
      }),
    [...below],
  );
  return [...left, ...above].sort((a, b) => a.start - b.start);
}
