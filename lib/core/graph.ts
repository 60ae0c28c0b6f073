import { SwitchboardError } from "./failure.ts";
import type { ThreadSummary } from "./message.ts";

/** Who asked whom, and what came of it. */
export interface GraphEdge {
  /** The module that asks; null for people and programs. */
  from: string | null;
  to: string;
  queries: number;
  /** Without those that a person stopped. */
  failed: number;
  costUsd: number;
}

export interface GraphView {
  /** Most queries first. */
  edges: GraphEdge[];
  /** How many more there are than are shown. */
  left: number;
  /** The threads of the edge that is asked for, the newest first; null when none is. */
  threads: ThreadSummary[] | null;
}

export const GRAPH_RANGES = ["7", "30", "90", "all"] as const;
export type GraphRange = (typeof GRAPH_RANGES)[number];

/** What the page of the graph shows, as it stands in the address. */
export interface GraphAsk {
  range: GraphRange;
  /** The edge whose threads are shown. */
  edge: { from: string | null; to: string } | null;
}

/**
 * Reads an address.
 * @throws SwitchboardError input-invalid for a range that there isn't
 */
export function parseGraphAsk(param: (name: string) => string | null): GraphAsk {
  const word = param("range") ?? "30";
  const range = GRAPH_RANGES.find((one) => one === word);
  if (range === undefined) {
    throw new SwitchboardError("input-invalid", `“${word.slice(0, 40)}” is no time that the graph knows.`, {
      hint: `Known are: ${GRAPH_RANGES.join(", ")} (days).`,
      field: "range",
    });
  }
  const to = param("to");
  return { range, edge: to === null ? null : { from: param("from"), to } };
}

/** The address of it. */
export function graphHref({ range, edge }: GraphAsk): string {
  const words = new URLSearchParams(range === "30" ? {} : { range });
  if (edge?.from != null) words.set("from", edge.from);
  if (edge) words.set("to", edge.to);
  return words.size === 0 ? "/graph" : `/graph?${words}`;
}

/** Tells an edge from others. */
export const edgeKey = ({ from, to }: Pick<GraphEdge, "from" | "to">) => JSON.stringify([from, to]);
