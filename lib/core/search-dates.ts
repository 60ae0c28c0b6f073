const UNITS: Readonly<Record<string, number>> = { h: 3_600, d: 86_400, w: 7 * 86_400 };

/**
 * A time as people type it in a search, in Unix seconds: 2026, 2026-11, 2026-11-22, 2026-11-22T09:30, today, yesterday,
 * 3h, 7d, 2w (that long ago). Dates are meant in the local time zone and stand for their beginning.
 * @returns null when it is none
 */
export function parseTime(text: string, now: Date): number | null {
  const word = text.trim().toLowerCase();
  const [, count, unit = ""] = /^(\d{1,4})([hdw])$/.exec(word) ?? [];
  if (count !== undefined) return now.getTime() / 1000 - Number(count) * (UNITS[unit] ?? 0);
  if (word === "today") return dayStart(now, 0);
  if (word === "yesterday") return dayStart(now, -1);
  const [, year, month = "1", day = "1", hour = "0", minute = "0"] =
    /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:t(\d{1,2}):(\d{2}))?)?)?$/.exec(word) ?? [];
  if (year === undefined) return null;
  const date = new Date(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  const isReal = date.getMonth() === Number(month) - 1 && date.getDate() === Number(day) && Number(hour) < 24;
  return isReal && Number(minute) < 60 ? date.getTime() / 1000 : null;
}

function dayStart(now: Date, days: number): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).getTime() / 1000;
}
