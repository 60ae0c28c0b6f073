import { visibleText } from "@/lib/core/visible-text.ts";
import { barFigures } from "./bar-figures.ts";
import type { BarPlotProps } from "./bar-plot.tsx";
import { Swatch } from "./swatch.tsx";

/** The figures of the bar that is pointed at. Screen readers have them from the bar's link. */
export function BarTooltip({ at, ...plot }: Omit<BarPlotProps, "title"> & { at: number }) {
  const bar = plot.bars[at];
  if (!bar) return null;
  const { parts, sum } = barFigures(plot, at);
  const share = (100 * (at + 0.5)) / plot.bars.length;
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute bottom-full z-20 mb-1 w-max max-w-64 rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-fine text-ink shadow-md"
      style={{ left: `${share}%`, transform: `translateX(-${share}%)` }}
    >
      <p className="text-ink-muted">{bar.label}</p>
      {parts.map(({ series, words }) => (
        <p key={visibleText(series.name)} className="flex items-center gap-2">
          <Swatch colour={series.colour} />
          <span className="min-w-0 flex-1 truncate">{visibleText(series.name)}</span>
          <span className="pl-3 font-medium tabular-nums">{words}</span>
        </p>
      ))}
      {parts.length === 0 ? <p>Nothing</p> : null}
      {sum === null ? null : (
        <p className="mt-1 flex justify-between border-line border-t pt-1 font-medium">
          All <span className="tabular-nums">{sum}</span>
        </p>
      )}
      {bar.note ? <p className="text-ink-muted">{bar.note}</p> : null}
      <p className="hidden text-ink-faint pointer-coarse:block">Tap again for the messages</p>
    </div>
  );
}
