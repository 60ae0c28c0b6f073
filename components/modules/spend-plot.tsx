import type { MonthlySpend } from "@/lib/core/module-view.ts";
import { BarPlot } from "../insights/bar-plot.tsx";
import { barTick } from "../insights/figure-words.ts";
import { sliceHref } from "../insights/slice-href.ts";
import { plural } from "../messages/amounts.ts";
import { SectionHeading } from "../ui/section-heading.tsx";

/** What a module cost in each of the last months. */
export function SpendPlot({ name, spend: { bars, costs, queries } }: { name: string; spend: MonthlySpend }) {
  if (queries.every((count) => count === 0)) return null;
  return (
    <section aria-labelledby="spend" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <SectionHeading id="spend">Spent each month</SectionHeading>
      <BarPlot
        title="Spent each month"
        unit="usd"
        kind="stacked"
        bars={bars.map(({ from, to }, at) => ({
          label: barTick(from, "month"),
          tick: barTick(from, "month").slice(0, 3),
          href: sliceHref({ from, to, module: name }),
          note: plural(queries[at] ?? 0, "query", "queries"),
        }))}
        series={[{ name, colour: "var(--plot-1)", values: costs }]}
      />
    </section>
  );
}
