import { isWordCode, LONGEST_WORD } from "./search-words.ts";

/** What begins a word within an identifier: useState, HTTPServer, snake_case. */
const PART = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;
/** Names that end in signs: C++, C#, i++. */
const SIGNED = /(?<![A-Za-z0-9_])([A-Za-z][A-Za-z0-9_]{0,15})(\+\+|#)(?![A-Za-z0-9_])/g;
/** How many different identifiers of a text are known by their parts. */
const MOST_IDENTIFIERS = 2_000;

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
 * What a text is found by beside its words: the parts of its identifiers, each identifier once, and names that end in
 * signs. A word that no one searches for stands between them, so that a phrase never reaches from one to the next.
 */
export function partsText(texts: readonly string[]): string {
  const identifiers = new Set<string>();
  const signed = new Set<string>();
  for (const text of texts) {
    collectIdentifiers(text, identifiers);
    if (!text.includes("#") && !text.includes("++")) continue;
    for (const [, name = "", signs = ""] of text.matchAll(SIGNED)) signed.add(signedWord(name, signs));
  }
  const parts = [...identifiers].map((name) => identifierParts(name).join(" ")).filter((part) => part !== "");
  return [...new Set(parts), ...signed].join(" ~ ");
}

/** The parts of what stands in one word of a text: usually one identifier. */
export function partsOfWord(word: string): string[][] {
  const identifiers = new Set<string>();
  collectIdentifiers(word, identifiers);
  return [...identifiers].map(identifierParts);
}

const LOWER = 1;
const UPPER = 2;
const UNDERSCORE = 3;

/** Goes through a text unit by unit: a pattern takes several times as long, and every message goes through here. */
function collectIdentifiers(text: string, found: Set<string>): void {
  let start = -1;
  let before = 0;
  let isCompound = false;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    if (isWordCode(code)) {
      if (start < 0) start = at;
      const kind = kindOf(code);
      if ((kind === UPPER && before === LOWER) || (kind === LOWER && before === UPPER && at - start > 1))
        isCompound = true;
      if (before === UNDERSCORE && kind !== UNDERSCORE && at - start > 1) isCompound = true;
      before = kind;
      continue;
    }
    if (isCompound && at - start <= LONGEST_WORD && found.size < MOST_IDENTIFIERS) found.add(text.slice(start, at));
    start = -1;
    before = 0;
    isCompound = false;
  }
}

/** Digits go with what stands before them. */
function kindOf(code: number): number {
  if (code === 0x5f) return UNDERSCORE;
  return code >= 0x41 && code <= 0x5a ? UPPER : LOWER;
}
