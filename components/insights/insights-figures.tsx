import type { InsightsAsk, InsightsView } from "@/lib/core/insights.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { dayWords } from "./figure-words.ts";
import { GroupTables } from "./group-tables.tsx";
import { InsightsFilters } from "./insights-filters.tsx";
import { Plots } from "./plots.tsx";
import { Totals } from "./totals.tsx";

/** What is asked for: sums, plots and tables. */
export function InsightsFigures({ ask, view }: { ask: InsightsAsk; view: InsightsView }) {
  const { totals, before } = view;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <InsightsFilters ask={ask} choices={view.choices} />
      <p className="text-ink-muted text-small">
        {view.from === view.to ? dayWords(view.from) : `${dayWords(view.from)} to ${dayWords(view.to)}`}
        {before === null ? "" : ", compared with as long a time just before"}
      </p>
      {totals.queries === 0 ? (
        <Nothing ask={ask} />
      ) : (
        <>
          <Totals view={view} />
          <Plots ask={ask} view={view} />
          <GroupTables ask={ask} view={view} />
        </>
      )}
    </div>
  );
}

function Nothing({ ask }: { ask: InsightsAsk }) {
  const isFiltered = ask.module !== null || ask.model !== null || ask.source !== null;
  return (
    <EmptyState title="Nothing was asked in this time.">
      <p>
        {isFiltered ? "Choose a longer time or fewer filters." : "Choose a longer time."} Figures come from queries that
        were asked here, and from imported sessions.
      </p>
    </EmptyState>
  );
}
