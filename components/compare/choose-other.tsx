import { Search } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import type { Hit } from "@/lib/core/search-result.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { SnippetText } from "../search/snippet-text.tsx";
import { Button } from "../ui/button.tsx";
import { inputClass } from "../ui/input-class.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { rowClass, rowLinkClass, rowsClass } from "../ui/row-class.ts";
import { SectionHeading } from "../ui/section-heading.tsx";
import { withoutMarkdown } from "../ui/without-markdown.ts";
import { AnswerHead, type Compared } from "./answer-head.tsx";

/** An answer of the same thread that one can be compared with. */
export interface OtherAnswer {
  messageId: string;
  module: string;
  timestamp: number;
  question: string | null;
}

export interface ChooseOtherProps {
  answer: Compared;
  others: readonly OtherAnswer[];
  /** What was looked for among all answers, and what was found; null when nothing was. */
  found: { query: string; hits: readonly Hit[] } | null;
}

/** Asks which answer the first one is to be compared with: one of its thread, or any that a search finds. */
export function ChooseOther({ answer, others, found }: ChooseOtherProps) {
  const { messageId } = answer.message;
  return (
    <div className="grid max-w-[46rem] grid-cols-[minmax(0,1fr)] gap-8">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <h1 className="font-semibold text-title">Compare this answer with another one</h1>
        <AnswerHead answer={answer} side="First" />
      </div>
      <section aria-labelledby="other-answers" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <SectionHeading id="other-answers">Any other answer</SectionHeading>
        <Form action="/compare" role="search" className="flex gap-2">
          <input type="hidden" name="a" value={messageId} />
          <input
            type="search"
            name="q"
            defaultValue={found?.query ?? ""}
            aria-label="Search all answers"
            placeholder="Words of the answer"
            className={`${inputClass} h-9 sm:h-8`}
          />
          <Button type="submit">
            <Search aria-hidden className="size-3.5" />
            Search
          </Button>
        </Form>
        {found ? <Hits found={found} messageId={messageId} /> : null}
      </section>
      {others.length > 0 ? (
        <section aria-labelledby="answers-of-thread" className="grid grid-cols-[minmax(0,1fr)] gap-2">
          <SectionHeading id="answers-of-thread" count={others.length}>
            In the same thread
          </SectionHeading>
          <ul className={rowsClass}>
            {others.map((other) => (
              <Row key={other.messageId} a={messageId} b={other.messageId} {...other}>
                {other.question === null ? "An answer" : withoutMarkdown(other.question.slice(0, 200))}
              </Row>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function Hits({ found, messageId }: { found: NonNullable<ChooseOtherProps["found"]>; messageId: string }) {
  const hits = found.hits.filter((hit) => hit.messageId !== messageId);
  if (hits.length === 0) {
    return (
      <p role="status" className="text-ink-muted text-small">
        No other answer has these words. Try fewer or other ones.
      </p>
    );
  }
  return (
    <ul className={rowsClass}>
      {hits.map((hit) => (
        <Row key={hit.messageId} a={messageId} b={hit.messageId} module={hit.module} timestamp={hit.timestamp}>
          {hit.threadTitle?.trim() || "Untitled thread"}
          <span className="block truncate font-normal text-ink-muted">
            <SnippetText snippet={hit.snippet} />
          </span>
        </Row>
      ))}
    </ul>
  );
}

interface RowProps {
  a: string;
  b: string;
  module: string;
  timestamp: number;
  children: React.ReactNode;
}

function Row({ a, b, module, timestamp, children }: RowProps) {
  return (
    <li className={`${rowClass} flex items-baseline gap-4 py-2 text-small`}>
      <Link
        href={`/compare?${new URLSearchParams({ a, b })}`}
        prefetch={false}
        className={`${rowLinkClass} min-w-0 flex-1 truncate font-medium`}
      >
        {children}
      </Link>
      <span className="max-w-32 shrink-0 truncate text-fine text-ink-muted">{visibleText(module)}</span>
      <RelativeTime at={timestamp} className="shrink-0 text-fine text-ink-faint tabular-nums" />
    </li>
  );
}
