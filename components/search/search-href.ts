/** What a search asks for, as it stands in the address. */
export interface SearchAddress {
  query: string;
  module: string | null;
  status: string | null;
}

/** The most hits that a page shows. */
export const MOST_HITS = 200;

/** The address of a search. */
export function searchHref({ query, module, status }: SearchAddress, { more = false } = {}): string {
  const params = new URLSearchParams();
  if (query !== "") params.set("q", query);
  if (module) params.set("module", module);
  if (status) params.set("status", status);
  if (more) params.set("show", "more");
  const text = params.toString();
  return text === "" ? "/search" : `/search?${text}`;
}

/** Where a hit opens: its thread, at its message, with the words of the search marked. */
export function hitHref(hit: { threadId: string; messageId: string }, query: string): string {
  const mark = query === "" ? "" : `?${new URLSearchParams({ mark: query })}`;
  return `/threads/${encodeURIComponent(hit.threadId)}${mark}#message-${hit.messageId}`;
}
