import { visibleText } from "@/lib/core/visible-text.ts";
import type { BarPlotProps, PlotSeries } from "./bar-plot.tsx";
import { figureWords } from "./figure-words.ts";

export interface BarFigures {
  /** The series that have something here, the greatest part first. */
  parts: { series: PlotSeries; words: string }[];
  /** Their sum, where it means something. */
  sum: string | null;
  /** All of it, for those who hear it. */
  sentence: string;
}

/** What is told of a bar. */
export function barFigures({ bars, series, unit, kind }: Omit<BarPlotProps, "title">, at: number): BarFigures {
  const here = series.flatMap((one) => {
    const value = one.values[at];
    return value === null || value === undefined || (kind === "stacked" && value === 0) ? [] : [{ one, value }];
  });
  const parts = here
    .sort((a, b) => b.value - a.value)
    .map(({ one, value }) => ({ series: one, words: figureWords(value, unit) }));
  const total = here.reduce((sum, { value }) => sum + value, 0);
  const sum = kind === "stacked" && here.length > 1 ? figureWords(total, unit) : null;
  const told = parts.map((part) => `${visibleText(part.series.name)} ${part.words}`).join(", ");
  const words = [sum === null ? null : `${sum} in all`, told || "nothing", bars[at]?.note ?? null];
  return { parts, sum, sentence: `${bars[at]?.label}: ${words.filter((part) => part !== null).join("; ")}` };
}
