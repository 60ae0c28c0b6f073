"use client";
import clsx from "clsx";
import Link from "next/link";
import { memo } from "react";
import type { LiveAnswer } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import type { StopQuery } from "../live/live-answer-card.tsx";
import { StopButton } from "../live/stop-button.tsx";
import { messageAnchor } from "../messages/message-words.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { rowClass, rowLinkClass } from "../ui/row-class.ts";

export interface WaitingRowProps {
  answer: LiveAnswer;
  /** Whether it waits for an earlier answer of its module in its thread, whatever its place. */
  afterEarlier: boolean;
  /** Whether the next "s" withdraws it. */
  isArmed: boolean;
  stopQuery: StopQuery;
}

/** A question in line: its place, what is asked of whom, since when. In its thread it can be edited. */
export const WaitingRow = memo(function WaitingRow({ answer, afterEarlier, isArmed, stopQuery }: WaitingRowProps) {
  const { message, question, threadTitle } = answer;
  const href = `/threads/${encodeURIComponent(message.threadId)}#${messageAnchor(message.messageId)}`;
  return (
    <li className={clsx(rowClass, "flex items-center gap-2 py-1")}>
      <span className="w-6 shrink-0 text-fine text-ink-faint tabular-nums">{message.run?.queuePosition ?? "–"}</span>
      <div className="flex min-w-0 flex-1 items-baseline gap-x-3 max-sm:flex-col">
        <h3 className="min-w-0 max-w-full truncate text-small sm:flex-1">
          <Link href={href} prefetch={false} data-card={message.messageId} className={rowLinkClass}>
            {visibleText(question?.trim() || threadTitle || "Untitled thread")}
          </Link>
        </h3>
        <p className="flex min-w-0 max-w-full shrink-0 gap-x-2 text-fine text-ink-faint sm:max-w-[45%]">
          <span className="truncate text-ink-muted">{visibleText(message.module)}</span>
          <span className="shrink-0 tabular-nums">
            {isArmed ? (
              <span className="font-medium text-danger">s again withdraws it</span>
            ) : afterEarlier ? (
              "follow-up"
            ) : (
              <RelativeTime at={message.run?.queuedAt ?? message.timestamp} />
            )}
          </span>
        </p>
      </div>
      <StopButton
        quiet
        message={message}
        stopQuery={stopQuery}
        className="relative z-10 -mr-2 max-w-40 shrink-0 justify-items-end"
      />
    </li>
  );
});
