"use client";
import { useContext, useState } from "react";
import { CodeLines } from "../../markdown/code-lines.tsx";
import { MarkContext } from "../../markdown/mark-context.ts";
import { hasMarks } from "../../markdown/mark-words.ts";
import { Button } from "../../ui/button.tsx";
import { plural, sizeWords } from "../amounts.ts";
import { type CutText, showAllWords, useWholeText } from "./use-whole-text.ts";

const SHOWN = 12_000;

export interface LongTextProps {
  text: string;
  /** Set when the page has only its beginning. */
  cut?: CutText | null;
}

/** Plain text in monospace, wrapped. Of very long text the beginning, until the reader asks for all of it. */
export function LongText({ text, cut = null }: LongTextProps) {
  const [all, setAll] = useState(false);
  const whole = useWholeText(cut);
  const pattern = useContext(MarkContext);
  const held = whole.text ?? text;
  const isFound = pattern !== null && hasMarks(held.slice(SHOWN), pattern);
  const isLeftOut = cut !== null && whole.text === null;
  const isCut = isLeftOut || (!all && !isFound && held.length > SHOWN);
  const size = isLeftOut ? sizeWords(cut.size) : `${plural(held.split("\n").length, "line")}, ${sizeWords(held)}`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)]">
      <div className="max-h-[32rem] overflow-y-auto">
        <CodeLines
          wrap
          text={isCut ? `${all || isFound ? held : held.slice(0, SHOWN)}…` : held}
          className="px-3 py-2 text-ink-muted"
        />
      </div>
      {isCut ? (
        <div className="border-line border-t px-2 py-1.5">
          <Button
            size="small"
            variant="quiet"
            disabled={whole.state === "reading"}
            onClick={() => {
              setAll(true);
              if (isLeftOut) whole.read();
            }}
          >
            {showAllWords(whole.state, size)}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
