import { expect, test } from "vitest";
import type { ThreadSummary } from "./message.ts";
import { dayWords, threadDays } from "./thread-days.ts";

const at = (time: string) => Date.parse(time) / 1000;
const thread = (time: string) => ({ threadId: time, lastActivityAt: at(time) }) as ThreadSummary;
const daysIn = (timeZone: string, ...times: string[]) =>
  threadDays(times.map(thread), (each) => each.lastActivityAt, timeZone).map(({ day, threads }) => [
    day,
    threads.length,
  ]);

test("a sorted list is cut where the day of the reader changes", () => {
  const times = ["2026-11-22T23:30:00Z", "2026-11-22T12:00:00Z", "2026-11-21T23:30:00Z"] as const;
  expect(daysIn("UTC", ...times)).toEqual([
    ["2026-11-22", 2],
    ["2026-11-21", 1],
  ]);
  expect(daysIn("Europe/Zurich", ...times)).toEqual([
    ["2026-11-23", 1],
    ["2026-11-22", 2],
  ]);
});

test("days near today have names, others their date", () => {
  const words = (day: string) => dayWords(day, at("2026-11-22T01:00:00Z"), "UTC");
  expect(["2026-11-22", "2026-11-21", "2026-11-18", "2025-12-31", ""].map(words)).toEqual([
    ...["Today", "Yesterday", "Wednesday 18 Nov", "31 Dec 2025", "No time"],
  ]);
});
