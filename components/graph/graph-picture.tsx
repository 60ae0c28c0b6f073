"use client";
import clsx from "clsx";
import Link from "next/link";
import { edgeKey, type GraphAsk, type GraphEdge, graphHref } from "@/lib/core/graph.ts";
import { visibleText } from "@/lib/core/visible-text.ts";
import { edgePath } from "./edge-path.ts";
import { PEOPLE, type Picture, type PlacedNode } from "./place-nodes.ts";
import { useLiveEdges } from "./use-live-edges.ts";

export interface GraphPictureProps {
  ask: GraphAsk;
  edges: readonly GraphEdge[];
  picture: Picture;
}

/** Who asks whom, as a picture. It says nothing that the table beside it doesn't, which is what others read. */
export function GraphPicture({ ask, edges, picture: { width, height, nodes } }: GraphPictureProps) {
  const live = useLiveEdges();
  const node = new Map(nodes.map((one) => [one.name, one]));
  const most = Math.max(1, ...edges.map(({ queries }) => queries));
  return (
    <div aria-hidden className="overflow-x-auto rounded-md border border-line bg-surface">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className="mx-auto block h-auto max-h-[70vh] w-full"
        style={{ minWidth: Math.min(width, 560), maxWidth: width * 1.5 }}
      >
        <title>Who asks whom</title>
        <defs>
          <marker
            id="asks"
            viewBox="0 0 8 8"
            refX="2"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M 0 0 L 8 4 L 0 8 z" className="fill-ink-faint" />
          </marker>
        </defs>
        {edges.map((edge) => {
          const [from, to] = [node.get(edge.from ?? PEOPLE), node.get(edge.to)];
          if (!from || !to) return null;
          const key = edgeKey(edge);
          const isChosen = ask.edge !== null && edgeKey(ask.edge) === key;
          return <EdgeLine key={key} {...{ ask, edge, from, to, most, isChosen }} isLive={live.has(key)} />;
        })}
        {nodes.map((one) => (
          <NodeMark key={one.name} node={one} />
        ))}
      </svg>
    </div>
  );
}

/** From such a share of failures on an edge is red; the table tells of each. */
const MANY_FAILED = 0.1;

interface EdgeLineProps {
  ask: GraphAsk;
  edge: GraphEdge;
  from: PlacedNode;
  to: PlacedNode;
  most: number;
  isChosen: boolean;
  isLive: boolean;
}

function EdgeLine({ ask, edge, from, to, most, isChosen, isLive }: EdgeLineProps) {
  const { d, x, y } = edgePath(from, to);
  const width = 1 + 3 * Math.sqrt(edge.queries / most);
  return (
    <Link href={graphHref({ ...ask, edge })} prefetch={false} scroll={false} tabIndex={-1} className="group">
      <path d={d} className="fill-none stroke-transparent" strokeWidth={16} />
      <path
        d={d}
        markerEnd="url(#asks)"
        strokeWidth={width}
        className={clsx(
          "fill-none transition-colors group-hover:stroke-accent",
          isLive
            ? "animate-asks stroke-live motion-reduce:animate-none [stroke-dasharray:6_4]"
            : isChosen
              ? "stroke-accent"
              : edge.failed >= MANY_FAILED * edge.queries
                ? "stroke-danger/60"
                : "stroke-line-strong",
        )}
      />
      <text
        x={x}
        y={y + 4}
        textAnchor="middle"
        className="fill-ink-muted stroke-4 stroke-surface text-[11px] tabular-nums [paint-order:stroke]"
      >
        {edge.queries.toLocaleString("en")}
      </text>
    </Link>
  );
}

/** So much of a name fits below its node. */
const LONGEST = 22;

function NodeMark({ node: { name, x, y, radius } }: { node: PlacedNode }) {
  const isPeople = name === PEOPLE;
  const words = isPeople ? "People" : name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
  const mark = (
    <>
      <circle
        {...{ cx: x, cy: y, r: radius }}
        className={isPeople ? "fill-sunken stroke-line-strong" : "fill-accent-wash stroke-accent"}
        strokeWidth={1.5}
      />
      <text
        x={x}
        y={y + radius + 15}
        textAnchor="middle"
        className="fill-ink stroke-4 stroke-surface font-medium text-[12px] [paint-order:stroke]"
      >
        {visibleText(words)}
      </text>
    </>
  );
  if (isPeople) return <g>{mark}</g>;
  return (
    <Link href={`/modules/${encodeURIComponent(name)}`} prefetch={false} tabIndex={-1}>
      {mark}
    </Link>
  );
}
