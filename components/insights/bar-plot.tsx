"use client";
import { useState } from "react";
import { BarLinks } from "./bar-links.tsx";
import { BarTooltip } from "./bar-tooltip.tsx";
import { axisWords, type FigureUnit } from "./figure-words.ts";
import { axisTicks, piecesPath, stackedPieces, tickPlaces } from "./plot-scale.ts";

export interface PlotBar {
  /** "Sun 22 Nov 2026". */
  label: string;
  /** What stands below: "22 Nov". */
  tick: string;
  /** Where its messages are found. */
  href: string;
  /** What is told besides the values: "3 of 41 failed". */
  note?: string | undefined;
}

export interface PlotSeries {
  name: string;
  /** A CSS colour. */
  colour: string;
  /** For each bar; null when there is nothing to tell. */
  values: (number | null)[];
}

export interface BarPlotProps {
  title: string;
  unit: FigureUnit;
  bars: PlotBar[];
  /** stacked: one upon the other, with their sum; nested: each from 0 on, the greatest first. */
  kind: "stacked" | "nested";
  series: PlotSeries[];
}

const MOST_TICKS = 8;

/**
 * Bars over time. They are drawn on the server and scale with the page; above them lies a link for each bar, so that
 * every figure is reached by pointer, keyboard (arrow keys) and screen reader.
 */
export function BarPlot({ title, unit, bars, kind, series }: BarPlotProps) {
  const [shown, setShown] = useState<number | null>(null);
  const values = series.map((one) => one.values.map((value) => value ?? 0));
  const heights = bars.map((_, at) => {
    const here = values.map((of) => of[at] ?? 0);
    return kind === "stacked" ? here.reduce((sum, value) => sum + value, 0) : Math.max(0, ...here);
  });
  const ticks = axisTicks(Math.max(0, ...heights), unit);
  const top = ticks.at(-1) ?? 0;
  const pieces = kind === "stacked" ? stackedPieces(values, top) : values.flatMap((of) => stackedPieces([of], top));
  return (
    <div className="relative grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-fine text-ink-faint tabular-nums">
      <ValueAxis ticks={ticks} unit={unit} />
      <div className="relative h-40">
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${bars.length} 100`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
        >
          {ticks.map((tick) => (
            <line
              key={tick}
              x1="0"
              x2={bars.length}
              y1={100 - (top > 0 ? (100 * tick) / top : 0)}
              y2={100 - (top > 0 ? (100 * tick) / top : 0)}
              stroke={tick === 0 ? "var(--line-strong)" : "var(--line)"}
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {series.map(({ name, colour }, at) => (
            <path key={name} d={piecesPath(pieces[at] ?? [])} fill={colour} />
          ))}
        </svg>
        <BarLinks {...{ title, bars, series, unit, kind, shown, setShown }} />
        {shown === null ? null : <BarTooltip {...{ bars, series, unit, kind }} at={shown} />}
      </div>
      <TimeAxis bars={bars} />
    </div>
  );
}

function ValueAxis({ ticks, unit }: { ticks: number[]; unit: FigureUnit }) {
  const top = ticks.at(-1) || 1;
  return (
    <div aria-hidden="true" className="relative grid h-40 text-right">
      {ticks.map((tick) => (
        <span
          key={tick}
          className="col-start-1 row-start-1 h-4 self-end leading-4"
          style={{ marginBottom: `calc(${(10 * tick) / top}rem - 0.5rem)` }}
        >
          {axisWords(tick, unit)}
        </span>
      ))}
    </div>
  );
}

function TimeAxis({ bars }: { bars: PlotBar[] }) {
  const places = tickPlaces(bars.length, MOST_TICKS);
  return (
    <div aria-hidden="true" className="relative col-start-2 h-5 overflow-x-clip">
      {places.map((at, nth) => (
        <span
          key={at}
          className={`absolute top-1.5 whitespace-nowrap ${(places.length - nth) % 2 === 0 ? "max-sm:hidden" : ""}`}
          style={placeOf((at + 0.5) / bars.length)}
        >
          {bars[at]?.tick}
        </span>
      ))}
    </div>
  );
}

/** In the middle below its bar, but never beyond the plot. */
function placeOf(share: number): { left: string; transform: string } {
  const side = share < 0.06 ? 0 : share > 0.94 ? 100 : 50;
  const left = side === 0 ? 0 : side === 100 ? 100 : 100 * share;
  return { left: `${left}%`, transform: `translateX(-${side}%)` };
}
