import { visibleText } from "@/lib/core/visible-text.ts";
import type { PlotSeries } from "./bar-plot.tsx";
import { Swatch } from "./swatch.tsx";

/** Which colour stands for what. */
export function Legend({ series }: { series: PlotSeries[] }) {
  return (
    <ul className="flex min-w-0 flex-wrap gap-x-3 gap-y-1 text-fine text-ink-muted">
      {series.map(({ name, colour }) => (
        <li key={name} className="flex min-w-0 items-center gap-1.5">
          <Swatch colour={colour} />
          <span className="max-w-40 truncate" title={visibleText(name)}>
            {visibleText(name)}
          </span>
        </li>
      ))}
    </ul>
  );
}
