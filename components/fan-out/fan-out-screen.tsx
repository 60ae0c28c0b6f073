import clsx from "clsx";
import type { FanOut, FanOutAnswer } from "@/lib/core/fan-out.ts";
import type { Module } from "@/lib/core/message.ts";
import type { ThreadWindow } from "@/lib/core/thread-window.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import type { StopQuery } from "../live/live-answer-card.tsx";
import { Breadcrumbs } from "../ui/breadcrumbs.tsx";
import { columnClass } from "./column-class.ts";
import { LiveColumn } from "./live-column.tsx";
import { type AskForSummary, SummaryForm } from "./summary-form.tsx";

/** An answer with the part of its thread that holds it; null when it was refused, or its thread is gone. */
export interface ShownAnswer extends FanOutAnswer {
  window: ThreadWindow | null;
}

export interface FanOutScreenProps {
  fanOut: Pick<FanOut, "fanOutId" | "question">;
  answers: readonly ShownAnswer[];
  modules: readonly Pick<Module, "name" | "path">[];
  stopQuery: StopQuery;
  askForSummary: AskForSummary;
}

/** One question, what each module answers, and what a module makes of all of it. */
export function FanOutScreen({ fanOut, answers, modules, stopQuery, askForSummary }: FanOutScreenProps) {
  const columns = answers.filter(({ kind }) => kind === "answer");
  const summaries = answers.filter(({ kind }) => kind === "summary");
  return (
    <div data-wide-page className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <header className="grid gap-2">
        <Breadcrumbs above={[{ words: "Asked of several modules", href: "/fan-outs" }]} />
        <h1 className="max-h-48 max-w-prose overflow-y-auto whitespace-pre-wrap font-semibold text-title [overflow-wrap:anywhere]">
          {fanOut.question}
        </h1>
      </header>
      <div
        className={clsx(
          "grid grid-cols-[minmax(0,1fr)] items-start gap-4",
          columns.length > 1 && "md:grid-cols-2",
          columns.length > 2 && "xl:grid-cols-3",
        )}
      >
        {columns.map((answer) => (
          <Column key={answer.position} answer={answer} heading="" stopQuery={stopQuery} />
        ))}
      </div>
      {summaries.map((answer) => (
        <Column key={answer.position} answer={answer} heading="Summary by" stopQuery={stopQuery} />
      ))}
      {columns.some(({ window }) => window !== null) ? (
        <SummaryForm fanOutId={fanOut.fanOutId} modules={modules} askForSummary={askForSummary} />
      ) : null}
    </div>
  );
}

function Column({ answer, heading, stopQuery }: { answer: ShownAnswer; heading: string; stopQuery: StopQuery }) {
  const { module, window, messageId, refusal } = answer;
  if (window && messageId !== null) {
    return <LiveColumn initial={window} messageId={messageId} heading={heading} stopQuery={stopQuery} />;
  }
  return (
    <article aria-label={visibleText(module)} className={columnClass}>
      <h2 className="flex min-h-8 items-center font-semibold text-body">{visibleText(module)}</h2>
      {refusal ? (
        <div className="grid gap-1 pt-2 text-small">
          <p className="text-danger">Not asked: {refusal.message}</p>
          <p className="text-ink-muted">{refusal.hint}</p>
        </div>
      ) : (
        <p className="pt-2 text-ink-muted text-small">Its thread was deleted.</p>
      )}
    </article>
  );
}
