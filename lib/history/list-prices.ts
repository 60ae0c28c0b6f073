/** US dollars for a million tokens. Writing to the cache for five minutes costs 1.25, for an hour 2 times the input. */
interface Prices {
  input: number;
  output: number;
}

/** List prices by family of models, the first that fits. From 2026-11; the newer ones agree with what the CLI tells. */
const LIST: readonly (readonly [RegExp, Prices])[] = [
  [/opus-(?:4-[5-9]|[5-9])/, { input: 5, output: 25 }],
  [/opus/, { input: 15, output: 75 }],
  [/sonnet/, { input: 3, output: 15 }],
  [/3-5-haiku/, { input: 0.8, output: 4 }],
  [/3-haiku/, { input: 0.25, output: 1.25 }],
  [/haiku/, { input: 1, output: 5 }],
];

const CACHE_READ = 0.1;
const CACHE_WRITE = 1.25;
const CACHE_WRITE_HOUR = 2;
const WEB_SEARCH_USD = 0.01;

/** Tokens of one API message, and what else costs. */
export interface Billed {
  input: number;
  output: number;
  cacheRead: number;
  /** All that was written to the cache, and how much of it for an hour. */
  cacheWrite: number;
  cacheWriteHour: number;
  webSearches: number;
}

/** What an API message cost by the list prices of its model; null for a model of no known family. */
export function listCost(model: string, billed: Billed): number | null {
  const prices = LIST.find(([pattern]) => pattern.test(model))?.[1];
  if (!prices) return null;
  const { input, output, cacheRead, cacheWrite, cacheWriteHour, webSearches } = billed;
  const written = (cacheWrite - cacheWriteHour) * CACHE_WRITE + cacheWriteHour * CACHE_WRITE_HOUR;
  const tokens = (input + cacheRead * CACHE_READ + written) * prices.input + output * prices.output;
  return tokens / 1e6 + webSearches * WEB_SEARCH_USD;
}
