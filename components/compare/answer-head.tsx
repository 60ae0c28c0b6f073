import Link from "next/link";
import type { ReactNode } from "react";
import type { Message, Run } from "@/lib/core/message.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { costWords, countWords, durationOf } from "../messages/amounts.ts";
import { AnswerStatus } from "../messages/answer-status.tsx";
import { messageAnchor } from "../messages/message-words.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { withoutMarkdown } from "../ui/without-markdown.ts";

/** An answer as it is compared. */
export interface Compared {
  message: Message;
  run: Run | null;
  question: string | null;
  threadTitle: string | null;
}

/** What was asked of whom, how it went, and what it took. */
export function AnswerHead({ answer, side }: { answer: Compared; side: "First" | "Second" }) {
  const { message, run, question, threadTitle } = answer;
  const href = `/threads/${encodeURIComponent(message.threadId)}?${new URLSearchParams({ at: message.messageId })}#${messageAnchor(message.messageId)}`;
  const asked = question ?? threadTitle;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-2 border-line border-b pb-3">
      <p className="flex min-w-0 items-center gap-3 text-fine text-ink-faint">
        <span>{side}</span>
        <span className="min-w-0 truncate font-semibold text-ink text-small">{visibleText(message.module)}</span>
        <AnswerStatus message={{ status: message.status, run }} />
        <RelativeTime at={message.timestamp} className="ml-auto shrink-0" />
      </p>
      <h2 className="line-clamp-3 font-medium text-body [overflow-wrap:anywhere]">
        <Link
          href={href}
          prefetch={false}
          className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
        >
          {asked ? withoutMarkdown(asked.slice(0, 400)) : "Untitled thread"}
        </Link>
      </h2>
      <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-fine text-ink-muted tabular-nums">
        <Fact name="Model">{run?.model ?? run?.askedModel}</Fact>
        <Fact name="Time">{timeTaken(run)}</Fact>
        <Fact name="Cost">{run?.costUsd ? costWords(run.costUsd) : null}</Fact>
        <Fact name="Tokens out">{run?.outputTokens ? countWords(run.outputTokens) : null}</Fact>
        <Fact name="Turns">{run?.turns && run.turns > 1 ? run.turns : null}</Fact>
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined) return null;
  return (
    <div className="flex gap-1.5">
      <dt className="text-ink-faint">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function timeTaken(run: Run | null): string | null {
  if (run === null || run.endedAt === null) return null;
  return durationOf(Math.max(0, run.endedAt - run.startedAt));
}
