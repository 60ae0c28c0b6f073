import type { FigureUnit } from "./figure-words.ts";

const ROUND = [1, 2, 2.5, 5, 10];
const ROUND_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 18_000, 36_000, 86_400];

/** The figures at an axis from 0 on, so many that the greatest value has its place: two to five. */
export function axisTicks(greatest: number, unit: FigureUnit): number[] {
  if (greatest <= 0) return [0];
  const step = unit === "ms" && greatest >= 4_000 ? secondsStep(greatest / 1000) * 1000 : roundStep(greatest, unit);
  const ticks = Array.from({ length: Math.ceil(greatest / step - 1e-9) + 1 }, (_, at) =>
    Number((at * step).toPrecision(12)),
  );
  return unit === "share" ? ticks.filter((tick) => tick <= 1) : ticks;
}

function roundStep(greatest: number, unit: FigureUnit): number {
  const rough = greatest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (ROUND.find((round) => round * power >= rough * (1 - 1e-9)) ?? 10) * power;
  return unit === "count" ? Math.max(1, Math.ceil(step)) : step;
}

function secondsStep(greatest: number): number {
  const day = 86_400;
  return ROUND_SECONDS.find((step) => step * 4 >= greatest) ?? Math.ceil(greatest / 4 / day) * day;
}

/** A rectangle in a plot that is 100 high and as many wide as it has bars. */
interface Piece {
  bar: number;
  /** From the bottom, in hundredths of the height. */
  low: number;
  high: number;
}

/** How much of its place a bar leaves free on each side, and what separates two pieces of it. */
const SIDE = 0.14;
const GAP = 0.7;

const number = (value: number) => String(Math.round(value * 100) / 100);

/** One path for all rectangles of a series: a plot of many bars has few elements. */
export function piecesPath(pieces: readonly Piece[]): string {
  return pieces
    .filter(({ low, high }) => high > low)
    .map(({ bar, low, high }) => {
      const [top, height] = [100 - high, high - low];
      return `M${number(bar + SIDE)} ${number(top)}h${number(1 - 2 * SIDE)}v${number(height)}h${number(2 * SIDE - 1)}z`;
    })
    .join("");
}

/** The rectangles of each series, one upon the other. @param top the value at the top of the plot */
export function stackedPieces(series: readonly (readonly number[])[], top: number): Piece[][] {
  const heights: number[] = [];
  return series.map((values) =>
    values.map((value, bar) => {
      const low = heights[bar] ?? 0;
      const high = low + (top > 0 ? (100 * value) / top : 0);
      heights[bar] = high;
      // Only a piece that stays visible gives some of it away.
      return { bar, low: low > 0 && high - low > 2 * GAP ? low + GAP : low, high };
    }),
  );
}

/** Which bars have a word below: at most so many, evenly apart, the last one always. */
export function tickPlaces(bars: number, most: number): number[] {
  const every = Math.max(1, Math.ceil(bars / most));
  return Array.from({ length: Math.ceil(bars / every) }, (_, at) => bars - 1 - at * every).reverse();
}
