/**
 * The words of a text, as search knows them. This file alone decides what a word is: the index is given texts made of
 * ASCII words only, so that FTS5's own rules (which differ between versions of SQLite) never come into play, and what
 * is searched without an index is cut in the same way.
 *
 * - a run of letters, digits and underscores is a word, without case and accents;
 * - in scripts that are written without spaces (and in Hangul) each character is a word, so that one character finds;
 * - an emoji is a word, without skin tone and presentation.
 */

/** A word is known by its first characters: a key or a checksum fills no index. */
export const LONGEST_WORD = 64;

const SINGLE =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const WORD = "\\p{L}\\p{N}\\p{M}\\p{Co}_";
const EMOJI = "\\p{Extended_Pictographic}|\\p{Regional_Indicator}{2}";
const TOKEN = new RegExp(`[[${WORD}]--[${SINGLE}]]+|[[\\p{L}\\p{N}]&&[${SINGLE}]]\\p{M}*|${EMOJI}`, "gv");
const NO_PART_OF_A_WORD = new RegExp(`[^${WORD}\\p{Extended_Pictographic}\\p{Regional_Indicator}]`, "gu");
const NOT_ASCII = /\P{ASCII}/u;
/** What the index takes for something else: the sign that begins a fact, and what ends a text in C. */
const NO_TEXT = /[\0~]/g;

/** A word and where it stands in the text it was cut from. */
export interface Word {
  /** As the index knows it: ASCII letters, digits and underscores. */
  word: string;
  start: number;
  end: number;
}

/** The words of a text in their order, in time linear in the text. */
export function* wordsOf(text: string, from = 0): Generator<Word, undefined> {
  const pattern = new RegExp(TOKEN);
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const word = indexWord(match[0]);
    if (word !== "") yield { word, start: match.index, end: match.index + match[0].length };
  }
}

/** A text as the index is given it: the same words as wordsOf has, with anything that is no part of one between them. */
export function indexText(text: string): string {
  const pieces: string[] = [];
  let done = 0;
  for (let at = 0, start = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    if (isWordCode(code)) continue;
    // What stands together around a foreign character is cut by the rules; a very long word is shortened.
    if (code > LAST_ASCII) {
      const end = endOfRun(text, at);
      pieces.push(text.slice(done, start), foreignWords(text.slice(start, end)));
      done = end;
      at = end - 1;
    } else if (at - start > LONGEST_WORD) {
      pieces.push(text.slice(done, start + LONGEST_WORD));
      done = at;
    }
    start = at + 1;
  }
  pieces.push(text.slice(done));
  return pieces.join("").replace(NO_TEXT, " ");
}

const LAST_ASCII = 0x7f;

/** Where letters, digits, underscores and foreign characters that stand together end. */
function endOfRun(text: string, from: number): number {
  let end = from;
  while (end < text.length && (text.charCodeAt(end) > LAST_ASCII || isWordCode(text.charCodeAt(end)))) end += 1;
  return end;
}

/** Whether a UTF-16 unit is an ASCII letter, a digit or an underscore. */
export function isWordCode(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x5f
  );
}

const shortened = (word: string) => word.slice(0, LONGEST_WORD);

const knownRuns = new Map<string, string>();

/** The words of a run of foreign text, kept: the same few thousand runs make up most texts. */
function foreignWords(run: string): string {
  const known = knownRuns.get(run);
  if (known !== undefined) return known;
  const words = ` ${[...wordsOf(run)].map(({ word }) => word).join(" ")} `;
  if (run.length > 32) return words;
  if (knownRuns.size > 50_000) knownRuns.clear();
  knownRuns.set(run, words);
  return words;
}

/** A word as typed or printed, in the form of the index; "" when nothing of it counts. */
function indexWord(token: string): string {
  if (!NOT_ASCII.test(token)) return shortened(token).toLowerCase();
  return shortened(fold(token)).replace(/[^A-Za-z0-9_]/g, encoded);
}

/** Letters that have no accent to be taken off, and are typed without it all the same. */
const PLAIN: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i" };

/** Case, accents, width and ligatures are no differences. */
function fold(token: string): string {
  return token
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[ßæœøłđı]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(NO_PART_OF_A_WORD, "");
}

/** Each UTF-16 unit as four hexadecimal digits, so that the beginning of a word is the beginning of its form. */
function encoded(unit: string): string {
  return `_${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** A name in the form of a word, for facts about a message. */
export function nameWord(name: string): string {
  return name.slice(0, 200).replace(/[^a-z0-9]/g, encoded);
}
