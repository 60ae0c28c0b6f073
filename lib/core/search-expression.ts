import { signedWord } from "./search-parts.ts";
import { wordsOf } from "./search-words.ts";

/** A word or quoted phrase of a search. */
export interface SearchTerm {
  /** As typed, without quotes and minus. */
  text: string;
  /** Its words as the index knows them, to stand one after the other; none when it is nothing but signs. */
  words: string[];
  /** Written with a leading minus: matches must not have it. */
  excluded: boolean;
  /** The word still being typed: its last word stands for every word that begins so. */
  prefix: boolean;
}

export const FILTER_KEYS = ["module", "from", "status", "type", "tool", "before", "after", "in"] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

/** "module:billing" or "-status:failed". */
export interface SearchFilter {
  key: FilterKey;
  value: string;
  excluded: boolean;
}

/** What a person typed, understood. */
export interface ParsedSearch {
  /** A message matches when it has every term of some group. */
  groups: SearchTerm[][];
  filters: SearchFilter[];
}

/** Longest query that is looked at, in characters, and most terms and filters of it. */
const MAX_CHARACTERS = 1_000;
const MAX_TERMS = 32;
const TOKEN = /(-?)(?:(module|from|status|type|tool|before|after|in):)?(?:"([^"]*)"?|(\S+))/giu;

/**
 * Splits what a person typed into filters and groups of terms. "OR" (in capitals) separates groups. Nothing typed can
 * be a syntax error: what is no filter is a word.
 */
export function parseSearch(query: string): ParsedSearch {
  const typed = query.slice(0, MAX_CHARACTERS).toWellFormed();
  const groups: SearchTerm[][] = [[]];
  const filters: SearchFilter[] = [];
  let count = 0;
  for (const { 0: token, 1: minus = "", 2: key, 3: phrase, 4: word = "", index } of typed.matchAll(TOKEN)) {
    if (token === "OR") {
      groups.push([]);
      continue;
    }
    if (++count > MAX_TERMS) break;
    const value = phrase ?? word;
    if (key !== undefined) {
      if (value.trim() !== "") filters.push(filterOf(key, value.trim(), minus === "-"));
      continue;
    }
    const isLast = phrase === undefined && index + token.length === query.length;
    // "--force" is an option that is looked for.
    const isOption = minus === "-" && word.startsWith("-");
    const term = termOf(value, isOption ? "" : minus, isLast);
    if (term) groups.at(-1)?.push(term);
  }
  return { groups: groups.map(usable).filter((group) => group.length > 0), filters };
}

/** The filters of a search with where they stand in it. */
export function filterTokens(query: string): (SearchFilter & { start: number; end: number })[] {
  return [...query.slice(0, MAX_CHARACTERS).matchAll(TOKEN)].flatMap((match) => {
    const { 0: token, 1: minus, 2: key, 3: phrase, 4: word = "", index } = match;
    const value = (phrase ?? word).trim();
    if (key === undefined || value === "") return [];
    return [{ ...filterOf(key, value, minus === "-"), start: index, end: index + token.length }];
  });
}

/** As in the index: a term of nothing but signs counts only where it stands alone. */
function usable(group: SearchTerm[]): SearchTerm[] {
  const isWord = ({ words }: SearchTerm) => words.length > 0;
  const hasWord = group.some((term) => isWord(term) && !term.excluded);
  return group.filter((term) => isWord(term) || (!hasWord && !term.excluded));
}

function filterOf(key: string, value: string, excluded: boolean): SearchFilter {
  return { key: key.toLowerCase() as FilterKey, value, excluded };
}

function termOf(value: string, minus: string, isLast: boolean): SearchTerm | null {
  if (value.trim() === "") return null;
  const [, name, signs] = /^([A-Za-z][A-Za-z0-9_]{0,15})(\+\+|#)$/.exec(value) ?? [];
  if (name !== undefined && signs !== undefined) {
    return { text: value, words: [signedWord(name, signs)], excluded: minus === "-", prefix: false };
  }
  const found = [...wordsOf(value)];
  const last = found.at(-1);
  const isBeingTyped = isLast && last?.end === value.length && last.end - last.start > 1;
  return {
    text: value,
    words: found.map(({ word }) => word),
    excluded: minus === "-",
    prefix: isBeingTyped && minus === "",
  };
}

/** Whether there is any term that a message has to have. */
export function hasWanted(groups: readonly SearchTerm[][]): boolean {
  return groups.flat().some((term) => !term.excluded);
}

/** How a word may go on: null for "in any way", else all that it may become. */
export type Completions = (word: string) => readonly string[] | null;

/**
 * Builds the FTS5 expression of groups of terms. Words of the index are ASCII letters, digits and underscores, so
 * nothing typed is ever read as syntax.
 * @returns null when no term has a word that could be in the index
 */
export function toMatchExpression(
  groups: readonly SearchTerm[][],
  completions: Completions = () => null,
): string | null {
  const alternatives = groups.flatMap((group) => {
    const usable = group.filter((term) => term.words.length > 0);
    const wanted = usable.filter((term) => !term.excluded).map((term) => matchOf(term, completions));
    const unwanted = usable.filter((term) => term.excluded).map((term) => matchOf(term, completions));
    if (wanted.length === 0) return [];
    const all = `(${wanted.join(" AND ")})`;
    return [unwanted.length ? `(${all} NOT (${unwanted.join(" OR ")}))` : all];
  });
  return alternatives.length ? `(${alternatives.join(" OR ")})` : null;
}

function matchOf(term: SearchTerm, completions: Completions): string {
  const last = term.words.at(-1);
  if (!term.prefix || last === undefined) return `"${term.words.join(" ")}"`;
  const known = completions(last);
  if (known === null) return `"${term.words.join(" ")}" *`;
  const before = term.words.slice(0, -1);
  return `(${known.map((word) => `"${[...before, word].join(" ")}"`).join(" OR ")})`;
}
