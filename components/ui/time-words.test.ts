import { describe, expect, it } from "vitest";
import { durationWords, exactWords, relativeWords } from "./time-words.ts";

const at = (text: string) => new Date(text).getTime() / 1000;
const now = at("2026-06-15T12:00:00");

describe("relativeWords", () => {
  it.each([
    [-30, "just now"],
    [0, "just now"],
    [44, "just now"],
    [45, "1 min ago"],
    [60 * 14, "14 min ago"],
    [60 * 60, "1 h ago"],
    [86_399, "23 h ago"],
    [86_400, "1 d ago"],
    [86_400 * 6.9, "6 d ago"],
  ])("says of %s seconds: %s", (age, words) => {
    expect(relativeWords(now - age, now)).toBe(words);
  });

  it("never says that an hour has 60 minutes", () => {
    expect(relativeWords(now - 3_599, now)).toBe("59 min ago");
  });

  it("names the day after a week, and the year when it is another one", () => {
    expect(relativeWords(at("2026-06-01T12:00:00"), now)).toBe("1 Jun");
    expect(relativeWords(at("2025-12-31T12:00:00"), now)).toBe("31 Dec 2025");
  });
});

it("says the exact time in the reader's time zone", () => {
  expect(exactWords(at("2026-01-02T03:04:05"))).toBe("2026-01-02 03:04:05");
});

it.each([
  [-3, "0:00"],
  [7.9, "0:07"],
  [760, "12:40"],
  [3_723, "1:02:03"],
])("says a duration of %s seconds: %s", (seconds, words) => {
  expect(durationWords(seconds)).toBe(words);
});
