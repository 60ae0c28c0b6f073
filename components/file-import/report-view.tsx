import type { ReactNode } from "react";
import type { FileReport } from "@/lib/core/file-report.ts";
import { COUNTED_KINDS } from "@/lib/core/import-tally.ts";
import { bytesWords, grouped, KIND_WORDS, spanWords } from "./file-words.ts";

const cell = "py-1.5 pr-4 text-right tabular-nums last:pr-0";

/** What a file holds, and what becomes of it here. */
export function ReportView({ report, isPreview }: { report: FileReport; isPreview: boolean }) {
  const { tally, what, bytes, modules, statuses, samples, mappings } = report;
  const names = (counts: FileReport["modules"]) =>
    counts.map(({ name, count }) => `${name || "no name"} ${grouped(count)}`).join(", ");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <Counts tally={tally} isPreview={isPreview} />
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-small">
        <Fact name="File">{`${what}, ${bytesWords(bytes)}`}</Fact>
        <Fact name="Time">{spanWords(report)}</Fact>
        <Fact name="Modules">{names(modules)}</Fact>
        <Fact name="Statuses">{names(statuses)}</Fact>
        <Fact name="Threads">
          {samples.map(({ title, threadId }) => title ?? `Untitled (${threadId})`).join(" · ")}
        </Fact>
        <Fact name="Threads made">{tally.made > 0 ? `${grouped(tally.made)}, for messages that name them` : ""}</Fact>
        <Fact name="Translated">
          {mappings.map(({ what: words, count }) => `${words} (${grouped(count)})`).join("; ")}
        </Fact>
      </dl>
      <Problems report={report} />
    </div>
  );
}

/** Columns in which nothing stands are left out, so that it fits on a phone. */
function Counts({ tally, isPreview }: { tally: FileReport["tally"]; isPreview: boolean }) {
  const kinds = COUNTED_KINDS.filter((kind) => tally[kind].read > 0);
  const columns = (
    [
      ["read", "In the file"],
      ["added", isPreview ? "New" : "Added"],
      ["equal", "Here already"],
      ["conflicts", "Kept out"],
      ["broken", "Not understood"],
    ] as const
  ).filter(([field]) => field === "read" || field === "added" || kinds.some((kind) => tally[kind][field] > 0));
  if (kinds.length === 0) return <p className="text-ink-muted text-small">No conversation is in it.</p>;
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-small">
        <thead>
          <tr className="border-line border-b text-fine text-ink-faint">
            <td />
            {columns.map(([field, head]) => (
              <th key={field} scope="col" className={`${cell} font-normal`}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind} className="border-line border-b">
              <th scope="row" className="py-1.5 pr-4 text-left font-medium">
                {KIND_WORDS[kind]}
              </th>
              {columns.map(([field]) => (
                <td key={field} className={tally[kind][field] === 0 ? `${cell} text-ink-faint` : cell}>
                  {grouped(tally[kind][field])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: string | null }): ReactNode {
  if (!children) return null;
  return (
    <div className="contents">
      <dt className="text-ink-faint">{name}</dt>
      <dd className="text-ink-muted [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Problems({ report: { problems, problemCounts } }: { report: FileReport }) {
  if (problems.length === 0) return null;
  const all = Object.values(problemCounts).reduce((sum, count) => sum + count, 0);
  return (
    <details className="min-w-0 text-small" open={problems.length <= 5}>
      <summary className="py-1 font-medium">{all === 1 ? "1 remark" : `${grouped(all)} remarks`}</summary>
      <ul className="mt-1 grid max-h-96 gap-1 overflow-y-auto border-line border-l pl-4 text-ink-muted">
        {problems.map(({ line, kind, detail }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end
          <li key={at} className="[overflow-wrap:anywhere]">
            <span className="mr-2 font-mono text-fine text-ink-faint">{line === null ? kind : `${line}`}</span>
            {detail}
          </li>
        ))}
        {all > problems.length ? <li>… and {grouped(all - problems.length)} more.</li> : null}
      </ul>
    </details>
  );
}
