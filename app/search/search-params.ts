import { MOST_HITS, type SearchAddress } from "@/components/search/search-href.ts";

export type SearchParams = Record<string, string | string[] | undefined>;

const FIRST_HITS = 50;

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? "";

/** What the address asks for. Whatever stands there is a search: nothing in it can be wrong. */
export function searchAddress(params: SearchParams): SearchAddress {
  return {
    query: first(params.q),
    module: first(params.module) || null,
    status: first(params.status) || null,
  };
}

/** How many hits the address asks for. */
export function shownHits(params: SearchParams): number {
  return first(params.show) === "more" ? MOST_HITS : FIRST_HITS;
}
