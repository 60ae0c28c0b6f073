"use client";
import { ChevronRight } from "lucide-react";
import { useContext, useState } from "react";
import { visibleText } from "@/lib/core/visible-text.ts";
import { MarkContext } from "../../markdown/mark-context.ts";
import { hasMarks } from "../../markdown/mark-words.ts";
import { MarkedText } from "../../markdown/marked-text.tsx";
import { plural } from "../amounts.ts";
import { Framed } from "./framed.tsx";
import { LongText } from "./long-text.tsx";

const MOST_ENTRIES = 200;

/** What is in an object, names beside values; what is nested deeper is folded, long texts have a frame of their own. */
export function JsonView({ value }: { value: object }) {
  const entries = Object.entries(value);
  const pattern = useContext(MarkContext);
  const short = entries.filter(([, each]) => !isLongText(each));
  const long = entries.filter((entry): entry is [string, string] => isLongText(entry[1]));
  return (
    <>
      {short.length > 0 ? (
        <dl className="grid grid-cols-[fit-content(40%)_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-fine">
          {short.slice(0, MOST_ENTRIES).map(([name, each]) => (
            <div key={name} className="contents">
              <dt className="text-ink-faint [overflow-wrap:anywhere]">{visibleText(name)}</dt>
              <dd className="min-w-0 font-mono text-ink-muted [overflow-wrap:anywhere]">
                {isNested(each) ? (
                  <Nested value={each} />
                ) : (
                  <MarkedText text={visibleText(typeof each === "string" ? each : String(each))} pattern={pattern} />
                )}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {short.length > MOST_ENTRIES ? (
        <LongText text={JSON.stringify(Object.fromEntries(short.slice(MOST_ENTRIES)), null, 2)} />
      ) : null}
      {long.map(([name, text]) => (
        <Framed key={name} label={visibleText(name)} copied={text}>
          <LongText text={text} />
        </Framed>
      ))}
    </>
  );
}

function Nested({ value }: { value: object }) {
  const pattern = useContext(MarkContext);
  const [open, setOpen] = useState(false);
  const entries = Object.values(value);
  if (entries.length === 0) return Array.isArray(value) ? "[]" : "{}";
  const isFound = pattern !== null && hasMarks(JSON.stringify(value), pattern);
  const isShort = Array.isArray(value) && entries.length <= 8 && entries.every(isWord);
  if (isShort) return <MarkedText text={visibleText(entries.join(", "))} pattern={pattern} />;
  return (
    <details open={open || isFound} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex list-none items-center gap-1 rounded-sm hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3 shrink-0 [details[open]>summary>&]:rotate-90" />
        {Array.isArray(value) ? plural(entries.length, "item") : plural(entries.length, "field")}
      </summary>
      {open || isFound ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-2 border-line border-l py-1 pl-3">
          <JsonView value={value} />
        </div>
      ) : null}
    </details>
  );
}

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;
const isWord = (value: unknown) => (typeof value === "string" && value.length < 40) || typeof value === "number";

function isLongText(value: unknown): value is string {
  return typeof value === "string" && (value.includes("\n") || value.length > 160);
}
