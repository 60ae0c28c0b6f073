import type { InsightsGrouping } from "@/lib/core/insights.ts";

const COLOURS = 6;

/** The colour of a series by its place; of all others together with null. */
export const seriesColour = (at: number | null) => `var(--plot-${at === null || at >= COLOURS ? COLOURS + 1 : at + 1})`;

export const otherWords = (by: InsightsGrouping) => `other ${by}s`;
