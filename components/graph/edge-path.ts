import type { PlacedNode } from "./place-nodes.ts";

/** How far an edge bends, so that two modules that ask each other have two lines; and the room before an arrow's tip. */
const BEND = 0.16;
const GAP = 7;

/** The line of an edge, and where its words stand. One that leads back to where it begins is a loop above it. */
export function edgePath(from: PlacedNode, to: PlacedNode): { d: string; x: number; y: number } {
  if (from === to) {
    const { x, y, radius } = from;
    const top = y - radius;
    const d = `M ${x - 6} ${top} C ${x - 34} ${top - 40}, ${x + 34} ${top - 40}, ${x + 6} ${top - GAP}`;
    return { d, x, y: top - 36 };
  }
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const middle = { x: (from.x + to.x) / 2 - dy * BEND, y: (from.y + to.y) / 2 + dx * BEND };
  const begin = onRim(from, middle, from.radius);
  const end = onRim(to, middle, to.radius + GAP);
  const d = `M ${words(begin)} Q ${words(middle)} ${words(end)}`;
  return { d, x: (begin.x + 2 * middle.x + end.x) / 4, y: (begin.y + 2 * middle.y + end.y) / 4 };
}

interface Point {
  x: number;
  y: number;
}

function onRim(node: PlacedNode, towards: Point, distance: number): Point {
  const length = Math.hypot(towards.x - node.x, towards.y - node.y) || 1;
  return {
    x: node.x + ((towards.x - node.x) / length) * distance,
    y: node.y + ((towards.y - node.y) / length) * distance,
  };
}

const words = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;
