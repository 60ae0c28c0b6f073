import clsx from "clsx";
import Link from "next/link";
import type { FanOut } from "@/lib/core/fan-out.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { rowClass, rowLinkClass, rowsClass } from "../ui/row-class.ts";
import { SectionHeading } from "../ui/section-heading.tsx";

/** Questions that several modules were asked, the newest first. */
export function FanOutList({ fanOuts }: { fanOuts: readonly FanOut[] }) {
  return (
    <section aria-labelledby="asked-before" className="grid grid-cols-[minmax(0,1fr)] content-start gap-2">
      <SectionHeading id="asked-before">Asked before</SectionHeading>
      {fanOuts.length === 0 ? (
        <EmptyState title="Nothing yet." />
      ) : (
        <ul className={rowsClass}>
          {fanOuts.map(({ fanOutId, question, createdAt, answers }) => (
            <li
              key={fanOutId}
              className={clsx(rowClass, "grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-0.5 py-(--row-y)")}
            >
              <Link
                href={`/fan-outs/${encodeURIComponent(fanOutId)}`}
                prefetch={false}
                className={clsx(rowLinkClass, "truncate font-medium text-body")}
              >
                {question}
              </Link>
              <RelativeTime at={createdAt} className="text-right text-fine text-ink-faint tabular-nums" />
              <p className="truncate text-ink-muted text-small">
                {answers
                  .filter(({ kind }) => kind === "answer")
                  .map(({ module }) => module)
                  .join(", ")}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
