"use client";
import { useContext, useState } from "react";
import { CodeLines } from "../../markdown/code-lines.tsx";
import { MarkContext } from "../../markdown/mark-context.ts";
import { Button } from "../../ui/button.tsx";
import { plural, sizeWords } from "../amounts.ts";

const SHOWN = 12_000;

/** Plain text in monospace, wrapped. Of very long text the beginning, until the reader asks for all of it. */
export function LongText({ text }: { text: string }) {
  const [all, setAll] = useState(false);
  const pattern = useContext(MarkContext);
  const isFound = pattern !== null && pattern.marks(text.slice(SHOWN)).length > 0;
  const isCut = !all && !isFound && text.length > SHOWN;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)]">
      <div className="max-h-[32rem] overflow-y-auto">
        <CodeLines wrap text={isCut ? `${text.slice(0, SHOWN)}…` : text} className="px-3 py-2 text-ink-muted" />
      </div>
      {isCut ? (
        <div className="border-line border-t px-2 py-1.5">
          <Button size="small" variant="quiet" onClick={() => setAll(true)}>
            Show all: {plural(text.split("\n").length, "line")}, {sizeWords(text)}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
