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
/** A prefix shorter than this would match too much to be ranked in time. */
const MIN_PREFIX = 3;

/**
 * Splits what a person typed into groups of terms: a message matches when it has every term of some group.
 * "OR" (in capitals) separates groups. Nothing typed can be a syntax error.
 */
export function parseSearch(query: string): SearchTerm[][] {
  const tokens = query.slice(0, MAX_CHARACTERS).matchAll(/(-?)"([^"]*)"?|(\S+)/gu);
  const groups: SearchTerm[][] = [[]];
  let count = 0;
  for (const [, minus, phrase, word] of tokens) {
    if (word === "OR") {
      groups.push([]);
      continue;
    }
    if (++count > MAX_TERMS) break;
    const excluded = phrase === undefined ? word !== undefined && /^-./u.test(word) : minus === "-";
    const text = phrase ?? (excluded ? word?.slice(1) : word) ?? "";
    if (text.trim() === "") continue;
    const prefix = phrase === undefined && !excluded && text.length >= MIN_PREFIX && !query.endsWith(" ");
    groups.at(-1)?.push({ text, excluded, prefix: prefix && query.trimEnd().endsWith(text) });
  }
  return groups.filter((group) => group.length > 0);
}

/** Whether a text has anything the index has words for: a letter, a digit or an underscore. */
function hasWord(text: string): boolean {
  return /[\p{L}\p{N}\p{M}\p{Co}_]/u.test(text);
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

/** Whether a text matches a search word by word, without an index: for text that is still arriving. */
export function matchesText(groups: SearchTerm[][], text: string): boolean {
  const folded = text.toLowerCase();
  const has = (term: SearchTerm) => folded.includes(term.text.toLowerCase());
  return groups.some(
    (group) => group.some((term) => !term.excluded) && group.every((term) => has(term) !== term.excluded),
  );
}

/** The part of a text around the first match, cut into marked and unmarked pieces. */
export function snippetOf(groups: SearchTerm[][], text: string, width = 160): { text: string; marked: boolean }[] {
  const words = groups
    .flat()
    .filter((term) => !term.excluded)
    .map((term) => escapeRegExp(term.text));
  if (words.length === 0) return [{ text: text.slice(0, width), marked: false }];
  const pattern = new RegExp(`(${words.join("|")})`, "giu");
  const start = Math.max(0, text.search(pattern) - width / 2);
  const cut = text.slice(start, start + width);
  const pieces = cut.split(pattern).map((piece, index) => ({ text: piece, marked: index % 2 === 1 }));
  const before = start > 0 ? [{ text: "…", marked: false }] : [];
  const after = start + width < text.length ? [{ text: "…", marked: false }] : [];
  return [...before, ...pieces.filter((piece) => piece.text !== ""), ...after];
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
