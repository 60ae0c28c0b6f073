"use client";
import { type ReactNode, useContext, useState } from "react";
import { MarkContext } from "../../markdown/mark-context.ts";
import { hasMarks } from "../../markdown/mark-words.ts";
import { Button } from "../../ui/button.tsx";
import { plural, sizeWords } from "../amounts.ts";
import { type CutText, showAllWords, useWholeText } from "./use-whole-text.ts";

const SHOWN = 12_000;

export interface LongBodyProps {
  text: string;
  /** Set when the page has only its beginning. */
  cut: CutText | null;
  /** Draws as much of it as is to be shown. */
  children: (shown: string) => ReactNode;
}

/** Of a very long text the beginning, at a line's end, until the reader asks for all of it or a search has found more. */
export function LongBody({ text, cut, children }: LongBodyProps) {
  const [all, setAll] = useState(false);
  const whole = useWholeText(cut);
  const pattern = useContext(MarkContext);
  const held = whole.text ?? text;
  const isFound = pattern !== null && held.length > SHOWN && hasMarks(held.slice(SHOWN), pattern);
  const isLeftOut = cut !== null && whole.text === null;
  const isWhole = all || isFound || held.length <= SHOWN;
  const size = isLeftOut ? sizeWords(cut.size) : `${plural(held.split("\n").length, "line")}, ${sizeWords(held)}`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)]">
      <div className="max-h-[32rem] overflow-y-auto">{children(isWhole ? held : headOf(held))}</div>
      {isLeftOut || !isWhole ? (
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

function headOf(text: string): string {
  const end = text.lastIndexOf("\n", SHOWN);
  return text.slice(0, end > SHOWN / 2 ? end : SHOWN);
}
