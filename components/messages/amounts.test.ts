import { expect, it } from "vitest";
import { costWords, countWords, durationOf, plural, sizeWords } from "./amounts.ts";

it("shortens large counts", () => {
  expect([0, 842, 1204, 48_211, 999_499, 1_234_567].map(countWords)).toEqual([
    "0",
    "842",
    "1,204",
    "48k",
    "999k",
    "1.2M",
  ]);
});

it("shows small costs to a hundredth of a cent", () => {
  expect([0, 0.0042, 0.126, 12.4].map(costWords)).toEqual(["$0.00", "$0.0042", "$0.13", "$12.40"]);
});

it("counts in words", () => {
  expect([plural(1, "line"), plural(1204, "line"), plural(2, "answer")]).toEqual([
    "1 line",
    "1,204 lines",
    "2 answers",
  ]);
  expect([sizeWords("x".repeat(312)), sizeWords("x".repeat(48_000))]).toEqual(["312 characters", "48 kB"]);
});

it("says how long something took", () => {
  expect([0.84, 12.4, 250, 3840].map(durationOf)).toEqual(["0.8 s", "12 s", "4 min 10 s", "1 h 4 min"]);
});
