import type { SearchTerm } from "./search-expression.ts";
import { mayHaveParts, partsOfWord, signedWord } from "./search-parts.ts";
import type { Hit } from "./search-result.ts";
import { type Word, wordsOf } from "./search-words.ts";

/** How many matches are looked at to find the part of a text where most terms stand together. */
const LOOKED_AT = 200;
/** Characters shown before the first match. */
const LEAD = 40;
/** A text of up to so many characters is cut into words as a whole; of a longer one, the surroundings of matches. */
const SHORT = 1_200;
/** Where the letters of no term are found (they may have accents), so much of the text is cut into words. */
const WHOLE = 20_000;
const AROUND = 300;

/** A piece of a text that a term matches. */
export interface Mark {
  start: number;
  end: number;
  /** Which of the wanted terms. */
  term: number;
}

/** A search, made ready to be held against texts as they are shown. */
export interface TextSearch {
  /** Where the wanted terms stand, in order, by the same words as the index has. */
  marks(text: string): Mark[];
  /** The part of a text where most terms stand together, cut into marked and unmarked pieces; null when none does. */
  snippet(text: string, width?: number): Hit["snippet"] | null;
  /** All of a short text, cut into marked and unmarked pieces. */
  whole(text: string): Hit["snippet"];
  /** The beginning of a text, unmarked. */
  beginning(text: string, width?: number): Hit["snippet"];
}

export function textSearch(groups: readonly SearchTerm[][]): TextSearch {
  const wanted = groups.flat().filter((term) => !term.excluded);
  const words = wanted.filter((term) => term.words.length > 0);
  const terms = words.length > 0 ? words : wanted;
  const marks = (text: string) => (words.length > 0 ? wordMarks(text, terms) : signMarks(text, terms));
  const beginning = (text: string, width = 200) => piecesOf(text, 0, endAt(text, width), []);
  return {
    marks,
    beginning,
    whole: (text) => piecesOf(text, 0, text.length, marks(text)),
    snippet: (text, width = 200) => {
      const found = text.length <= SHORT ? marks(text) : marksAround(text, terms, marks, width);
      return found.length === 0 ? null : snippetOf(text, found, width);
    },
  };
}

/** Marks of terms that have words. */
function wordMarks(text: string, terms: readonly SearchTerm[]): Mark[] {
  const words = [...wordsOf(text)];
  const marks: Mark[] = [];
  let marked = 0;
  for (const [index, word] of words.entries()) {
    if (word.start < marked) continue;
    const term = termAt(terms, words, index, text);
    const found = terms[term];
    if (found === undefined) continue;
    const last = standsAt(found, words, index) ? words[index + found.words.length - 1] : word;
    const end = last?.end ?? word.end;
    marks.push({ start: word.start, end: end + signsAt(found, text, end), term });
    marked = end;
  }
  return marks;
}

/** Which term begins at a word, or is a part of it; -1 when none. */
function termAt(terms: readonly SearchTerm[], words: readonly Word[], index: number, text: string): number {
  const whole = terms.findIndex((term) => standsAt(term, words, index));
  const word = words[index];
  if (whole >= 0 || !word) return whole;
  const shown = text.slice(word.start, word.end);
  const signed = signedWord(shown, text.slice(word.end, word.end + 2));
  const parts = mayHaveParts(shown) ? partsOfWord(shown).map((names) => ` ${names.join(" ")} `) : [];
  return terms.findIndex(({ words: sought, prefix }) => {
    if (sought[0] === signed || sought[0] === signedWord(shown, text.charAt(word.end))) return sought.length === 1;
    return parts.some((names) => names.includes(` ${sought.join(" ")}${prefix ? "" : " "}`));
  });
}

function standsAt({ words, prefix }: SearchTerm, text: readonly Word[], index: number): boolean {
  return words.every((word, nth) => {
    const there = text[index + nth]?.word;
    return prefix && nth === words.length - 1 ? there?.startsWith(word) : there === word;
  });
}

/** How many characters of signs belong to a match: "C++" is marked whole. */
function signsAt({ text }: SearchTerm, shown: string, end: number): number {
  const [signs = ""] = /(?:\+\+|#)$/.exec(text) ?? [];
  return signs !== "" && shown.startsWith(signs, end) ? signs.length : 0;
}

/** Marks of terms that are nothing but signs: they stand for themselves. */
function signMarks(text: string, terms: readonly SearchTerm[]): Mark[] {
  const marks: Mark[] = [];
  for (const [term, { text: signs }] of terms.entries()) {
    const sought = signs.trim();
    for (
      let at = text.indexOf(sought);
      at >= 0 && marks.length < LOOKED_AT;
      at = text.indexOf(sought, at + sought.length)
    ) {
      marks.push({ start: at, end: at + sought.length, term });
    }
  }
  return marks.sort((a, b) => a.start - b.start);
}

/**
 * In a long text: looks for the letters of the terms first, and cuts into words only what surrounds them, until all terms
 * stand within a snippet's width: no later part is better.
 */
function marksAround(
  text: string,
  terms: readonly SearchTerm[],
  marks: (text: string) => Mark[],
  width: number,
): Mark[] {
  const found: Mark[] = [];
  let from = 0;
  for (const at of likelyPlaces(text, terms)) {
    if (at < from) continue;
    const start = Math.max(from, at - AROUND);
    from = at + AROUND;
    for (const mark of marks(text.slice(start, from))) {
      found.push({ ...mark, start: mark.start + start, end: mark.end + start });
    }
    if (found.length >= LOOKED_AT || haveAllTerms(found, terms.length, width, from)) return found;
  }
  return found.length > 0 ? found : marks(text.slice(0, WHOLE));
}

/** Whether all terms stand within a snippet's width, in a part that was looked at whole. */
function haveAllTerms(marks: readonly Mark[], terms: number, width: number, upTo: number): boolean {
  return marks.some(({ start }) => {
    if (start + width > upTo) return false;
    return termsNear(marks, start, width) === terms;
  });
}

/** How many different terms stand from a place on within a snippet's width. */
function termsNear(marks: readonly Mark[], start: number, width: number): number {
  const near = marks.filter((other) => other.start >= start && other.start < start + width - LEAD);
  return new Set(near.map((other) => other.term)).size;
}

/** How many places of a long text are looked at. */
const MOST_PLACES = 50;

function* likelyPlaces(text: string, terms: readonly SearchTerm[]): Generator<number> {
  const letters = terms.map((term) => (term.text.match(/[\p{L}\p{N}]+/u)?.[0] ?? term.text.trim()).slice(0, 64));
  const escaped = letters.map((part) => part.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"));
  const pattern = new RegExp(escaped.join("|"), "giu");
  let count = 0;
  for (let match = pattern.exec(text); match && count < MOST_PLACES; match = pattern.exec(text)) {
    yield match.index;
    pattern.lastIndex = match.index + Math.max(1, match[0].length);
    count += 1;
  }
}

function snippetOf(text: string, marks: readonly Mark[], width: number): Hit["snippet"] {
  const start = startAt(text, bestStart(marks, width));
  const end = endAt(text, start + width);
  return piecesOf(
    text,
    start,
    end,
    marks.filter((mark) => mark.start >= start && mark.start < end),
  );
}

/** Where the match stands after which most different terms follow within a snippet's width. */
function bestStart(marks: readonly Mark[], width: number): number {
  const looked = marks.slice(0, LOOKED_AT);
  let best = { start: marks[0]?.start ?? 0, terms: 0 };
  for (const { start } of looked) {
    const terms = termsNear(looked, start, width);
    if (terms > best.terms) best = { start, terms };
  }
  return best.start;
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

function piecesOf(text: string, start: number, end: number, marks: readonly Mark[]): Hit["snippet"] {
  const pieces = start > 0 ? [{ text: "…", marked: false }] : [];
  let at = start;
  for (const mark of marks) {
    const to = Math.min(mark.end, end);
    if (mark.start > at) pieces.push({ text: text.slice(at, mark.start), marked: false });
    pieces.push({ text: text.slice(mark.start, to), marked: true });
    at = to;
  }
  if (end > at) pieces.push({ text: text.slice(at, end), marked: false });
  return end < text.length ? [...pieces, { text: "…", marked: false }] : pieces;
}
