import { expect, test } from "vitest";
import { axisTicks, piecesPath, stackedPieces, tickPlaces } from "./plot-scale.ts";

test("an axis has few round figures, and the greatest value has its place", () => {
  expect(axisTicks(7.3, "usd")).toEqual([0, 2, 4, 6, 8]);
  expect(axisTicks(3, "count")).toEqual([0, 1, 2, 3]);
  expect(axisTicks(0.03, "share")).toEqual([0, 0.01, 0.02, 0.03]);
  expect(axisTicks(0.97, "share")).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(axisTicks(100_000, "ms")).toEqual([0, 30_000, 60_000, 90_000, 120_000]);
  expect(axisTicks(0, "usd")).toEqual([0]);
  for (const unit of ["usd", "count", "ms"] as const) {
    for (let value = 0.001; value < 1e12; value *= 1.7) {
      const ticks = axisTicks(value, unit);
      expect(ticks.at(-1), `${value} ${unit}`).toBeGreaterThanOrEqual(value * (1 - 1e-9));
      expect(ticks.length).toBeLessThanOrEqual(6);
    }
  }
});

test("pieces of a bar stand one upon the other, and their sum is the bar's height", () => {
  const pieces = stackedPieces(
    [
      [10, 0],
      [30, 40],
    ],
    40,
  );
  expect(pieces[0]?.[0]).toEqual({ bar: 0, low: 0, high: 25 });
  expect(pieces[1]?.[0]).toEqual({ bar: 0, low: 25.7, high: 100 });
  expect(pieces[1]?.[1]).toEqual({ bar: 1, low: 0, high: 100 });
});

test("what is nothing is not drawn", () => {
  expect(piecesPath(stackedPieces([[0, 1]], 1)[0] ?? [])).toBe("M1.14 0h0.72v100h-0.72z");
});

test("words below the bars are few, evenly apart, and the last bar has one", () => {
  expect(tickPlaces(3, 8)).toEqual([0, 1, 2]);
  expect(tickPlaces(30, 8)).toEqual([1, 5, 9, 13, 17, 21, 25, 29]);
});
