import type { Hit } from "./message.ts";
import { hasWord, type SearchTerm } from "./search-expression.ts";

/** What the index takes for part of a word. */
const WORD = "\\p{L}\\p{N}\\p{M}\\p{Co}_";
const WORDS = new RegExp(`[${WORD}]+`, "gu");
/** How many matches are looked at to find the part of a text where most terms stand together. */
const LOOKED_AT = 200;
/** Characters shown before the first match. */
const LEAD = 40;

/** A search, made ready to be held against texts. */
export interface TextSearch {
  /**
   * Whether a text matches, without an index: for text that is still arriving. Compares as the index does, word by
   * word and without case and accents, so that what is found now is found later too.
   */
  matches(text: string): boolean;
  /** The part of a text where most terms stand together, cut into marked and unmarked pieces. Takes linear time. */
  snippet(text: string, width?: number): Hit["snippet"];
}

export function textSearch(groups: SearchTerm[][]): TextSearch {
  const terms = groups.map((group) => usableOf(group).map((term) => ({ ...term, pattern: patternOf([term], "u") })));
  const wanted = groups.flat().filter((term) => !term.excluded);
  const anyWanted = patternOf(wanted, "gu");
  return {
    matches: (text) => {
      const folded = fold(text);
      return terms.some(
        (group) =>
          group.some((term) => !term.excluded) && group.every((term) => term.pattern.test(folded) !== term.excluded),
      );
    },
    snippet: (text, width = 200) =>
      wanted.length === 0 ? piecesOf(text, 0, endAt(text, width), []) : snippetOf(anyWanted, text, width),
  };
}

/** As in the index: beside words, a term of nothing but signs counts for nothing. */
function usableOf(group: SearchTerm[]): SearchTerm[] {
  const words = group.filter((term) => hasWord(term.text));
  return words.some((term) => !term.excluded) ? words : group;
}

function patternOf(terms: SearchTerm[], flags: string): RegExp {
  return new RegExp(terms.map((term) => `(${sourceOf(term)})`).join("|"), flags);
}

function snippetOf(pattern: RegExp, text: string, width: number): Hit["snippet"] {
  const folded = fold(text);
  const start = startAt(text, bestMatch(folded, pattern, width));
  const end = endAt(text, start + width);
  const marks: [number, number][] = [];
  pattern.lastIndex = start;
  for (let match = pattern.exec(folded); match && match.index < end; match = pattern.exec(folded)) {
    marks.push([match.index, Math.min(end, pattern.lastIndex)]);
  }
  return piecesOf(text, start, end, marks);
}

/** Where the match stands after which most different terms follow within a snippet's width; 0 without any. */
function bestMatch(folded: string, pattern: RegExp, width: number): number {
  const found: { index: number; term: number }[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(folded); match && found.length < LOOKED_AT; match = pattern.exec(folded)) {
    found.push({ index: match.index, term: match.slice(1).findIndex((part) => part !== undefined) });
  }
  let best = { index: 0, terms: 0 };
  for (const { index } of found) {
    const near = found.filter((other) => other.index >= index && other.index < index + width - LEAD);
    const terms = new Set(near.map((other) => other.term)).size;
    if (terms > best.terms) best = { index, terms };
  }
  return best.index;
}

/** A little before a match, at the beginning of a word, never within a surrogate pair. */
function startAt(text: string, index: number): number {
  if (index <= LEAD) return 0;
  const lead = text.slice(index - LEAD, index);
  const start = index - LEAD + (lead.search(/\s\S/u) + 1);
  return isLowSurrogate(text, start) ? start + 1 : start;
}

function endAt(text: string, index: number): number {
  return isLowSurrogate(text, index) ? index + 1 : Math.min(index, text.length);
}

function isLowSurrogate(text: string, index: number): boolean {
  return /^[\udc00-\udfff]$/.test(text.charAt(index));
}

function piecesOf(text: string, start: number, end: number, marks: [number, number][]): Hit["snippet"] {
  const pieces = start > 0 ? [{ text: "…", marked: false }] : [];
  let at = start;
  for (const [from, to] of marks) {
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false });
    pieces.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (end > at) pieces.push({ text: text.slice(at, end), marked: false });
  return end < text.length ? [...pieces, { text: "…", marked: false }] : pieces;
}

/** The pattern of a term: its words with anything else between them; a term of nothing but signs stands for itself. */
function sourceOf(term: SearchTerm): string {
  const folded = fold(term.text.trim());
  const words = folded.match(WORDS);
  if (words === null) return folded.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  const end = term.prefix ? `[${WORD}]*` : `(?![${WORD}])`;
  return `(?<![${WORD}])${words.join(`[^${WORD}]+`)}${end}`;
}

const foldedCharacters = new Map<string, string>();

/** Without case and accents, and of the same length, so that a place in it is a place in the text. */
function fold(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()).replace(/\P{ASCII}/gu, foldCharacter);
}

function foldCharacter(character: string): string {
  const known = foldedCharacters.get(character);
  if (known !== undefined) return known;
  const bare = character.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const folded = bare.length === character.length ? bare : character;
  foldedCharacters.set(character, folded);
  return folded;
}
