import Link from "next/link";
import type { ReactNode } from "react";
import { failureRate, type InsightsAmounts } from "@/lib/core/insights.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
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
/** The cells' look is said once for the table: a page may have a thousand of them. */
const tableClass =
  "w-full border-collapse text-small tabular-nums [&_td]:whitespace-nowrap [&_td]:py-1.5 [&_td]:pl-5 [&_td]:text-right " +
  "[&_tr]:border-line [&_tr]:border-b [&_tbody_th]:sticky [&_tbody_th]:left-0 [&_tbody_th]:z-10 [&_tbody_th]:max-w-44 " +
  "[&_tbody_th]:truncate [&_tbody_th]:bg-canvas [&_tbody_th]:py-1.5 [&_tbody_th]:text-left [&_tbody_th]:font-normal " +
  "sm:[&_tbody_th]:max-w-80 [&_td_a:hover]:underline [&_td_a]:text-danger [&_td_a]:underline-offset-2 " +
  "[&_abbr]:ml-1 [&_abbr]:text-ink-faint [&_abbr]:no-underline";

/** Exact figures, a row each. Where it is too wide, it moves below its first column. */
export function AmountsTable({ head, label, rows }: AmountsTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be moved sideways must be reached by keyboard
    <section aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table className={tableClass}>
        <thead>
          <tr className="text-fine text-ink-faint">
            <th scope="col" className="sticky left-0 z-10 bg-canvas py-1.5 text-left font-normal">
              {head}
            </th>
            {HEADS.map((name) => (
              <th key={name} scope="col" className="py-1.5 pl-5 text-right font-normal whitespace-nowrap">
                {visibleText(name)}
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
  const failed = rate ? `${exactCount(amounts.failed)} (${shareWords(rate)})` : "0";
  const duration = (ms: number | null) => (ms === null ? "–" : figureWords(ms, "ms"));
  return (
    <tr>
      <th scope="row">{head}</th>
      <td>{exactCount(amounts.queries)}</td>
      <td>
        {amounts.failed > 0 && failedHref ? (
          <Link href={failedHref} prefetch={false}>
            {failed}
          </Link>
        ) : (
          failed
        )}
      </td>
      <td>
        {exactCost(amounts.costUsd)}
        {amounts.estimatedUsd > 0 ? (
          <abbr title={`${exactCost(amounts.estimatedUsd)} estimated from tokens`}>est.</abbr>
        ) : null}
      </td>
      <td>{exactCount(amounts.outputTokens)}</td>
      <td>{exactCount(amounts.inputTokens)}</td>
      <td>{exactCount(amounts.cacheWriteTokens)}</td>
      <td>{exactCount(amounts.cacheReadTokens)}</td>
      <td>{duration(amounts.medianMs)}</td>
      <td>{duration(amounts.p95Ms)}</td>
    </tr>
  );
}
