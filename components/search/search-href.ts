import { withFilter } from "@/lib/core/edit-search.ts";

/** What a search asks for, as it stands in the address. */
export interface SearchAddress {
  /** As typed, filters and all. */
  query: string;
  sort: "relevance" | "newest";
}

/** How many hits the first page shows, and the most that a page shows. */
export const FIRST_HITS = 50;
export const MOST_HITS = 200;

/** The address of a search. @param from where a page begins that is not the first */
export function searchHref(
  { query, sort }: SearchAddress,
  { more = false, from = null }: { more?: boolean; from?: string | null } = {},
): string {
  const text = searchParams({ query, sort }, { more, from });
  return text === "" ? "/search" : `/search?${text}`;
}

/** The query part of a search's address. */
export function searchParams(
  { query, sort }: SearchAddress,
  { more = false, from = null }: { more?: boolean; from?: string | null } = {},
): string {
  const params = new URLSearchParams();
  if (query !== "") params.set("q", query);
  if (sort === "newest") params.set("sort", sort);
  if (more) params.set("show", "more");
  if (from !== null) params.set("from", from);
  return params.toString();
}

/** The same search with a filter set, or taken away. */
export function narrowedHref(
  address: SearchAddress,
  key: Parameters<typeof withFilter>[1],
  value: string | null,
): string {
  return searchHref({ ...address, query: withFilter(address.query, key, value) });
}

/** Where a hit opens: its thread, at its message, with the words of the search marked. */
export function hitHref(hit: { threadId: string; messageId: string }, query: string): string {
  const params = new URLSearchParams({ at: hit.messageId, ...(query === "" ? {} : { q: query }) });
  return `/threads/${encodeURIComponent(hit.threadId)}?${params}#message-${hit.messageId}`;
}
