const thousands = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

/** "842", "1,204", "48k", "1.2M". */
export function countWords(count: number): string {
  if (count < 10_000) return thousands(count);
  if (count < 999_500) return `${Math.round(count / 1000)}k`;
  return `${(count / 1_000_000).toFixed(1)}M`;
}

/** "$0.0042", "$0.13", "$12.40". */
export function costWords(usd: number): string {
  if (usd > 0 && usd < 0.01) return `$${usd.toFixed(4)}`;
  return `$${usd.toFixed(2)}`;
}

/** "1 line", "1,204 lines". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${thousands(count)} ${count === 1 ? one : many}`;
}

/**
 * The size of a text: "312 characters", "48 kB", "1.2 MB". Characters stand for bytes, which is near enough to read.
 * @param text it, or how long it is
 */
export function sizeWords(text: string | number): string {
  const length = typeof text === "number" ? text : text.length;
  if (length < 1000) return plural(length, "character");
  if (length < 999_500) return `${Math.round(length / 1000)} kB`;
  return `${(length / 1_000_000).toFixed(1)} MB`;
}

/** "0.8 s", "12 s", "4 min 10 s", "1 h 4 min". */
export function durationOf(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
