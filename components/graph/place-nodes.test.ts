import fc from "fast-check";
import { expect, test } from "vitest";
import type { GraphEdge } from "@/lib/core/graph.ts";
import { PEOPLE, placeNodes } from "./place-nodes.ts";

const edge = (from: string | null, to: string, queries = 1): GraphEdge => ({
  from,
  to,
  queries,
  failed: 0,
  costUsd: 0,
});

test("the same edges give the same picture, in whatever order they come", () => {
  const edges = [edge(null, "a", 9), edge("a", "b"), edge("b", "c"), edge("c", "a")];
  expect(placeNodes(edges)).toEqual(placeNodes(edges));
  expect(placeNodes(edges).nodes.map(({ name }) => name)).toEqual([PEOPLE, "a", "b", "c"]);
});

test("every node stands within the frame, and no two stand on each other", () => {
  const name = fc.integer({ min: 0, max: 40 }).map((at) => `module ${at}`);
  const anyEdge = fc.tuple(fc.option(name, { nil: null }), name).map(([from, to]) => edge(from, to));
  fc.assert(
    fc.property(fc.array(anyEdge, { minLength: 1, maxLength: 80 }), (edges) => {
      const { width, height, nodes } = placeNodes(edges);
      for (const [at, one] of nodes.entries()) {
        expect(one.x - one.radius).toBeGreaterThanOrEqual(0);
        expect(one.x + one.radius).toBeLessThanOrEqual(width);
        expect(one.y - one.radius).toBeGreaterThanOrEqual(0);
        expect(one.y + one.radius).toBeLessThanOrEqual(height);
        for (const other of nodes.slice(at + 1)) {
          expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(one.radius + other.radius);
        }
      }
    }),
    { numRuns: 25 },
  );
});
