"use client";
import { visibleText } from "@/lib/core/visible-text.ts";
import { CodeLines } from "./code-lines.tsx";
import { CopyButton } from "./copy-button.tsx";
import { useHighlight } from "./use-highlight.ts";

export interface CodeBlockProps {
  language: string | null;
  text: string;
  /** Whether more of it is on its way. */
  growing?: boolean;
}

/** A block of code: its language, a button that copies it, and the code, which scrolls by itself. */
export function CodeBlock({ language, text, growing = false }: CodeBlockProps) {
  const shown = visibleText(text);
  const spans = useHighlight(shown, language, growing);
  return (
    <figure className="group/code relative my-3 overflow-hidden rounded-md border border-line bg-surface first:mt-0 last:mb-0">
      <figcaption className="flex h-7 items-center justify-between border-line border-b pr-0.5 pl-3 text-fine text-ink-faint">
        <span className="truncate font-mono">{visibleText(language ?? "text")}</span>
        <CopyButton label="Copy the code" text={text} className="size-6 [&_svg]:size-3.5" />
      </figcaption>
      <CodeLines text={shown} spans={spans} className="px-3 py-2.5" />
    </figure>
  );
}
