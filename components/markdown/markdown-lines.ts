/** What a line of Markdown begins, as far as it matters for cutting a text into parts (CommonMark 0.31). */

export interface Fence {
  marker: "`" | "~";
  length: number;
  indent: number;
  info: string;
}

const FENCE = /^( {0,3})(`{3,}|~{3,})(.*)$/;
const LIST_ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
/** The beginning of a line that more characters may still turn into a list item, a fence or a quotation. */
const UNDECIDED = /^(?:\d{0,9}[.)]?|[-*+]|`{1,2}|~{1,2}|`{3,}.*|~{3,}.*)$/;

const HTML_NAMES =
  "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|" +
  "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|" +
  "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul";
const HTML_BLOCK = new RegExp(`^ {0,3}</?(?:${HTML_NAMES})(?:[ \\t/>]|$)`, "i");
/** A tag alone on its line; unlike the others it can't come in the middle of a paragraph. */
const HTML_ALONE =
  /^ {0,3}<(?:\/[a-z][a-z0-9-]*\s*|[a-z][a-z0-9-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?)>\s*$/i;
/** HTML that goes on over blank lines, and what ends it. */
const HTML_LONG: readonly (readonly [begin: RegExp, end: RegExp])[] = [
  [/^ {0,3}<(?:script|pre|style|textarea)(?:\s|>|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
  [/^ {0,3}<![a-z]/i, />/],
];
const BLANK = /^[ \t]*$/;

export function isBlank(line: string): boolean {
  return BLANK.test(line);
}

export function isListItem(line: string): boolean {
  return LIST_ITEM.test(line);
}

/** Whether what this line begins can't be told before more of it is there. */
export function isUndecided(line: string): boolean {
  return UNDECIDED.test(line);
}

export function fenceOf(line: string): Fence | null {
  const [, indent, marks, info] = FENCE.exec(line) ?? [];
  if (indent === undefined || marks === undefined || info === undefined) return null;
  const marker = marks.startsWith("~") ? "~" : "`";
  return marker === "`" && info.includes("`") ? null : { marker, length: marks.length, indent: indent.length, info };
}

export function closesFence(line: string, fence: Fence): boolean {
  const closing = fenceOf(line);
  return closing !== null && closing.marker === fence.marker && closing.length >= fence.length && isBlank(closing.info);
}

/** How the HTML that this line begins ends: at what matches, or at a blank line. Null when it begins none. */
export function htmlEnd(line: string, atBlockStart: boolean): RegExp | null {
  for (const [begin, end] of HTML_LONG) if (begin.test(line)) return end;
  return HTML_BLOCK.test(line) || (atBlockStart && HTML_ALONE.test(line)) ? BLANK : null;
}
