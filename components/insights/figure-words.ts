import { countWords, durationOf } from "../messages/amounts.ts";

/** What a plot or a cell counts. */
export type FigureUnit = "usd" | "count" | "share" | "ms";

const whole = new Intl.NumberFormat("en-US");
const cents = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/** "1,234,567". */
export const exactCount = (count: number) => whole.format(count);

/** "$1,234.50"; less than a cent with four digits. */
export function exactCost(usd: number): string {
  return usd > 0 && usd < 0.01 ? `$${usd.toFixed(4)}` : cents.format(usd);
}

/** "4.2%", of 0 to 1. */
export const shareWords = (share: number) => `${(100 * share).toFixed(1)}%`;

const exact: Record<FigureUnit, (value: number) => string> = {
  usd: exactCost,
  count: exactCount,
  share: shareWords,
  ms: (value) => durationOf(value / 1000),
};

/** A figure in full. */
export const figureWords = (value: number, unit: FigureUnit) => exact[unit](value);

/** A figure at an axis: round, so short. */
export function axisWords(value: number, unit: FigureUnit): string {
  if (value === 0) return unit === "usd" ? "$0" : "0";
  if (unit === "usd") return value < 1 ? `$${Number(value.toPrecision(2))}` : `$${countWords(value)}`;
  if (unit === "share") return `${Number((100 * value).toPrecision(2))}%`;
  return unit === "ms" ? axisDuration(value / 1000) : countWords(value);
}

function axisDuration(seconds: number): string {
  if (seconds < 60) return `${Number(seconds.toPrecision(2))} s`;
  return seconds < 3_600
    ? `${Number((seconds / 60).toPrecision(3))} min`
    : `${Number((seconds / 3_600).toPrecision(3))} h`;
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);
const DAY_MS = 86_400_000;

/** "22 Nov 2026", of "2026-11-22". */
export function dayWords(day: string): string {
  const date = dateOf(day);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** The day before: "2026-11-21", of "2026-11-22". */
export const dayBefore = (day: string) => new Date(dateOf(day).getTime() - DAY_MS).toISOString().slice(0, 10);

/** "Sun 22 Nov 2026", or "16 Nov 2026 to 22 Nov 2026". @param to the day after the last */
export function barWords({ from, to }: { from: string; to: string }): string {
  const last = dayBefore(to);
  if (last === from) return `${DAYS[dateOf(from).getUTCDay()]} ${dayWords(from)}`;
  return `${dayWords(from)} to ${dayWords(last)}`;
}

/** What stands below a bar: "22 Nov", "Nov 2026" or "2026". */
export function barTick(from: string, step: string): string {
  const date = dateOf(from);
  if (step === "year") return String(date.getUTCFullYear());
  if (step === "month") return `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** "+12%" from one figure to another; null when there was nothing to compare with. */
export function changeWords(now: number, before: number): string | null {
  if (before === 0) return null;
  const change = Math.round((100 * (now - before)) / before);
  if (change === 0) return "±0%";
  return change > 0 ? `+${whole.format(change)}%` : `\u2212${whole.format(-change)}%`;
}
