import Link from "next/link";
import type { ReactNode } from "react";
import { failureRate, type InsightsAmounts } from "@/lib/core/insights.ts";
import { exactCost, exactCount, figureWords, shareWords } from "./figure-words.ts";

export interface AmountsRow {
  /** Names the row among the others. */
  name: string;
  head: ReactNode;
  /** Where what failed is found. */
  failedHref?: string | undefined;
  amounts: InsightsAmounts;
}

export interface AmountsTableProps {
  /** What the rows are: "Module". */
  head: string;
  /** Names the table for those who can't see it. */
  label: string;
  rows: AmountsRow[];
}

const HEADS = ["Queries", "Failed", "Cost", "Output", "Input", "Cache write", "Cache read", "Median", "p95"];
const cell = "py-1.5 pl-5 text-right whitespace-nowrap";

/** Exact figures, a row each. Where it is too wide, it moves below its first column. */
export function AmountsTable({ head, label, rows }: AmountsTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be moved sideways must be reached by keyboard
    <section aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table className="w-full border-collapse text-small tabular-nums">
        <thead>
          <tr className="border-line border-b text-fine text-ink-faint">
            <th scope="col" className="sticky left-0 z-10 bg-canvas py-1.5 text-left font-normal">
              {head}
            </th>
            {HEADS.map((name) => (
              <th key={name} scope="col" className={`${cell} font-normal`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <AmountsCells key={row.name} {...row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function AmountsCells({ head, failedHref, amounts }: AmountsRow) {
  const rate = failureRate(amounts);
  const failed = rate === null ? exactCount(amounts.failed) : `${exactCount(amounts.failed)} (${shareWords(rate)})`;
  const duration = (ms: number | null) => (ms === null ? "–" : figureWords(ms, "ms"));
  return (
    <tr className="border-line border-b">
      <th
        scope="row"
        className="sticky left-0 z-10 max-w-44 truncate bg-canvas py-1.5 text-left font-normal sm:max-w-80"
      >
        {head}
      </th>
      <td className={cell}>{exactCount(amounts.queries)}</td>
      <td className={cell}>
        {amounts.failed > 0 && failedHref ? (
          <Link href={failedHref} prefetch={false} className="text-danger underline-offset-2 hover:underline">
            {failed}
          </Link>
        ) : (
          failed
        )}
      </td>
      <td className={cell}>
        {exactCost(amounts.costUsd)}
        {amounts.estimatedUsd > 0 ? (
          <abbr
            title={`${exactCost(amounts.estimatedUsd)} estimated from tokens`}
            className="ml-1 no-underline text-ink-faint"
          >
            est.
          </abbr>
        ) : null}
      </td>
      <td className={cell}>{exactCount(amounts.outputTokens)}</td>
      <td className={cell}>{exactCount(amounts.inputTokens)}</td>
      <td className={cell}>{exactCount(amounts.cacheWriteTokens)}</td>
      <td className={cell}>{exactCount(amounts.cacheReadTokens)}</td>
      <td className={cell}>{duration(amounts.medianMs)}</td>
      <td className={cell}>{duration(amounts.p95Ms)}</td>
    </tr>
  );
}
