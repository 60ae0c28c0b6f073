import fc from "fast-check";
import { expect, test } from "vitest";
import { quantile } from "./quantile.ts";

test("the share of nothing is nothing", () => {
  expect(quantile(new Float64Array(), 0.5)).toBeNull();
});

test("a share is the same value that sorting them all gives", () => {
  const some = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ noNaN: true })), { minLength: 1 });
  fc.assert(
    fc.property(some, fc.constantFrom(0.01, 0.5, 0.95, 1), (values, share) => {
      const sorted = [...values].sort((a, b) => a - b);
      const expected = sorted[Math.ceil(values.length * share) - 1];
      // 0 and -0 are equal, and come in any order.
      expect(quantile(Float64Array.from(values), share) === expected).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
