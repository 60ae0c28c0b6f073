import type { Metadata } from "next";
import { GraphRanges, GraphScreen } from "@/components/graph/graph-screen.tsx";
import { RefusalNotice } from "@/components/ui/refusal-notice.tsx";
import { type GraphAsk, parseGraphAsk } from "@/lib/core/graph.ts";
import { readGraph } from "@/lib/queries/read-graph.ts";
import { readOrRefusal } from "../refusal.ts";

interface GraphPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata: Metadata = { title: "Graph" };

const USUAL: GraphAsk = { range: "30", edge: null };

export default async function GraphPage({ searchParams }: GraphPageProps) {
  const params = await searchParams;
  const asked = await readOrRefusal(askedBy(params));
  return (
    <div data-wide-page className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1 className="font-semibold text-title">Graph</h1>
        <GraphRanges ask={asked.status === "read" ? asked.value : USUAL} />
      </div>
      {asked.status === "read" ? <Graph ask={asked.value} /> : <RefusalNotice refusal={asked} />}
    </div>
  );
}

async function Graph({ ask }: { ask: GraphAsk }) {
  const read = await readOrRefusal(readGraph(ask));
  return read.status === "read" ? <GraphScreen ask={ask} view={read.value} /> : <RefusalNotice refusal={read} />;
}

async function askedBy(params: Record<string, string | string[] | undefined>): Promise<GraphAsk> {
  return parseGraphAsk((name) => [params[name]].flat()[0] ?? null);
}
