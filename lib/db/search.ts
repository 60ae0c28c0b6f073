import { type ParsedSearch, parseSearch, type SearchFilter } from "../core/search-expression.ts";
import type { SearchResult } from "../core/search-result.ts";
import { textSearch } from "../core/text-match.ts";
import type { Db } from "./db.ts";
import { boundedLimit } from "./rows.ts";
import { readHits, threadHits } from "./search-hits.ts";
import { countPending } from "./search-index.ts";
import { readConditions, type SearchConditions } from "./search-match.ts";
import { COUNT_CAP, newestMatches, type Place, placesAt, placesOf, type Sought } from "./search-places.ts";
import { bestFirst } from "./search-relevance.ts";
import { readMatches, signsOf } from "./search-unindexed.ts";

export interface SearchInput {
  /**
   * As a person typed it: words, "phrases", -excluded, OR, and the filters module: from: status: type: tool: before:
   * after: in: (each may have a leading minus, and quotes around its value). Never a syntax error.
   */
  query: string;
  /** By how well they match (default), or newest first. */
  sort?: "relevance" | "newest";
  /** At most this many hits (1 to 200; default 30). */
  limit?: number;
  /** Where the page begins: `next` of the page before. */
  from?: string;
  /** The same as the filters of these names in the query. */
  module?: string;
  status?: string;
  type?: string;
  /** The id of the thread to search in. */
  threadId?: string;
}

/**
 * Finds messages by their words and facts. What the index doesn't know yet (see bringUpToDate) and what is still being
 * written is read instead, the newest of it.
 */
export function searchMessages(db: Db, input: SearchInput): SearchResult {
  return db.$client.transaction(() => {
    const sought = understand(db, input);
    const limit = boundedLimit(input.limit, 30, 200);
    const { places, total, cap, next } = pageOf(db, sought, input, limit);
    const inText = textSearch(sought.groups);
    return {
      hits: readHits(db, places, inText),
      total: Math.min(total, cap),
      totalIsCapped: total >= cap,
      next,
      threads: input.from === undefined ? threadHits(db, sought, inText) : [],
      notes: sought.notes,
      notIndexed: countPending(db),
    };
  })();
}

/** Newest first, matches are counted up to this number, or to one more than are shown. */
const NEWEST_CAP = 100;
/** Best first, hits can be paged through up to this number. */
const REACH = 1_000;

/** Understands a query and what was given beside it. */
export function understand(db: Db, input: SearchInput): Sought {
  const { groups, filters }: ParsedSearch = parseSearch(input.query);
  const given: SearchFilter[] = (["module", "status", "type"] as const).flatMap((key) => {
    const value = input[key];
    return value === undefined ? [] : [{ key, value, excluded: false }];
  });
  const read: SearchConditions = readConditions(db, [...filters, ...given]);
  const { threadId } = input;
  if (threadId !== undefined) read.conditions.push({ fact: "thread", values: [threadId], excluded: false });
  return { groups, ...read };
}

interface Page {
  places: Place[];
  total: number;
  /** Matches were counted up to this number. */
  cap: number;
  next: string | null;
}

/** Nothing is sought by an empty box. */
const NOTHING: Page = { places: [], total: 0, cap: COUNT_CAP, next: null };

function pageOf(db: Db, sought: Sought, input: SearchInput, limit: number): Page {
  const hasTime = sought.before !== null || sought.after !== null;
  if (sought.groups.length === 0 && sought.conditions.length === 0 && !hasTime) return NOTHING;
  const read = readMatches(db, sought);
  const byTime = input.sort === "newest" || sought.groups.length === 0;
  // To rank, more are looked at; a page by time needs no more than it shows, and counting on is most of its time.
  const cap = byTime ? Math.max(NEWEST_CAP, limit + 1) : COUNT_CAP;
  const found: Found = { read, indexed: newestMatches(db, sought, cap, null) };
  const page = { limit, from: input.from };
  return {
    ...(byTime ? newestPage(db, sought, found, page) : bestPage(db, sought, found, page)),
    ...{ total: countAll(sought, found), cap },
  };
}

/** What matches. */
interface Found {
  /** What the index doesn't know and was read instead. */
  read: readonly Place[];
  /** The places of the newest that the index knows, newest first, as many as are counted. */
  indexed: readonly number[];
}

/** A search for signs reads messages that the index may have found by a word beside them. */
function countAll(sought: Sought, { read, indexed }: Found): number {
  if (signsOf(sought).length === 0) return indexed.length + read.length;
  return new Set([...read.map((place) => place.seq), ...indexed]).size;
}

function unique(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [place.seq, place])).values()];
}

interface PageInput {
  limit: number;
  from: string | undefined;
}

type PageOnly = Omit<Page, "total" | "cap">;

function newestPage(db: Db, sought: Sought, { read, indexed }: Found, { limit, from }: PageInput): PageOnly {
  const before = Number(from ?? Number.NaN);
  const isFirst = Number.isNaN(before);
  const later = isFirst ? read : read.filter((place) => place.seq < before);
  const seqs = isFirst ? indexed.slice(0, limit + 1) : newestMatches(db, sought, limit + 1, before);
  const all = unique([...later, ...placesAt(db, seqs)]).sort((a, b) => b.seq - a.seq);
  const places = all.slice(0, limit);
  const next = all.length > limit ? String(places.at(-1)?.seq) : null;
  // Within an hour places are given in the order of arrival.
  return { places: places.sort((a, b) => b.at - a.at || b.seq - a.seq), next };
}

/** What is still being written comes first, then the best; after those that are ranked, the others, newest first. */
function bestPage(db: Db, sought: Sought, { read, indexed }: Found, { limit, from }: PageInput): PageOnly {
  const skipped = Math.min(REACH, Math.max(0, Math.trunc(Number(from ?? 0)) || 0));
  const end = skipped + limit;
  const ranked = unique([...read, ...bestFirst(db, sought, indexed)]);
  if (ranked.length <= end) {
    const known = new Set(ranked.map((place) => place.seq));
    const newest = end < COUNT_CAP ? indexed.slice(0, end + 1) : newestMatches(db, sought, end + 1, null);
    const others = newest.filter((seq) => !known.has(seq));
    ranked.push(...placesAt(db, others));
  }
  return { places: ranked.slice(skipped, end), next: ranked.length > end ? String(end) : null };
}

/** The messages of a thread that match, oldest first, to go from one to the next. */
export function findInThread(
  db: Db,
  { threadId, query }: { threadId: string; query: string },
): { hits: { messageId: string; seq: number }[]; capped: boolean } {
  return db.$client.transaction(() => {
    const sought = understand(db, { query, threadId });
    if (sought.groups.length === 0) return { hits: [], capped: false };
    const places = unique([...readMatches(db, sought), ...placesAt(db, newestMatches(db, sought, REACH, null))]);
    const inOrder = placesOf(db, places);
    return { hits: inOrder, capped: places.length >= REACH };
  })();
}
