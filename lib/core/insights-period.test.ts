import { expect, test, vi } from "vitest";
import type { InsightsAsk } from "./insights.ts";
import { dayName, periodOf } from "./insights-period.ts";

const ask = (asked: Partial<InsightsAsk>): InsightsAsk => ({
  range: "30",
  from: null,
  to: null,
  by: "module",
  module: null,
  model: null,
  source: null,
  ...asked,
});

const NOW = new Date(2026, 10, 22, 15, 30);
const at = (date: Date) => date.getTime() / 1000;

test("thirty days are today and the 29 days before, from midnight to midnight", () => {
  const period = periodOf(ask({}), NOW, null);
  expect(period.start).toBe(at(new Date(2026, 9, 24)));
  expect(period.end).toBe(at(new Date(2026, 10, 23)));
  expect(period.starts).toHaveLength(30);
});

test("the time before is as long, and ends at the same hour as this one has come to", () => {
  const { before } = periodOf(ask({ range: "7" }), NOW, null);
  expect(before).toEqual({ start: at(new Date(2026, 10, 9)), end: at(new Date(2026, 10, 15, 15, 30)) });
});

test("a custom time that has passed is compared with whole days before it", () => {
  const { start, end, before } = periodOf(ask({ range: "custom", from: "2026-03-05", to: "2026-03-06" }), NOW, null);
  expect([start, end]).toEqual([at(new Date(2026, 2, 5)), at(new Date(2026, 2, 7))]);
  expect(before).toEqual({ start: at(new Date(2026, 2, 3)), end: at(new Date(2026, 2, 5)) });
});

test("a day has 23 or 25 hours when the clocks are changed", () => {
  vi.stubEnv("TZ", "Europe/Berlin");
  try {
    const { starts, end } = periodOf(ask({ range: "custom", from: "2026-03-28", to: "2026-03-30" }), NOW, null);
    expect([...starts, end].map(dayName)).toEqual(["2026-03-28", "2026-03-29", "2026-03-30", "2026-03-31"]);
    expect(Number(starts[2]) - Number(starts[1])).toBe(23 * 3600);
    const autumn = periodOf(ask({ range: "custom", from: "2026-10-25", to: "2026-10-25" }), NOW, null);
    expect(autumn.end - autumn.start).toBe(25 * 3600);
  } finally {
    vi.unstubAllEnvs();
  }
});

test("everything begins with the first run, and has no time before", () => {
  const period = periodOf(ask({ range: "all" }), NOW, at(new Date(2026, 10, 20, 23)));
  expect([dayName(period.start), period.starts.length, period.before]).toEqual(["2026-11-20", 3, null]);
  expect(periodOf(ask({ range: "all" }), NOW, null).starts).toHaveLength(1);
});

test("a long time is cut into weeks from Monday, months or years, and never into very many bars", () => {
  const all = (first: Date) => periodOf(ask({ range: "all" }), NOW, at(first));
  const weeks = all(new Date(2026, 5, 3)); // a Wednesday
  expect([weeks.step, ...weeks.starts.slice(0, 3).map(dayName)]).toEqual([
    "week",
    "2026-06-03",
    "2026-06-08",
    "2026-06-15",
  ]);
  const months = all(new Date(2023, 0, 20));
  expect([months.step, ...months.starts.slice(0, 2).map(dayName)]).toEqual(["month", "2023-01-20", "2023-02-01"]);
  expect(all(new Date(0)).step).toBe("year");
  for (let days = 1; days < 12_000; days += 13) {
    expect(all(new Date(2026, 10, 22 - days)).starts.length, `${days} days`).toBeLessThanOrEqual(122);
  }
});

test("what is no day, and a range that ends before it begins, is refused with what to do", () => {
  for (const [from, to] of [
    ["2026-02-30", null],
    ["yesterday", null],
    ["2026-11-01", "2026-13-01"],
    ["0001-01-01", null],
    ["2026-11-03", "2026-11-02"],
    ["2026-11-23", "2026-11-24"],
  ] as const) {
    expect(() => periodOf(ask({ range: "custom", from, to }), NOW, null), `${from} to ${to}`).toThrow(
      expect.objectContaining({ code: "input-invalid", hint: expect.stringContaining("YYYY-MM-DD") }),
    );
  }
});
