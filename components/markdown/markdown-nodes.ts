import type { RootContent } from "mdast";
import { completeMarkdown } from "./complete-markdown.ts";
import { keepMath } from "./keep-math.ts";

/** What was read of a source: its top-level nodes. */
export type MarkdownNodes = readonly RootContent[];

/** What the server has read for a page, by the key of its source. */
export type ReadParts = Readonly<Record<string, MarkdownNodes>>;

/** What is read of a part: math is kept as it is, and what grows is made whole. */
export function sourceToRead(text: string, growing: boolean): string {
  return keepMath(growing ? completeMarkdown(text) : text);
}

/** A short name for a source, with its length: cyrb53, which differs for different texts except by rare chance. */
export function sourceKey(source: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < source.length; at += 1) {
    const unit = source.charCodeAt(at);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return `${source.length.toString(36)}-${(b >>> 0).toString(36)}${(a >>> 0).toString(36)}`;
}

/** Of a text of more pages, those that aren't near the window are left out. */
export const MANY_PAGES = 3;

/** Whether a page of a text is drawn before anything can be measured, on the server too. */
export function drawnAtFirst(page: number, pages: number): boolean {
  return page < MANY_PAGES || page === pages - 1;
}

/** A text with one kind of line ends. */
export function withPlainEnds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}
