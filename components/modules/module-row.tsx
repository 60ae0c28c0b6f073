import clsx from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import { moduleHref } from "@/lib/core/module-address.ts";
import type { ModuleRow as Row } from "@/lib/core/module-view.ts";
import { visibleProse, visibleText } from "@/lib/core/visible-text.ts";
import { costWords, countWords } from "../messages/amounts.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import { rowClass, rowLinkClass } from "../ui/row-class.ts";

/** The columns of the figures, for the rows and the line above them. */
export const FIGURE_COLUMNS =
  "grid grid-cols-[3.5rem_4rem_4rem_minmax(0,1fr)] gap-x-3 lg:grid-cols-[4rem_4.5rem_5rem_6rem]";

/** A line of the list of modules: what it is and how it stands, then how much it is used. */
export function ModuleRow({ row: { module, threads, queries, costUsd }, health }: { row: Row; health: ReactNode }) {
  return (
    <li
      className={clsx(
        rowClass,
        "grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-2 py-(--row-y) lg:grid-cols-[minmax(0,1fr)_auto]",
      )}
    >
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-0.5">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3">
          <h2 className="min-w-0 truncate font-medium text-body">
            <Link href={moduleHref(module.name)} prefetch={false} className={rowLinkClass}>
              {visibleText(module.name)}
            </Link>
          </h2>
          <span className="flex h-5 min-w-0 items-center gap-3">{health}</span>
        </div>
        {module.description ? (
          <p className="truncate text-ink-muted text-small">{visibleProse(module.description)}</p>
        ) : null}
        <p className="truncate font-mono text-fine text-ink-faint" title={visibleText(module.path)}>
          {visibleText(module.path)}
        </p>
      </div>
      <dl className={clsx(FIGURE_COLUMNS, "items-center text-small tabular-nums lg:text-right")}>
        <Figure label="threads">{countWords(threads)}</Figure>
        <Figure label="queries">{countWords(queries)}</Figure>
        <Figure label="spent">{costWords(costUsd)}</Figure>
        <Figure label="asked">
          {module.lastAskedAt === null ? "never" : <RelativeTime at={module.lastAskedAt} />}
        </Figure>
      </dl>
    </li>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col-reverse">
      <dt className="text-fine text-ink-faint lg:sr-only">{label}</dt>
      <dd className="truncate text-ink-muted">{children}</dd>
    </div>
  );
}
