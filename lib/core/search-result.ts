/** A message that matches a search, with its snippet. */
export interface Hit {
  messageId: string;
  threadId: string;
  threadTitle: string | null;
  module: string;
  type: string;
  status: string;
  timestamp: number;
  /** Which of its texts the snippet is of. */
  where: HitPlace;
  /** Pieces of the text around the match, in order; `marked` pieces are what matched. Plain text, never HTML. */
  snippet: { text: string; marked: boolean }[];
}

export const HIT_PLACES = ["content", "tools", "thinking"] as const;
export type HitPlace = (typeof HIT_PLACES)[number];

/** A thread whose title matches a search. */
export interface ThreadHit {
  threadId: string;
  title: { text: string; marked: boolean }[];
  lastActivityAt: number;
}

export interface SearchResult {
  hits: Hit[];
  /** How many messages match in all, counted up to 1,000. */
  total: number;
  totalIsCapped: boolean;
  /** Where the next page begins; null when there is none. */
  next: string | null;
  /** Threads whose title matches the words; the newest few. */
  threads: ThreadHit[];
  /** What of the query could not be used, in words. */
  notes: string[];
  /** How many messages other programs wrote that are not in the index yet, counted up to 1,000. */
  notIndexed: number;
}

/** A search that a person keeps. */
export interface SavedSearch {
  searchId: string;
  name: string;
  /** The query part of the search page's address, without the question mark. */
  address: string;
  createdAt: number;
}

/** How many of the matches have a value, for a filter. */
export interface FacetCount {
  value: string;
  count: number;
}

export interface SearchFacets {
  module: FacetCount[];
  type: FacetCount[];
  status: FacetCount[];
  tool: FacetCount[];
  /** Counted among so many of the newest matches at most. */
  among: number;
}
