import { GRAPH_RANGES, type GraphAsk, type GraphView, graphHref } from "@/lib/core/graph.ts";
import type { ThreadSummary } from "@/lib/core/message.ts";
import { ThreadList } from "../threads/thread-list.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { RangeLinks } from "../ui/range-links.tsx";
import { SectionHeading } from "../ui/section-heading.tsx";
import { EdgeTable } from "./edge-table.tsx";
import { GraphPicture } from "./graph-picture.tsx";
import { placeNodes } from "./place-nodes.ts";

/** Modules as nodes, what they ask each other as edges; from an edge to its threads. */
export function GraphScreen({ ask, view }: { ask: GraphAsk; view: GraphView }) {
  const { edges, left, threads } = view;
  if (edges.length === 0) {
    return (
      <EmptyState title={ask.range === "all" ? "Nothing was asked yet." : "Nothing was asked in this time."}>
        <p>
          Modules that are asked, and that ask each other, stand here with how often, what it cost, and what failed.
        </p>
      </EmptyState>
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-6">
        <GraphPicture ask={ask} edges={edges} picture={placeNodes(edges)} />
        {threads === null || ask.edge === null ? null : <EdgeThreads edge={ask.edge} threads={threads} />}
      </div>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-3 max-sm:row-start-1">
        <EdgeTable ask={ask} edges={edges} />
        {left > 0 ? (
          <p className="text-fine text-ink-faint">{left.toLocaleString("en")} more with fewer queries.</p>
        ) : null}
      </div>
    </div>
  );
}

interface EdgeThreadsProps {
  edge: NonNullable<GraphAsk["edge"]>;
  threads: ThreadSummary[];
}

/** The threads of the edge that was chosen: on a phone before the picture, near the row that led here. */
function EdgeThreads({ edge, threads }: EdgeThreadsProps) {
  return (
    <section aria-labelledby="edge-threads" className="grid grid-cols-[minmax(0,1fr)] gap-2 max-sm:order-first">
      <SectionHeading id="edge-threads">
        Threads in which {edge.from ?? "people"} asked {edge.to}
      </SectionHeading>
      {threads.length === 0 ? (
        <p className="text-ink-muted text-small">There is none in this time, or it was deleted.</p>
      ) : (
        <ThreadList threads={threads} />
      )}
    </section>
  );
}

const WORDS: Record<GraphAsk["range"], string> = { 7: "7 days", 30: "30 days", 90: "90 days", all: "All" };
const RANGES = GRAPH_RANGES.map((range) => [range, WORDS[range]] as const);

/** The time that is looked at. */
export function GraphRanges({ ask }: { ask: GraphAsk }) {
  return <RangeLinks ranges={RANGES} chosen={ask.range} hrefOf={(range) => graphHref({ ...ask, range })} />;
}
