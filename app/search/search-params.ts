import { FIRST_HITS, MOST_HITS, type SearchAddress } from "@/components/search/search-href.ts";
import { withFilter } from "@/lib/core/edit-search.ts";

export type SearchParams = Record<string, string | string[] | undefined>;

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? "";

/**
 * What the address asks for. Whatever stands there is a search: nothing in it can be wrong. A module or a status may
 * also stand there by itself, for links from elsewhere.
 */
export function searchAddress(params: SearchParams): SearchAddress {
  let query = first(params.q);
  for (const key of ["status", "module"] as const) {
    const value = first(params[key]);
    if (value !== "") query = withFilter(query, key, value);
  }
  return { query, sort: first(params.sort) === "newest" ? "newest" : "relevance" };
}

/** How many hits the address asks for, and from where on. */
export function shownHits(params: SearchParams): { limit: number; from: string | undefined } {
  const from = first(params.from);
  const limit = first(params.show) === "more" || from !== "" ? MOST_HITS : FIRST_HITS;
  return { limit, from: from === "" ? undefined : from };
}
