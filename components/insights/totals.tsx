import type { ReactNode } from "react";
import { endedOf, failureRate, type InsightsAmounts, type InsightsView, tokensOf } from "@/lib/core/insights.ts";
import { countWords, plural } from "../messages/amounts.ts";
import { changeWords, exactCost, exactCount, figureWords, shareWords } from "./figure-words.ts";

/** The sums of the time, each with what it was in the time before. */
export function Totals({ view: { totals, before } }: { view: InsightsView }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-5 border-line border-y py-4 sm:grid-cols-3 lg:grid-cols-5">
      <Total
        title="Cost"
        value={exactCost(totals.costUsd)}
        before={before && compared(totals, before, costOf, exactCost)}
      >
        {totals.estimatedUsd > 0 ? <p>{exactCost(totals.estimatedUsd)} of it estimated from tokens</p> : null}
        {totals.withoutCost > 0 ? <p>{plural(totals.withoutCost, "query", "queries")} told no cost</p> : null}
      </Total>
      <Total
        title="Queries"
        value={exactCount(totals.queries)}
        before={before && compared(totals, before, ({ queries }) => queries, exactCount)}
      >
        <p>{endsWords(totals)}</p>
      </Total>
      <Total title="Failure rate" value={rateWords(totals)} before={before && `${rateWords(before)} before`}>
        <p>
          {exactCount(totals.failed)} of {exactCount(endedOf(totals))} that ended
        </p>
      </Total>
      <Total
        title="Time to a complete answer"
        value={totals.medianMs === null ? "–" : figureWords(totals.medianMs, "ms")}
        before={before && (before.medianMs === null ? null : `${figureWords(before.medianMs, "ms")} before`)}
      >
        <p>{totals.p95Ms === null ? "none is complete" : `median; p95 ${figureWords(totals.p95Ms, "ms")}`}</p>
      </Total>
      <Total
        title="Tokens"
        value={<span title={exactCount(tokensOf(totals))}>{countWords(tokensOf(totals))}</span>}
        before={before && compared(totals, before, tokensOf, countWords)}
      >
        <p title={exactCount(totals.outputTokens)}>{countWords(totals.outputTokens)} output</p>
        <p title={exactCount(totals.inputTokens)}>{countWords(totals.inputTokens)} input</p>
        <p title={exactCount(totals.cacheWriteTokens)}>{countWords(totals.cacheWriteTokens)} cache write</p>
        <p title={exactCount(totals.cacheReadTokens)}>{countWords(totals.cacheReadTokens)} cache read</p>
      </Total>
    </dl>
  );
}

interface TotalProps {
  title: string;
  value: ReactNode;
  /** What it was before, in words. */
  before: string | null;
  children: ReactNode;
}

function Total({ title, value, before, children }: TotalProps) {
  return (
    <div className="min-w-0">
      <dt className="text-fine text-ink-muted">{title}</dt>
      <dd className="font-semibold text-title tabular-nums">{value}</dd>
      {before === null ? null : <dd className="text-fine text-ink-muted tabular-nums">{before}</dd>}
      <dd className="mt-1 text-fine text-ink-faint tabular-nums">{children}</dd>
    </div>
  );
}

const costOf = (amounts: InsightsAmounts) => amounts.costUsd;

function compared(
  now: InsightsAmounts,
  before: InsightsAmounts,
  figure: (amounts: InsightsAmounts) => number,
  words: (value: number) => string,
): string {
  const change = changeWords(figure(now), figure(before));
  return change === null ? `${words(figure(before))} before` : `${change} from ${words(figure(before))}`;
}

function rateWords(amounts: InsightsAmounts): string {
  const rate = failureRate(amounts);
  return rate === null ? "–" : shareWords(rate);
}

/** "1,204 complete, 3 stopped, 1 open". */
function endsWords({ complete, stopped, open }: InsightsAmounts): string {
  const more = [stopped > 0 ? `${exactCount(stopped)} stopped` : null, open > 0 ? `${exactCount(open)} open` : null];
  return [`${exactCount(complete)} complete`, ...more].filter((part) => part !== null).join(", ");
}
