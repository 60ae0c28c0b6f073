import type { InsightsAsk, InsightsBar, InsightsView } from "@/lib/core/insights.ts";
import { endedOf, failureRate } from "@/lib/core/insights.ts";
import { BarPlot, type BarPlotProps, type PlotSeries } from "./bar-plot.tsx";
import { barTick, barWords, exactCount } from "./figure-words.ts";
import { Legend } from "./legend.tsx";
import { otherWords, seriesColour } from "./series.ts";
import { sliceHref } from "./slice-href.ts";

export interface PlotsProps {
  ask: InsightsAsk;
  view: InsightsView;
}

/** What was asked for, over time: one plot for each figure. */
export function Plots({ ask, view }: PlotsProps) {
  const bars = (status?: "failed", note?: (bar: InsightsBar) => string | undefined) =>
    view.bars.map((bar) => ({
      label: barWords(bar),
      tick: barTick(bar.from, view.step),
      href: sliceHref({ from: bar.from, to: bar.to, module: ask.module, ...(status && { status }) }),
      note: note?.(bar),
    }));
  const divided = (of: (bar: InsightsBar) => number[]): PlotSeries[] =>
    view.series.map((name, at) => ({
      name: name ?? otherWords(ask.by),
      colour: seriesColour(name === null ? null : at),
      values: view.bars.map((bar) => of(bar)[at] ?? 0),
    }));
  const asked = bars(); // the same for most plots, so that it is sent to the browser once
  const each = `each ${view.step}`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-8 lg:grid-cols-2 lg:items-end">
      <div className="lg:col-span-2">
        <Figure title={`Cost, ${each}`} unit="usd" kind="stacked" bars={asked} series={divided((bar) => bar.costs)} />
      </div>
      <Figure
        title={`Queries, ${each}`}
        unit="count"
        kind="stacked"
        bars={asked}
        series={divided((bar) => bar.queries)}
      />
      <Figure title={`Tokens, ${each}`} unit="count" kind="stacked" bars={asked} series={tokenSeries(view)} />
      <Figure
        title={`Failure rate, ${each}`}
        unit="share"
        kind="nested"
        bars={bars("failed", ({ amounts }) => failedWords(amounts.failed, endedOf(amounts)))}
        series={[
          { name: "failed", colour: "var(--danger)", values: view.bars.map(({ amounts }) => failureRate(amounts)) },
        ]}
      />
      <Figure title={`Time to a complete answer, ${each}`} unit="ms" kind="nested" bars={asked} series={times(view)} />
    </div>
  );
}

function Figure(plot: BarPlotProps) {
  return (
    <figure className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3">
      <figcaption className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 className="font-medium text-small">{plot.title}</h2>
        {plot.series.length > 1 ? <Legend series={plot.series} /> : null}
      </figcaption>
      <BarPlot {...plot} />
    </figure>
  );
}

const failedWords = (failed: number, ended: number) =>
  ended === 0 ? undefined : `${exactCount(failed)} of ${exactCount(ended)} failed`;

const TOKENS = [
  ["output", "outputTokens"],
  ["input", "inputTokens"],
  ["cache write", "cacheWriteTokens"],
  ["cache read", "cacheReadTokens"],
] as const;

function tokenSeries(view: InsightsView): PlotSeries[] {
  return TOKENS.map(([name, key], at) => ({
    name,
    colour: seriesColour(at),
    values: view.bars.map(({ amounts }) => amounts[key]),
  }));
}

function times(view: InsightsView): PlotSeries[] {
  return [
    {
      name: "95 of 100 within",
      colour: "color-mix(in oklab, var(--plot-1) 45%, var(--canvas))",
      values: view.bars.map(({ amounts }) => amounts.p95Ms),
    },
    { name: "half within", colour: "var(--plot-1)", values: view.bars.map(({ amounts }) => amounts.medianMs) },
  ];
}
