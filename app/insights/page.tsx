import type { Metadata } from "next";
import { Suspense } from "react";
import { InsightsFigures } from "@/components/insights/insights-figures.tsx";
import { InsightsSkeleton } from "@/components/insights/insights-skeleton.tsx";
import { RangeControl } from "@/components/insights/range-control.tsx";
import { RefusalNotice } from "@/components/ui/refusal-notice.tsx";
import type { InsightsAsk } from "@/lib/core/insights.ts";
import { parseInsightsAsk } from "@/lib/core/insights-ask.ts";
import { readInsights } from "@/lib/queries/reads.ts";
import { readOrRefusal } from "../refusal.ts";

interface InsightsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata: Metadata = { title: "Insights" };

const USUAL: InsightsAsk = {
  ...{ range: "30", from: null, to: null, by: "module", module: null, model: null, source: null },
};

export default async function InsightsPage({ searchParams }: InsightsPageProps) {
  const params = await searchParams;
  const asked = await readOrRefusal(askedBy(params));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1 className="font-semibold text-title">Insights</h1>
        <RangeControl ask={asked.status === "read" ? asked.value : USUAL} />
      </div>
      {asked.status === "read" ? (
        <Suspense fallback={<InsightsSkeleton />}>
          <Figures ask={asked.value} />
        </Suspense>
      ) : (
        <RefusalNotice refusal={asked} />
      )}
    </div>
  );
}

async function askedBy(params: Record<string, string | string[] | undefined>): Promise<InsightsAsk> {
  return parseInsightsAsk((name) => [params[name]].flat()[0] ?? "");
}

/** Comes after the rest of the page: adding up many runs takes a moment. */
async function Figures({ ask }: { ask: InsightsAsk }) {
  const read = await readOrRefusal(readInsights(ask));
  return read.status === "read" ? <InsightsFigures ask={ask} view={read.value} /> : <RefusalNotice refusal={read} />;
}
