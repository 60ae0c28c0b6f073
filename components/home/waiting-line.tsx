"use client";
import { useState } from "react";
import type { LiveAnswer } from "@/lib/core/message.ts";
import type { StopQuery } from "../live/live-answer-card.tsx";
import { plural } from "../messages/amounts.ts";
import { waitsForEarlier } from "../messages/queue-words.ts";
import { Button } from "../ui/button.tsx";
import { rowsClass } from "../ui/row-class.ts";
import { SectionHeading } from "../ui/section-heading.tsx";
import { WaitingRow } from "./waiting-row.tsx";

/** So many are shown at first: what happened before stays within reach. */
const SHOWN = 8;

export interface WaitingLineProps {
  /** In the order of the line. */
  queued: readonly LiveAnswer[];
  /** What is being written meanwhile. */
  written: readonly LiveAnswer[];
  /** How many more wait behind these. */
  more: number;
  /** The answer that the next "s" stops; or null. */
  armed: string | null;
  stopQuery: StopQuery;
}

/** The questions that wait for their turn. */
export function WaitingLine({ queued, written, more, armed, stopQuery }: WaitingLineProps) {
  const [all, setAll] = useState(false);
  // A button that shows one more line would take the place of that line.
  const shown = all || queued.length <= SHOWN + 1 ? queued : queued.slice(0, SHOWN);
  const hidden = queued.length - shown.length;
  const messages = [...written, ...queued].map(({ message }) => message);
  return (
    <section aria-labelledby="waiting-in-line" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <SectionHeading id="waiting-in-line" count={queued.length + more}>
        Waiting in line
      </SectionHeading>
      <ol className={rowsClass}>
        {shown.map((answer) => (
          <WaitingRow
            key={answer.message.messageId}
            answer={answer}
            afterEarlier={waitsForEarlier(answer.message, messages)}
            isArmed={armed === answer.message.messageId}
            stopQuery={stopQuery}
          />
        ))}
      </ol>
      {hidden > 0 || all || more > 0 ? (
        <p className="flex flex-wrap items-center gap-x-3 text-ink-faint text-small">
          {hidden > 0 || all ? (
            <Button size="small" variant="quiet" className="-ml-2" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? `Show the first ${SHOWN}` : `Show ${hidden} more`}
            </Button>
          ) : null}
          {more > 0 ? <span className="tabular-nums">and {plural(more, "question")} behind these</span> : null}
        </p>
      ) : null}
    </section>
  );
}
