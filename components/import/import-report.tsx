import { FileWarning } from "lucide-react";
import type { ImportReport as Report } from "@/lib/core/import-view.ts";
import { countWords, plural } from "../messages/amounts.ts";
import { Disclosure } from "../messages/blocks/disclosure.tsx";
import { SectionHeading } from "../ui/section-heading.tsx";
import { bytesWords } from "./import-words.ts";
import { ProblemList } from "./problem-list.tsx";

export interface ImportReportProps {
  report: Report;
  /** The directory that was read. */
  root: string;
  /** The only kind of problems that is shown; null shows all. */
  kind: string | null;
}

/** What was read of the history, what was passed over and why, and what was not understood, by file and line. */
export function ImportReport({ report, root, kind }: ImportReportProps) {
  const problems = sum(report.kinds.map(({ count }) => count));
  return (
    <>
      <section aria-labelledby="what-was-read" className="grid gap-2">
        <SectionHeading id="what-was-read">What was read</SectionHeading>
        <dl className="grid max-w-2xl grid-cols-2 gap-x-6 gap-y-3 border-line border-t pt-3 sm:grid-cols-5">
          <Fact name="Files" value={countWords(report.files)} />
          <Fact name="Text" value={bytesWords(report.bytes)} />
          <Fact name="Lines" value={countWords(report.lines)} />
          <Fact name="Threads" value={countWords(report.threads)} />
          <Fact name="Messages" value={countWords(report.messages)} />
        </dl>
        <PassedOver report={report} />
      </section>
      <section aria-labelledby="not-understood" className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <SectionHeading id="not-understood" count={problems}>
          Not understood
        </SectionHeading>
        {problems === 0 ? (
          <p className="text-ink-muted text-small">Every line was understood.</p>
        ) : (
          <>
            <p className="flex max-w-prose gap-2 text-ink-muted text-small">
              <FileWarning aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
              What could be kept of these lines stands in its thread. All of them are where they were: the files
              themselves are never changed.
            </p>
            <ProblemList report={report} root={root} kind={kind} />
          </>
        )}
      </section>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-fine text-ink-faint">{name}</dt>
      <dd className="text-body text-ink tabular-nums">{value}</dd>
    </div>
  );
}

/** Files that were left out and lines that hold nothing to show: each with its reason, so that nothing is dropped in silence. */
function PassedOver({ report: { skipped, unshown } }: { report: Report }) {
  if (skipped.length + unshown.length === 0) return null;
  const files = sum(skipped.map((one) => one.files));
  const lines = sum(unshown.map((one) => one.count));
  const passed = [files > 0 ? [plural(files, "file")] : [], lines > 0 ? [plural(lines, "line")] : []].flat();
  return (
    <Disclosure
      className="max-w-2xl"
      summary={<span className="text-ink-muted">What was passed over: {passed.join(", ")}</span>}
    >
      <ul className="grid gap-1 py-1 pl-5.5 text-ink-muted text-small">
        {skipped.map(({ reason, files: left }) => (
          <li key={reason} className="[overflow-wrap:anywhere]">
            <span className="tabular-nums">{plural(left, "file")}</span>: {reason}
          </li>
        ))}
        {unshown.map(({ type, count }) => (
          <li key={type}>
            <span className="tabular-nums">{plural(count, "line")}</span> of the type{" "}
            <code className="font-mono text-fine">{type}</code>: nothing that was said
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

const sum = (counts: number[]) => counts.reduce((all, one) => all + one, 0);
