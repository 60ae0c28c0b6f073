"use client";
import { Markdown } from "../markdown/markdown.tsx";
import { Button } from "../ui/button.tsx";
import { sizeWords } from "./amounts.ts";
import { type CutText, showAllWords, useWholeText } from "./blocks/use-whole-text.ts";
import { beginningOf } from "./shown-beginning.ts";

export interface LongMarkdownProps {
  text: string;
  /** Set when the page has only its beginning. */
  cut: CutText | null;
  /** Whether more text is on its way. */
  open: boolean;
}

/** Markdown of which the page may have only the beginning, until the reader asks for all of it. */
export function LongMarkdown({ text, cut, open }: LongMarkdownProps) {
  const whole = useWholeText(cut);
  if (cut === null || whole.text !== null) return <Markdown text={whole.text ?? text} open={open} />;
  return (
    <>
      <Markdown text={beginningOf(text, true)} open={open} />
      <Button
        size="small"
        variant="quiet"
        className="-ml-2 mt-2"
        disabled={whole.state === "reading"}
        onClick={whole.read}
      >
        {showAllWords(whole.state, sizeWords(cut.size))}
      </Button>
    </>
  );
}
