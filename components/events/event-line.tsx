"use client";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { RawLine } from "@/lib/core/raw-events.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { CopyButton } from "../markdown/copy-button.tsx";
import { sizeWords } from "../messages/amounts.ts";

/** One line: what it is; unfolded, all of it as JSON that can be read. Made when it is unfolded: there may be many. */
export function EventLine({ line }: { line: RawLine }) {
  const [open, setOpen] = useState(false);
  const { number, text, type, about, size, isCut } = line;
  return (
    <li className="border-line border-b">
      <details className="group/line" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary className="flex min-h-8 list-none items-center gap-2 rounded-sm py-1 text-small hover:bg-hover [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="size-3.5 shrink-0 text-ink-faint transition-transform group-open/line:rotate-90 motion-reduce:transition-none"
          />
          <span className="min-w-8 shrink-0 text-right text-fine text-ink-faint tabular-nums">{number}</span>
          <span className="shrink-0 font-medium font-mono text-fine text-ink">{visibleText(type)}</span>
          <span className="min-w-0 flex-1 truncate font-mono text-fine text-ink-muted">{visibleText(about)}</span>
          <span className="shrink-0 text-fine text-ink-faint tabular-nums max-sm:hidden">{sizeWords(size)}</span>
        </summary>
        {open ? (
          <div className="relative mb-2 ml-1.5 border-line border-l pl-4">
            <pre
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls, also by keys
              tabIndex={0}
              className="max-h-[32rem] overflow-auto rounded-md bg-sunken p-3 pr-11 font-mono text-fine"
            >
              {visibleText(isCut ? text : prettyJson(text))}
            </pre>
            <CopyButton label={`Copy line ${number}`} text={text} className="absolute top-1.5 right-1.5 bg-sunken" />
            {isCut ? (
              <p className="mt-1 text-fine text-ink-faint">
                The line goes on: all of it is {sizeWords(size)}. This is its beginning.
              </p>
            ) : null}
          </div>
        ) : null}
      </details>
    </li>
  );
}

/** What is no JSON stays as it is. */
function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
