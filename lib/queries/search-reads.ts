import type { SavedSearch, SearchFacets, SearchResult } from "../core/search-result.ts";
import { whenFree } from "../db/patience.ts";
import { deleteSearch, listSearches, saveSearch } from "../db/saved-searches.ts";
import { findInThread, type SearchInput } from "../db/search.ts";
import { bringUpToDate } from "../db/search-index.ts";
import { getEngine } from "./engine.ts";

/** Full-text search over everything that was said. */
export async function readSearch(input: SearchInput): Promise<SearchResult> {
  return (await getEngine()).store.searchMessages(input);
}

/** How many of the matches have which module, type, status and tool. */
export async function readFacets(input: SearchInput): Promise<SearchFacets> {
  return (await getEngine()).store.searchFacets(input);
}

/** The messages of a thread that match, in the order in which it shows them; at most a thousand. */
export async function readThreadHits(input: {
  threadId: string;
  query: string;
}): Promise<{ hits: { messageId: string; seq: number }[]; capped: boolean }> {
  const { db } = (await getEngine()).store;
  await bringUpToDate(db);
  return whenFree(() => findInThread(db, input));
}

/** Searches that a person keeps, by name. */
export async function readSavedSearches(): Promise<SavedSearch[]> {
  const { db } = (await getEngine()).store;
  return whenFree(() => listSearches(db));
}

/** @throws SwitchboardError search-name-taken */
export async function keepSearch(input: { name: string; address: string }): Promise<void> {
  const { db } = (await getEngine()).store;
  await whenFree(() => saveSearch(db, input));
}

export async function forgetSearch(searchId: string): Promise<void> {
  const { db } = (await getEngine()).store;
  await whenFree(() => deleteSearch(db, searchId));
}
