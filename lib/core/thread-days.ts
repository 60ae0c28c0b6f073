import type { ThreadSummary } from "./message.ts";

/** Threads of one day under its heading. */
export interface ThreadDay {
  /** The day as "2026-11-22". */
  day: string;
  threads: ThreadSummary[];
}

/** Cuts a sorted list into days of a time zone. */
export function threadDays(
  threads: readonly ThreadSummary[],
  timeOf: (thread: ThreadSummary) => number,
  timeZone: string,
): ThreadDay[] {
  const format = dayFormat(timeZone);
  const days: ThreadDay[] = [];
  for (const thread of threads) {
    const day = dayOf(format, timeOf(thread));
    const last = days.at(-1);
    if (last?.day === day) last.threads.push(thread);
    else days.push({ day, threads: [thread] });
  }
  return days;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than formatting a whole page with it. */
function dayFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  formats.set(timeZone, made);
  return made;
}

function dayOf(format: Intl.DateTimeFormat, at: number): string {
  const date = new Date(at * 1000);
  return Number.isNaN(date.getTime()) ? "" : format.format(date);
}

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "Today", "Yesterday", "Wednesday 18 Nov", "3 Jan 2025". @param now Unix seconds */
export function dayWords(day: string, now: number, timeZone: string): string {
  const format = dayFormat(timeZone);
  const date = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return "No time";
  const today = dayOf(format, now);
  if (day === today) return "Today";
  const words = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  const daysAgo = Math.round((Date.parse(`${today}T12:00:00Z`) - date.getTime()) / 86_400_000);
  if (daysAgo === 1) return "Yesterday";
  if (day.slice(0, 4) !== today.slice(0, 4)) return `${words} ${day.slice(0, 4)}`;
  return `${WEEKDAYS[date.getUTCDay()]} ${words}`;
}
