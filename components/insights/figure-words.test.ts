import { expect, test } from "vitest";
import { axisWords, barWords, changeWords, exactCost, exactCount, figureWords } from "./figure-words.ts";

test("figures are told in full, with separators and units", () => {
  expect(exactCount(1_234_567)).toBe("1,234,567");
  expect([exactCost(1_234.5), exactCost(0.0042), exactCost(0)]).toEqual(["$1,234.50", "$0.0042", "$0.00"]);
  expect([figureWords(0.0421, "share"), figureWords(61_000, "ms")]).toEqual(["4.2%", "1 min 1 s"]);
});

test("an axis is short", () => {
  expect([0, 0.5, 12_000].map((value) => axisWords(value, "usd"))).toEqual(["$0", "$0.5", "$12k"]);
  expect([2_500, 90_000, 7_200_000].map((value) => axisWords(value, "ms"))).toEqual(["2.5 s", "1.5 min", "2 h"]);
});

test("a bar is named by its days, whatever time zone they are read in", () => {
  expect(barWords({ from: "2026-11-22", to: "2026-11-23" })).toBe("Sun 22 Nov 2026");
  expect(barWords({ from: "2026-12-28", to: "2027-01-04" })).toBe("28 Dec 2026 to 3 Jan 2027");
});

test("a change is told in percent, and not at all from nothing", () => {
  expect([changeWords(112, 100), changeWords(50, 100), changeWords(1, 1)]).toEqual(["+12%", "−50%", "±0%"]);
  expect(changeWords(5, 0)).toBeNull();
});
