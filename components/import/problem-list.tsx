import clsx from "clsx";
import Link from "next/link";
import type { ImportProblem } from "@/lib/core/import.ts";
import type { ImportReport } from "@/lib/core/import-view.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { buttonClass } from "../ui/button-class.ts";
import { kindWords, pathBelow } from "./import-words.ts";
import { importHref, pagesOf } from "./report-pages.ts";

export interface ProblemListProps {
  report: ImportReport;
  root: string;
  /** The only kind that is shown; null shows all. */
  kind: string | null;
}

/** What was not understood, by file and line, a page at a time. */
export function ProblemList({ report, root, kind }: ProblemListProps) {
  const { problems } = report;
  const chosen = report.kinds.some((one) => one.kind === kind) ? kind : null;
  const { page, pages } = pagesOf(problems);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {report.kinds.length > 1 ? <Kinds kinds={report.kinds} chosen={chosen} /> : null}
      <ol className="border-line border-t">
        {problems.problems.map((problem) => (
          <ProblemRow key={problem.problemId} problem={problem} root={root} />
        ))}
      </ol>
      {pages > 1 ? (
        <nav aria-label="Pages of the report" className="flex items-center gap-3 text-ink-muted text-small">
          {page > 1 ? (
            <Link href={importHref(chosen, page - 1)} prefetch={false} scroll={false} className={buttonClass()}>
              Previous
            </Link>
          ) : null}
          <span className="tabular-nums">
            Page {page} of {pages}
          </span>
          {page < pages ? (
            <Link href={importHref(chosen, page + 1)} prefetch={false} scroll={false} className={buttonClass()}>
              Next
            </Link>
          ) : null}
        </nav>
      ) : null}
    </div>
  );
}

function Kinds({ kinds, chosen }: { kinds: ImportReport["kinds"]; chosen: string | null }) {
  const choices = [
    { kind: null, words: "All", count: null },
    ...kinds.map((one) => ({ ...one, words: kindWords(one.kind) })),
  ];
  return (
    <nav aria-label="Narrow the report">
      <ul className="-ml-2 flex flex-wrap gap-1">
        {choices.map(({ kind, words, count }) => (
          <li key={words}>
            <Link
              href={importHref(kind, 1)}
              replace
              prefetch={false}
              scroll={false}
              aria-current={chosen === kind ? "true" : undefined}
              className={clsx(
                "block rounded-md px-2 py-1 text-small",
                chosen === kind ? "bg-hover font-medium text-ink" : "text-ink-muted hover:bg-hover hover:text-ink",
              )}
            >
              {words} {count === null ? null : <span className="pl-0.5 text-ink-faint tabular-nums">{count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function ProblemRow({ problem, root }: { problem: ImportProblem; root: string }) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-0.5 border-line border-b py-2 text-small sm:grid-cols-[9rem_minmax(0,1fr)]">
      <p className="text-ink-muted">{kindWords(problem.kind)}</p>
      <div className="grid min-w-0 gap-0.5">
        <p title={visibleText(problem.path)} className="font-mono text-fine text-ink-muted [overflow-wrap:anywhere]">
          {visibleText(pathBelow(root, problem.path))}
          {problem.line === null ? null : <span className="text-ink">:{problem.line}</span>}
        </p>
        <p className="text-ink [overflow-wrap:anywhere]">{visibleText(problem.detail)}</p>
      </div>
    </li>
  );
}
