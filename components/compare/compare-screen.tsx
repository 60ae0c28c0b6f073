import clsx from "clsx";
import { ArrowRightLeft } from "lucide-react";
import Link from "next/link";
import { WithReader } from "../markdown/with-reader.tsx";
import { LongMarkdown } from "../messages/long-markdown.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { AnswerHead, type Compared } from "./answer-head.tsx";
import { TextDiff } from "./text-diff-view.tsx";

export interface CompareScreenProps {
  a: Compared;
  b: Compared;
  view: "answers" | "text";
}

/** Of a longer answer the beginning is drawn. */
const MOST_DRAWN = 60_000;

/** Two answers beside each other; on a narrow page one below the other. */
export function CompareScreen({ a, b, view }: CompareScreenProps) {
  const isSameQuestion = a.question !== null && a.question === b.question;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="font-semibold text-title">Two answers{isSameQuestion ? " to one question" : ""}</h1>
        <div className="flex flex-wrap items-center gap-2">
          <nav aria-label="View" className="flex gap-0.5 rounded-md border border-line-strong p-0.5">
            <ViewLink a={a} b={b} view="answers" isShown={view === "answers"} />
            <ViewLink a={a} b={b} view="text" isShown={view === "text"} />
          </nav>
          <Link href={compareHref(b, a, view)} prefetch={false} className={buttonClass({ variant: "quiet" })}>
            <ArrowRightLeft aria-hidden className="size-3.5" />
            Swap
          </Link>
        </div>
      </header>
      {view === "answers" ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 lg:grid-cols-2">
          <Answer answer={a} side="First" />
          <Answer answer={b} side="Second" />
        </div>
      ) : (
        <>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-5 lg:grid-cols-2">
            <AnswerHead answer={a} side="First" />
            <AnswerHead answer={b} side="Second" />
          </div>
          <TextDiff a={a.message.content} b={b.message.content} />
        </>
      )}
    </div>
  );
}

const VIEW_WORDS = { answers: "Side by side", text: "What differs" };

interface ViewLinkProps extends CompareScreenProps {
  isShown: boolean;
}

function ViewLink({ a, b, view, isShown }: ViewLinkProps) {
  return (
    <Link
      href={compareHref(a, b, view)}
      replace
      scroll={false}
      prefetch={false}
      aria-current={isShown ? "true" : undefined}
      className={clsx(
        "inline-flex h-6 items-center rounded px-2.5 font-medium text-fine",
        isShown ? "bg-accent-wash text-ink" : "text-ink-muted hover:bg-hover hover:text-ink",
      )}
    >
      {VIEW_WORDS[view]}
    </Link>
  );
}

function Answer({ answer, side }: { answer: Compared; side: "First" | "Second" }) {
  const { content } = answer.message;
  const text = content.slice(0, MOST_DRAWN);
  return (
    <section aria-label={`${side} answer`} className="grid grid-cols-[minmax(0,1fr)] content-start gap-4">
      <AnswerHead answer={answer} side={side} />
      <div className="min-w-0 text-body">
        {content.trim() === "" ? (
          <p className="text-ink-faint text-small">No words arrived.</p>
        ) : (
          <WithReader>
            <LongMarkdown text={text} cut={null} open={false} />
          </WithReader>
        )}
        {text === content ? null : (
          <p className="mt-3 text-ink-muted text-small">This is the beginning. The thread has all of it.</p>
        )}
      </div>
    </section>
  );
}

function compareHref(a: Compared, b: Compared, view: CompareScreenProps["view"]): string {
  const search = new URLSearchParams({ a: a.message.messageId, b: b.message.messageId });
  if (view === "text") search.set("view", view);
  return `/compare?${search}`;
}
