import { isWordCode, LONGEST_WORD } from "./search-words.ts";

/** What begins a word within an identifier: useState, HTTPServer, snake_case. */
const PART = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;
/** How many different identifiers of a text are known by their parts. */
const MOST_IDENTIFIERS = 2_000;
/** A name that ends in signs has at most so many letters before them. */
const SIGNED_NAME = 16;

/** "C++" as a word of the index; "" when these are no signs that a name ends in. */
export function signedWord(name: string, signs: string): string {
  if (signs !== "++" && signs !== "#") return "";
  return `${name.toLowerCase()}_${signs === "#" ? "sharp" : "plusplus"}`;
}

/** The parts of an identifier in their order; none when it has only one. */
export function identifierParts(name: string): string[] {
  const parts = name.match(PART) ?? [];
  return parts.length > 1 ? parts.map((part) => part.toLowerCase()) : [];
}

/**
 * What texts are found by beside their words: the parts of their identifiers, as far as they aren't words of the texts
 * themselves, and names that end in signs. Each once.
 */
export function partWords(texts: readonly string[]): string[] {
  const words = new Set<string>();
  const identifiers = new Set<string>();
  const found = new Set<string>();
  for (const text of texts) {
    collectWords(text, words, identifiers);
    collectSigned(text, found);
  }
  for (const name of identifiers) {
    for (const part of identifierParts(name)) if (!words.has(part)) found.add(part);
  }
  return [...found];
}

/** Names that end in signs: C++, C#, i++. Signs are rare, so they are looked for first. */
function collectSigned(text: string, found: Set<string>): void {
  for (const signs of ["#", "++"]) {
    for (let at = text.indexOf(signs); at >= 0; at = text.indexOf(signs, at + signs.length)) {
      if (isWordCode(text.charCodeAt(at + signs.length))) continue;
      let start = at;
      while (start > 0 && at - start <= SIGNED_NAME && isWordCode(text.charCodeAt(start - 1))) start -= 1;
      if (start < at && at - start <= SIGNED_NAME) found.add(signedWord(text.slice(start, at), signs));
    }
  }
}

/** Whether a word may be an identifier of several parts: a quick look, before it is taken apart. */
export const mayHaveParts = (word: string) => /.[A-Z_]/s.test(word);

/** The parts of what stands in one word of a text: usually one identifier. */
export function partsOfWord(word: string): string[][] {
  const identifiers = new Set<string>();
  collectWords(word, new Set(), identifiers);
  return [...identifiers].map(identifierParts);
}

const LOWER = 1;
const UPPER = 2;
const UNDERSCORE = 3;

/** Goes through a text unit by unit: a pattern takes several times as long, and every message goes through here. */
function collectWords(text: string, words: Set<string>, identifiers: Set<string>): void {
  let start = -1;
  let before = 0;
  let hasUpper = false;
  let isCompound = false;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    if (isWordCode(code)) {
      if (start < 0) start = at;
      const kind = kindOf(code);
      if (kind === UPPER) hasUpper = true;
      if ((kind === UPPER && before === LOWER) || (kind === LOWER && before === UPPER && at - start > 1))
        isCompound = true;
      if (before === UNDERSCORE && kind !== UNDERSCORE && at - start > 1) isCompound = true;
      before = kind;
      continue;
    }
    if (start >= 0 && at - start <= LONGEST_WORD) {
      const word = text.slice(start, at);
      words.add(hasUpper ? word.toLowerCase() : word);
      if (isCompound && identifiers.size < MOST_IDENTIFIERS) identifiers.add(word);
    }
    start = -1;
    before = 0;
    hasUpper = false;
    isCompound = false;
  }
}

/** Digits go with what stands before them. */
function kindOf(code: number): number {
  if (code === 0x5f) return UNDERSCORE;
  return code >= 0x41 && code <= 0x5a ? UPPER : LOWER;
}
