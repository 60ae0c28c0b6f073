import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from "d3-force";
import type { GraphEdge } from "@/lib/core/graph.ts";

/** Everyone who is no module stands as one node. */
export const PEOPLE = "";

/** A module or people, with where it stands in the picture, in pixels. */
export interface PlacedNode {
  name: string;
  x: number;
  y: number;
  radius: number;
  /** How often it asked and was asked. */
  queries: number;
}

export interface Picture {
  width: number;
  height: number;
  nodes: PlacedNode[];
}

type Node = SimulationNodeDatum & { name: string; radius: number; queries: number };

const MARGIN = { x: 84, y: 44 };
const ROUNDS = 320;

/**
 * Places modules so that those that ask each other stand together. The same edges always give the same picture: the
 * library begins from fixed places, and draws its chances from a fixed source.
 */
export function placeNodes(edges: readonly GraphEdge[]): Picture {
  const counts = new Map<string, number>();
  for (const { from, to, queries } of edges) {
    for (const name of new Set([from ?? PEOPLE, to])) counts.set(name, (counts.get(name) ?? 0) + queries);
  }
  const most = Math.max(1, ...counts.values());
  const nodes = [...counts]
    .sort(([a], [b]) => a.localeCompare(b, "en"))
    .map(([name, queries]): Node => ({ name, queries, radius: 9 + 13 * Math.sqrt(queries / most) }));
  const links = edges.map(({ from, to }) => ({ source: from ?? PEOPLE, target: to }));
  forceSimulation(nodes)
    .force(
      "link",
      forceLink<Node, { source: string; target: string }>(links)
        .id(({ name }) => name)
        .distance(150),
    )
    .force("apart", forceManyBody().strength(-620))
    .force(
      "room",
      forceCollide<Node>(({ radius }) => radius + 34),
    )
    .force("x", forceX(0).strength(0.045))
    .force("y", forceY(0).strength(0.09))
    .stop()
    .tick(ROUNDS);
  return framed(nodes);
}

/** Moves everything into a frame that begins at 0, and makes it as large as it has to be. */
function framed(nodes: readonly Node[]): Picture {
  const xs = nodes.map(({ x = 0 }) => x);
  const ys = nodes.map(({ y = 0 }) => y);
  const [left, top] = [Math.min(...xs, 0), Math.min(...ys, 0)];
  const width = Math.max(...xs, 0) - left + 2 * MARGIN.x;
  const height = Math.max(...ys, 0) - top + 2 * MARGIN.y;
  const placed = nodes.map(({ name, queries, radius, x = 0, y = 0 }) => ({
    ...{ name, queries, radius },
    ...{ x: round(x - left + MARGIN.x), y: round(y - top + MARGIN.y) },
  }));
  return { width: Math.ceil(width), height: Math.ceil(height), nodes: placed };
}

const round = (value: number) => Math.round(value * 10) / 10;
