"use client";
import clsx from "clsx";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import type { LiveAnswer, MessageView } from "@/lib/core/message.ts";
import { visibleProse, visibleText } from "@/lib/core/visible-text.ts";
import { costWords, durationOf } from "../messages/amounts.ts";
import { answerState, isStoppable } from "../messages/answer-state.ts";
import { AnswerStatus } from "../messages/answer-status.tsx";
import { SilentFor } from "../messages/silence.tsx";
import { ElapsedTime } from "../ui/elapsed-time.tsx";
import { LiveDot } from "../ui/live-dot.tsx";
import type { Outcome } from "../ui/outcome.ts";
import { activityWords, answerTail } from "./answer-tail.ts";
import { currentTool } from "./current-tool.ts";
import { StopButton } from "./stop-button.tsx";

export type StopQuery = (messageId: string) => Promise<Outcome>;

export interface LiveAnswerCardProps {
  answer: LiveAnswer;
  /** Whether the next "s" stops it. */
  isArmed: boolean;
  /** Whether others stand beside it: then all of them are equally high. */
  isBeside: boolean;
  stopQuery: StopQuery;
}

/**
 * An answer that is being written: who answers what, its last lines, what it is busy with, for how long. Every part has
 * its height from the start, so that nothing moves while the answer grows, nor when it ends.
 */
export const LiveAnswerCard = memo(function LiveAnswerCard(props: LiveAnswerCardProps) {
  const { answer, isArmed, isBeside, stopQuery } = props;
  const { message, question, threadTitle } = answer;
  const isLive = message.status === "processing";
  const isSilent = answerState(message) === "silent";
  const href = `/threads/${encodeURIComponent(message.threadId)}#message-${message.messageId}`;
  return (
    <li
      className={clsx(
        "relative isolate grid grid-cols-[minmax(0,1fr)] content-start gap-2 rounded-md border bg-surface px-3.5 pt-2.5 pb-3",
        isArmed ? "border-danger" : "border-line hover:border-line-strong",
      )}
    >
      <div className="flex h-7 items-center gap-2 text-small">
        {isLive ? <LiveDot look={isSilent ? "still" : "live"} /> : null}
        <WhoAnswers message={message} />
        {isLive ? null : <AnswerStatus message={message} />}
        <span className="ml-auto shrink-0 text-fine text-ink-faint tabular-nums">
          <CardAmounts message={message} />
        </span>
        {isLive && isStoppable(message) ? (
          <StopButton
            quiet
            message={message}
            stopQuery={stopQuery}
            className="relative z-10 -mr-2 max-w-40 shrink-0 justify-items-end"
          />
        ) : null}
      </div>
      <h3 className={clsx("line-clamp-2 font-medium text-body", isBeside && "xl:h-11")}>
        <Link
          href={href}
          prefetch={false}
          data-card={message.messageId}
          className="outline-none after:absolute after:inset-0 after:rounded-md focus-visible:after:outline-2 focus-visible:after:outline-accent"
        >
          {visibleText(question?.trim() || threadTitle || "Untitled thread")}
        </Link>
      </h3>
      <p
        role={isArmed ? "status" : undefined}
        className="flex h-5 min-w-0 items-center gap-2 text-ink-muted text-small"
      >
        {isArmed ? (
          <span className="font-medium text-danger">s again stops it; what it has written is kept</span>
        ) : (
          <Activity message={message} isSilent={isSilent} />
        )}
      </p>
      <AnswerTail text={answerTail(message)} isLive={isLive && !isSilent} />
    </li>
  );
});

/** The module that answers; before it the one that asks it, when it is no person. */
function WhoAnswers({ message: { module, run } }: { message: MessageView }) {
  const answers = <span className="min-w-0 truncate font-medium text-ink">{visibleText(module)}</span>;
  if (!run?.asker) return answers;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span className="min-w-0 truncate text-ink-muted">{visibleText(run.asker)}</span>
      <ArrowRight role="img" aria-label="asks" className="size-3.5 shrink-0 text-ink-faint" />
      {answers}
    </span>
  );
}

/** What it has cost so far, when that is known, and how long it has taken. */
function CardAmounts({ message: { run, timestamp } }: { message: MessageView }) {
  const cost = run?.costUsd ? `${costWords(run.costUsd)} · ` : "";
  const isOver = run !== null && run.endedAt !== null;
  return (
    <>
      {cost}
      {isOver ? (
        durationOf(Math.max(0, (run.endedAt ?? 0) - run.startedAt))
      ) : (
        <ElapsedTime since={run?.startedAt ?? timestamp} />
      )}
    </>
  );
}

function Activity({ message, isSilent }: { message: MessageView; isSilent: boolean }) {
  const silentSince = isSilent ? (message.run?.silentSince ?? null) : null;
  const tool = message.run?.state === "stopping" ? null : currentTool(message);
  if (message.status !== "processing") return <span className="text-ink-faint">{message.run ? "Ended" : ""}</span>;
  return (
    <>
      {tool ? (
        <>
          <span className="shrink-0 text-ink">{tool.tool}</span>
          <span className="min-w-0 truncate font-mono text-fine">{tool.about}</span>
        </>
      ) : (
        <span className="min-w-0 truncate">{activityWords(message)}</span>
      )}
      {silentSince === null ? null : (
        <>
          <span aria-hidden className="text-ink-faint">
            ·
          </span>
          <SilentFor since={silentSince} />
        </>
      )}
    </>
  );
}

/**
 * Three lines, always; the thread shows it in full. It is moved up by a transform: what a page moves by its layout, others
 * have to be laid out with, and browsers count as a shift.
 */
function AnswerTail({ text, isLive }: { text: string; isLive: boolean }) {
  return (
    <div
      className={clsx(
        "h-[4.125rem] overflow-hidden border-l-2 pl-3 text-ink-muted text-small",
        isLive ? "border-live/50" : "border-line-strong",
      )}
    >
      <p className="min-h-full max-w-[80ch] translate-y-[calc(4.125rem-100%)] whitespace-pre-wrap leading-[1.375rem]">
        {text === "" ? <span className="text-ink-faint">No words yet.</span> : visibleProse(text)}
      </p>
    </div>
  );
}
