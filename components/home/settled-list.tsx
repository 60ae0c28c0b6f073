"use client";
import clsx from "clsx";
import Link from "next/link";
import { memo, useState } from "react";
import type { SettledAnswer } from "@/lib/core/settled-answer.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { costWords, durationOf } from "../messages/amounts.ts";
import { AnswerStatus } from "../messages/answer-status.tsx";
import { messageAnchor } from "../messages/message-words.ts";
import { Button } from "../ui/button.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { rowClass, rowLinkClass, rowsClass } from "../ui/row-class.ts";
import { SectionHeading } from "../ui/section-heading.tsx";

/** So many are shown at first. */
const SHOWN = 6;

/** What ended a short while ago: how, after how long, at what cost. */
export function SettledList({ settled }: { settled: readonly SettledAnswer[] }) {
  const [all, setAll] = useState(false);
  // A button that shows one more line would take the place of that line.
  const isCut = settled.length > SHOWN + 1;
  return (
    <section aria-labelledby="just-ended" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <SectionHeading id="just-ended" count={settled.length}>
        Ended just now
      </SectionHeading>
      <ul className={rowsClass}>
        {(all || !isCut ? settled : settled.slice(0, SHOWN)).map((answer) => (
          <SettledRow key={answer.messageId} answer={answer} />
        ))}
      </ul>
      {isCut ? (
        <Button
          size="small"
          variant="quiet"
          className="-ml-2 justify-self-start"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? `Show the last ${SHOWN}` : `Show ${settled.length - SHOWN} more`}
        </Button>
      ) : null}
    </section>
  );
}

const SettledRow = memo(
  function SettledRow({ answer }: { answer: SettledAnswer }) {
    const { messageId, threadId, module, question, threadTitle, run } = answer;
    const href = `/threads/${encodeURIComponent(threadId)}#${messageAnchor(messageId)}`;
    const took = durationOf(Math.max(0, run.endedAt - run.startedAt));
    return (
      <li
        className={clsx(
          rowClass,
          "grid grid-cols-[minmax(0,1fr)] items-center gap-x-4 gap-y-0.5 py-2 sm:grid-cols-[6rem_minmax(0,1fr)_auto]",
        )}
      >
        <span className="flex items-center max-sm:order-2">
          <AnswerStatus message={answer} />
        </span>
        <h3 className="min-w-0 truncate text-small">
          <Link href={href} prefetch={false} data-card={messageId} className={rowLinkClass}>
            {visibleText(question?.trim() || threadTitle || "Untitled thread")}
          </Link>
        </h3>
        <p className="flex min-w-0 gap-x-3 text-fine text-ink-faint tabular-nums max-sm:order-3">
          <span className="min-w-0 max-w-40 truncate text-ink-muted">{visibleText(module)}</span>
          {run.costUsd ? <span className="shrink-0">{costWords(run.costUsd)}</span> : null}
          <span className="shrink-0">{took}</span>
          <RelativeTime at={run.endedAt} className="shrink-0" />
        </p>
      </li>
    );
  },
  (a, b) => a.answer.messageId === b.answer.messageId && a.answer.run.endedAt === b.answer.run.endedAt,
);
