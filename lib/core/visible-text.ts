/**
 * Characters that can't be seen but change what is: control characters, and those that turn the direction of writing
 * around, with which code can look like other code than it is (CVE-2021-42574). Tab and line feed are seen.
 */
const HIDDEN = /(?![\t\n])[\p{Cc}\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const ANY_HIDDEN = new RegExp(HIDDEN.source, "u");

/** A text in which what can't be seen is named: "␛" for a control character, "‹U+202E›" for others. */
export function visibleText(text: string): string {
  if (!ANY_HIDDEN.test(text)) return text;
  return text.replaceAll("\r\n", "\n").replace(HIDDEN, named);
}

function named(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "␡" : `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›`;
}

/** Of those, what prose of languages that are written from the right has a use for, and what only parts words. */
const WRITTEN = /[\u061c\u200b\u200e\u200f\u2028\u2029\u2060\ufeff]/u;
const MISLEADING = new RegExp(`(?!${WRITTEN.source})${HIDDEN.source}`, "gu");

/**
 * The same for what someone wrote as words, not as code, a name or a path: marks that Arabic and Hebrew need stay as they
 * are, what turns the direction of others around doesn't.
 */
export function visibleProse(text: string): string {
  return ANY_HIDDEN.test(text) ? text.replaceAll("\r\n", "\n").replace(MISLEADING, named) : text;
}
