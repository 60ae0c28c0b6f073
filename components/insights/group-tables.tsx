import Link from "next/link";
import type { InsightsAsk, InsightsGroup, InsightsGrouping, InsightsView } from "@/lib/core/insights.ts";
import { insightsHref } from "@/lib/core/insights-ask.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { SectionHeading } from "../ui/section-heading.tsx";
import { type AmountsRow, AmountsTable } from "./amounts-table.tsx";
import { barWords } from "./figure-words.ts";
import { otherWords, seriesColour } from "./series.ts";
import { sliceHref, threadsHref } from "./slice-href.ts";
import { Swatch } from "./swatch.tsx";

interface TablesProps {
  ask: InsightsAsk;
  view: InsightsView;
}

/** Every figure of the page as numbers: by module, by model, and for each bar of the plots. */
export function GroupTables({ ask, view }: TablesProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <SectionHeading>By module</SectionHeading>
        <AmountsTable
          head="Module"
          label="Figures of each module"
          rows={groupRows(view.modules, "module", view.moreModules, { ask, view })}
        />
      </section>
      <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <SectionHeading>By model</SectionHeading>
        <AmountsTable
          head="Model"
          label="Figures of each model"
          rows={groupRows(view.models, "model", view.moreModels, { ask, view })}
        />
      </section>
      <details>
        <summary className="w-fit font-semibold text-body">By {view.step}</summary>
        <div className="mt-2">
          <AmountsTable head={STEPS[view.step]} label={`Figures of each ${view.step}`} rows={barRows({ ask, view })} />
        </div>
      </details>
    </div>
  );
}

const STEPS = { day: "Day", week: "Week", month: "Month", year: "Year" };

function groupRows(
  groups: InsightsGroup[],
  by: InsightsGrouping,
  more: number,
  { ask, view }: TablesProps,
): AmountsRow[] {
  return groups.map(({ name, amounts }, at) => {
    const isRest = more > 0 && at === groups.length - 1;
    const place = by === ask.by && !isRest ? view.series.indexOf(name) : -1;
    const colour = seriesColour(place < 0 ? null : place);
    const words = isRest ? `${more} ${otherWords(by)}` : name;
    return {
      name: isRest ? "" : `name ${name}`,
      amounts,
      failedHref: isRest || by === "model" ? undefined : threadsHref(name, "failed"),
      head: (
        <span className="flex items-center gap-2">
          {ask.by === by ? <Swatch colour={colour} /> : null}
          {isRest ? words : <GroupLink {...{ ask, by, name }} />}
        </span>
      ),
    };
  });
}

/** A module leads to its threads, a model to its own figures: threads have no model of their own. */
function GroupLink({ ask, by, name }: { ask: InsightsAsk; by: InsightsGrouping; name: string }) {
  const href = by === "module" ? threadsHref(name) : insightsHref({ ...ask, model: name });
  return (
    <Link
      href={href}
      prefetch={false}
      title={visibleText(name)}
      className="min-w-0 truncate text-accent underline-offset-2 hover:underline"
    >
      {visibleText(name)}
    </Link>
  );
}

/** Newest first, as everywhere. */
function barRows({ ask, view }: TablesProps): AmountsRow[] {
  return view.bars.toReversed().map((bar) => ({
    name: bar.from,
    amounts: bar.amounts,
    failedHref: sliceHref({ from: bar.from, to: bar.to, module: ask.module, status: "failed" }),
    head:
      bar.amounts.queries === 0 ? (
        <span className="text-ink-faint">{barWords(bar)}</span>
      ) : (
        <Link
          href={sliceHref({ from: bar.from, to: bar.to, module: ask.module })}
          prefetch={false}
          className="text-accent underline-offset-2 hover:underline"
        >
          {barWords(bar)}
        </Link>
      ),
  }));
}
