/** The value that this share of the values does not exceed (nearest rank). */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** "0.8", "12", "1,204": milliseconds without their unit. */
export function msWords(value) {
  return value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en");
}

/** "1.2 / 8.4 / 12": half, 95 of 100, and all of them took at most so long. */
export const spread = (values) => [0.5, 0.95, 1].map((share) => msWords(percentile(values, share))).join(" / ");
