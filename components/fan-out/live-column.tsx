"use client";
import clsx from "clsx";
import Link from "next/link";
import type { ThreadWindow } from "@/lib/core/thread-window.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import type { StopQuery } from "../live/live-answer-card.tsx";
import { StopButton } from "../live/stop-button.tsx";
import { useLiveThread } from "../live/use-live-thread.ts";
import { WithReader } from "../markdown/with-reader.tsx";
import { ActivityLine } from "../messages/activity-line.tsx";
import { AnswerBody } from "../messages/answer-message.tsx";
import { answerState, isQueued, isStoppable } from "../messages/answer-state.ts";
import { AnswerStatus } from "../messages/answer-status.tsx";
import { FailurePanel } from "../messages/failure-panel.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { columnClass } from "./column-class.ts";

export interface LiveColumnProps {
  initial: ThreadWindow;
  messageId: string;
  /** "" or what it is beside an answer. */
  heading: string;
  stopQuery: StopQuery;
}

/** An answer as it is written, with how it stands, and the way to its thread. */
export function LiveColumn({ initial, messageId, heading, stopQuery }: LiveColumnProps) {
  const { view, deleted } = useLiveThread(initial, { placeOf: () => messageId, named: messageId });
  const message = view.messages.find((one) => one.messageId === messageId);
  if (!message || deleted) {
    return <p className={clsx(columnClass, "text-ink-muted text-small")}>This answer was deleted.</p>;
  }
  const live = message.status === "processing";
  const withdrawn = answerState(message) === "withdrawn";
  return (
    <article aria-label={visibleText(`${heading} ${message.module}`.trim())} className={columnClass}>
      <div className="flex min-h-8 items-center gap-x-3">
        <h2 title={visibleText(message.module)} className="min-w-0 truncate font-semibold text-body">
          {visibleText(`${heading} ${message.module}`.trim())}
        </h2>
        <span className="flex shrink-0">
          <AnswerStatus message={message} />
        </span>
        <span className="ml-auto flex shrink-0 items-center gap-1">
          {live && isStoppable(message) ? <StopButton quiet message={message} stopQuery={stopQuery} /> : null}
          <Link
            href={`/threads/${encodeURIComponent(message.threadId)}#message-${messageId}`}
            prefetch={false}
            aria-label={`Thread of ${visibleText(message.module)}`}
            className={clsx(buttonClass({ variant: "quiet", size: "small" }), "-mr-2")}
          >
            Thread
          </Link>
        </span>
      </div>
      <div id={`message-${messageId}`} tabIndex={-1} className="min-w-0 pt-2 outline-none">
        <WithReader>
          <AnswerBody message={message} />
        </WithReader>
        {live && isQueued(message) ? <p className="text-ink-muted text-small">Waits in line.</p> : null}
        {live && !isQueued(message) ? <ActivityLine message={message} /> : null}
        {withdrawn ? <p className="text-ink-muted text-small">The question was withdrawn.</p> : null}
        {message.run?.failure && !withdrawn ? <FailurePanel failure={message.run.failure} /> : null}
      </div>
    </article>
  );
}
