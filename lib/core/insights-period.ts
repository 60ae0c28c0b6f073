import { SwitchboardError } from "./failure.ts";
import type { InsightsAsk, InsightsStep } from "./insights.ts";

/** A stretch of time, from `start` up to but without `end`, in Unix seconds. */
export interface TimeSpan {
  start: number;
  end: number;
}

/** The time that is asked for, cut into bars. Days begin at midnight of this process's time zone. */
export interface InsightsPeriod extends TimeSpan {
  step: InsightsStep;
  /** Where each bar begins. */
  starts: number[];
  /** As long a time just before, up to the same hour; null when everything is asked for. */
  before: TimeSpan | null;
}

/** More bars than this can't be told apart on a phone. */
const MOST_BARS: Record<"day" | "week" | "month", number> = { day: 92, week: 106, month: 120 };

/**
 * @param first when the first run started, in Unix seconds; null when there is none
 * @throws SwitchboardError input-invalid when a day is none, or the last one is before the first
 */
export function periodOf(ask: InsightsAsk, now: Date, first: number | null): InsightsPeriod {
  const today = startOfDay(now);
  const [from, to] = daysOf(ask, today, first);
  const days = daysBetween(from, to) + 1;
  const end = addDays(to, 1);
  const step = stepFor(days);
  const until = end > now ? now : end;
  return {
    start: seconds(from),
    end: seconds(end),
    step,
    starts: barStarts(from, end, step).map(seconds),
    before: ask.range === "all" ? null : { start: seconds(addDays(from, -days)), end: seconds(addDays(until, -days)) },
  };
}

/** "2026-11-22", in this process's time zone. */
export function dayName(at: number): string {
  const date = new Date(at * 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** First and last day. What lies ahead holds nothing, so it isn't shown. */
function daysOf(ask: InsightsAsk, today: Date, first: number | null): [Date, Date] {
  if (ask.range === "all") {
    const from = first === null ? today : startOfDay(new Date(first * 1000));
    return [from < today ? from : today, today];
  }
  if (ask.range !== "custom") return [addDays(today, 1 - Number(ask.range)), today];
  const to = ask.to === null ? today : dayIn(ask.to, "to");
  const from = ask.from === null ? to : dayIn(ask.from, "from");
  if (from > to) throw refused("from", `The range begins with ${ask.from}, after its end.`);
  if (from > today) throw refused("from", `The range begins with ${ask.from}, which is still to come.`);
  return [from, to < today ? to : today];
}

function dayIn(text: string, field: string): Date {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  const isReal = date.getMonth() === Number(month) - 1 && date.getDate() === Number(day);
  if (!isReal) throw refused(field, `There is no day ${text.slice(0, 40)}.`);
  if (Number(year) < 1970) throw refused(field, `${text} is before 1970, when nothing was asked yet.`);
  return date;
}

function refused(field: string, message: string): SwitchboardError {
  const hint = "Give the first and the last day as YYYY-MM-DD, or choose one of the ranges.";
  return new SwitchboardError("input-invalid", message, { hint, field });
}

function stepFor(days: number): InsightsStep {
  if (days <= MOST_BARS.day) return "day";
  if (days / 7 <= MOST_BARS.week) return "week";
  return days / 30 <= MOST_BARS.month ? "month" : "year";
}

/** The first bar may begin in the middle of a week, month or year. Weeks begin on Monday. */
function barStarts(from: Date, end: Date, step: InsightsStep): Date[] {
  const starts: Date[] = [];
  for (let at = from; at < end; at = nextBar(at, step)) starts.push(at);
  return starts;
}

function nextBar(at: Date, step: InsightsStep): Date {
  if (step === "year") return new Date(at.getFullYear() + 1, 0, 1);
  if (step === "month") return new Date(at.getFullYear(), at.getMonth() + 1, 1);
  return addDays(at, step === "week" ? 7 - ((at.getDay() + 6) % 7) : 1);
}

const seconds = (date: Date) => date.getTime() / 1000;
const startOfDay = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate());

/** The same time of day so many days later: a day may have 23 or 25 hours. */
function addDays(at: Date, days: number): Date {
  const moved = new Date(at);
  moved.setDate(moved.getDate() + days);
  return moved;
}

function daysBetween(from: Date, to: Date): number {
  const day = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / 86_400_000;
  return day(to) - day(from);
}
