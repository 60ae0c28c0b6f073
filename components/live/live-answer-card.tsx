"use client";
import clsx from "clsx";
import Link from "next/link";
import type { LiveAnswer } from "@/lib/core/message.ts";
import { answerState, isStoppable } from "../messages/answer-state.ts";
import { SilentFor } from "../messages/silence.tsx";
import { ElapsedTime } from "../ui/elapsed-time.tsx";
import { LiveDot } from "../ui/live-dot.tsx";
import type { Outcome } from "../ui/outcome.ts";
import { rowClass, rowLinkClass } from "../ui/row-class.ts";
import { activityWords, answerTail } from "./answer-tail.ts";
import { StopButton } from "./stop-button.tsx";

export type StopQuery = (messageId: string) => Promise<Outcome>;

export interface LiveAnswerCardProps {
  answer: LiveAnswer;
  stopQuery: StopQuery;
}

/** An answer that is being written: who answers what, its last lines, what it is busy with, for how long. */
export function LiveAnswerCard({ answer, stopQuery }: LiveAnswerCardProps) {
  const { message, question, threadTitle } = answer;
  const silentSince = answerState(message) === "silent" ? (message.run?.silentSince ?? null) : null;
  const href = `/threads/${encodeURIComponent(message.threadId)}#message-${message.messageId}`;
  return (
    <li className={clsx(rowClass, "grid grid-cols-[minmax(0,1fr)] gap-2 py-(--row-y)")}>
      <div className="flex items-start gap-3">
        <div className="grid min-w-0 flex-1 gap-0.5">
          <h3 className="line-clamp-2 font-medium text-body">
            <Link href={href} prefetch={false} className={rowLinkClass}>
              {question?.trim() || threadTitle || "Untitled thread"}
            </Link>
          </h3>
          <p className="flex min-w-0 items-center gap-2 text-ink-muted text-small">
            <LiveDot look={silentSince === null ? "live" : "still"} />
            <span className="max-w-[60%] shrink-0 truncate font-medium text-ink">{message.module}</span>
            <span className="min-w-0 truncate">{activityWords(message)}</span>
            {silentSince === null ? null : (
              <>
                <Dot />
                <SilentFor since={silentSince} />
              </>
            )}
            <Dot />
            <span className="shrink-0 text-ink-faint">
              <ElapsedTime since={message.run?.startedAt ?? message.timestamp} />
            </span>
          </p>
        </div>
        {isStoppable(message) ? (
          <StopButton message={message} stopQuery={stopQuery} className="relative z-10 max-w-56 justify-items-end" />
        ) : null}
      </div>
      <AnswerTail text={answerTail(message)} still={silentSince !== null} />
    </li>
  );
}

function Dot() {
  return (
    <span aria-hidden className="text-ink-faint">
      ·
    </span>
  );
}

/** Three lines, always: so that nothing below moves while the answer grows. The thread shows it in full. */
function AnswerTail({ text, still }: { text: string; still: boolean }) {
  return (
    <div
      className={clsx(
        "flex h-[4.125rem] flex-col justify-end overflow-hidden border-l-2 pl-3 text-ink-muted text-small",
        still ? "border-line-strong" : "border-live/50",
      )}
    >
      <p className="min-h-full shrink-0 max-w-[80ch] whitespace-pre-wrap leading-[1.375rem]">
        {text === "" ? <span className="text-ink-faint">No words yet.</span> : text}
      </p>
    </div>
  );
}
