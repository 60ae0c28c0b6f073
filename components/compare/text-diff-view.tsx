import clsx from "clsx";
import { visibleText } from "@/lib/core/visible-text.ts";
import { plural } from "../messages/amounts.ts";
import { Notice } from "../ui/notice.tsx";
import { type DiffLine, diffTexts, foldAlike } from "./text-diff.ts";

/** What differs between two texts: lines that only one has, and in lines that took each other's place the words. */
export function TextDiff({ a, b }: { a: string; b: string }) {
  const lines = diffTexts(visibleText(a), visibleText(b));
  if (lines === null) {
    return (
      <Notice title="These answers are too long and too different to be compared line by line.">
        <p>Read them side by side.</p>
      </Notice>
    );
  }
  const removed = lines.filter(({ kind }) => kind === "removed").length;
  const added = lines.filter(({ kind }) => kind === "added").length;
  if (removed + added === 0) return <p className="text-ink-muted text-small">The two answers say the same.</p>;
  return (
    <section aria-label="What differs" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <p className="text-ink-muted text-small tabular-nums">
        {plural(removed, "line")} only in the first answer, {plural(added, "line")} only in the second
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, also by keys */}
      <div tabIndex={0} className="overflow-x-auto rounded-md border border-line bg-surface py-1.5 font-mono text-fine">
        {foldAlike(lines).map((part, at) =>
          part.type === "lines" ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the text
            <Lines key={at} lines={part.lines} />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <details key={at} className="border-line border-y first:border-t-0 last:border-b-0">
              <summary className="px-3 py-1 font-sans text-ink-muted hover:bg-hover">
                {plural(part.lines.length, "line")} alike
              </summary>
              <Lines lines={part.lines} />
            </details>
          ),
        )}
      </div>
    </section>
  );
}

const LOOKS = {
  same: { mark: " ", row: "", changed: "", words: null },
  removed: { mark: "−", row: "bg-danger-wash", changed: "bg-danger/25 rounded-sm", words: "Only in the first: " },
  added: { mark: "+", row: "bg-live-wash", changed: "bg-live/25 rounded-sm", words: "Only in the second: " },
} as const;

function Lines({ lines }: { lines: readonly DiffLine[] }) {
  return lines.map(({ kind, pieces }, at) => {
    const { mark, row, changed, words } = LOOKS[kind];
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the text
      <p key={at} className={clsx("flex gap-2 px-3 leading-5", row)}>
        <span aria-hidden className="w-3 shrink-0 select-none text-ink-muted">
          {mark}
        </span>
        {words ? <span className="sr-only">{words}</span> : null}
        <span className="min-w-0 whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">
          {pieces.map((piece, place) =>
            piece.changed ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the line
              <strong key={place} className={clsx("font-semibold", changed)}>
                {piece.text}
              </strong>
            ) : (
              piece.text
            ),
          )}
        </span>
      </p>
    );
  });
}
