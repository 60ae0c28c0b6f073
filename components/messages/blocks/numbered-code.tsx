"use client";
import { useMemo } from "react";
import { languageOfPath } from "../../markdown/code-languages.ts";
import { CodeLines } from "../../markdown/code-lines.tsx";
import { useHighlight } from "../../markdown/use-highlight.ts";

export interface NumberedCodeProps {
  text: string;
  /** The file that it is of: its name tells the language. */
  path: string;
  /** The number of its first line. */
  first: number;
}

/** Lines of a file with their numbers, which can't be selected. */
export function NumberedCode({ text, path, first }: NumberedCodeProps) {
  const spans = useHighlight(text, languageOfPath(path));
  const numbers = useMemo(() => numbersOf(text, first), [text, first]);
  return (
    <div className="flex min-w-0">
      <pre
        aria-hidden
        className="shrink-0 select-none border-line border-r py-2 pr-2 pl-3 text-right font-mono text-fine text-ink-faint leading-[1.125rem]"
      >
        {numbers}
      </pre>
      <CodeLines text={text} spans={spans} className="min-w-0 flex-1 px-3 py-2" />
    </div>
  );
}

function numbersOf(text: string, first: number): string {
  return text
    .split("\n")
    .map((_, at) => first + at)
    .join("\n");
}
