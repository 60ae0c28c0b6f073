/** A word or quoted phrase of a search, as typed. */
export interface SearchTerm {
  text: string;
  /** Written with a leading minus: matches must not have it. */
  excluded: boolean;
  /** The word still being typed: it stands for every word that begins so. */
  prefix: boolean;
}

/** Longest query that is looked at, in characters, and most terms of it. */
const MAX_CHARACTERS = 1_000;
const MAX_TERMS = 32;
/** A prefix of fewer letters than this would match too much to be ranked in time. */
const MIN_PREFIX = 3;

/**
 * Splits what a person typed into groups of terms: a message matches when it has every term of some group.
 * "OR" (in capitals) separates groups. Nothing typed can be a syntax error.
 */
export function parseSearch(query: string): SearchTerm[][] {
  const typed = query.slice(0, MAX_CHARACTERS);
  const groups: SearchTerm[][] = [[]];
  let count = 0;
  for (const { 0: token, 1: minus, 2: phrase, 3: word, index } of typed.matchAll(/(-?)"([^"]*)"?|(\S+)/gu)) {
    if (word === "OR") {
      groups.push([]);
      continue;
    }
    if (++count > MAX_TERMS) break;
    const excluded = phrase === undefined ? word !== undefined && /^-./u.test(word) : minus === "-";
    const text = phrase ?? (excluded ? word?.slice(1) : word) ?? "";
    if (text.trim() === "") continue;
    const isBeingTyped = phrase === undefined && index + token.length === query.length;
    groups.at(-1)?.push({ text, excluded, prefix: isBeingTyped && !excluded && wordLength(text) >= MIN_PREFIX });
  }
  return groups.filter((group) => group.length > 0);
}

/** Letters, digits and underscores of a text: what the index keeps of it. */
function wordLength(text: string): number {
  return text.match(/[\p{L}\p{N}\p{M}\p{Co}_]/gu)?.length ?? 0;
}

/** Whether a text has anything the index has words for: a letter, a digit or an underscore. */
export function hasWord(text: string): boolean {
  return wordLength(text) > 0;
}

/**
 * Builds the FTS5 expression of a search. Every term is quoted, so that none is read as syntax.
 * @returns null when no term has a word that could be in the index
 */
export function toMatchExpression(groups: SearchTerm[][]): string | null {
  const alternatives = groups.flatMap((group) => {
    const usable = group.filter((term) => hasWord(term.text));
    const wanted = usable.filter((term) => !term.excluded).map(quoted);
    const unwanted = usable.filter((term) => term.excluded).map(quoted);
    if (wanted.length === 0) return [];
    const all = `(${wanted.join(" AND ")})`;
    return [unwanted.length ? `(${all} NOT (${unwanted.join(" OR ")}))` : all];
  });
  return alternatives.length ? alternatives.join(" OR ") : null;
}

function quoted(term: SearchTerm): string {
  // A NUL would end the expression early: SQLite reads it as a C string.
  return `"${term.text.replaceAll("\0", " ").replaceAll('"', '""')}"${term.prefix ? "*" : ""}`;
}
