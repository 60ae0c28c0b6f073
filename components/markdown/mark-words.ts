import { parseSearch } from "@/lib/core/search-expression.ts";

export interface Piece {
  /** Its place in the text. */
  at: number;
  text: string;
  marked: boolean;
}

/** What is to be marked in a text: the words and phrases of a search. Null when there are none. */
export function markPattern(query: string): RegExp | null {
  const terms = parseSearch(query)
    .flat()
    .filter((term) => !term.excluded)
    .map((term) => term.text.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? [])
    .filter((words) => words.length > 0)
    .map((words) => wordStart(words[0] ?? "") + words.join("[^\\p{L}\\p{N}]+"));
  return terms.length === 0 ? null : new RegExp(terms.join("|"), "giu");
}

/** Scripts that put spaces between words match from a word's beginning on; others anywhere. */
function wordStart(word: string): string {
  return /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}_]/u.test(word) ? "(?<![\\p{L}\\p{N}])" : "";
}

/** Cuts a text into what matches and what doesn't. */
export function markedPieces(text: string, pattern: RegExp): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[0] === "") continue;
    if (match.index > at) pieces.push({ at, text: text.slice(at, match.index), marked: false });
    pieces.push({ at: match.index, text: match[0], marked: true });
    at = match.index + match[0].length;
  }
  if (at < text.length || pieces.length === 0) pieces.push({ at, text: text.slice(at), marked: false });
  return pieces;
}

interface HastNode {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: HastNode[];
}

/** Marks words in the text of a page, for rehype. Only text is cut; nothing becomes HTML that was not. */
export function rehypeMark(pattern: RegExp) {
  return () => (tree: HastNode) => markIn(tree, pattern);
}

function markIn(node: HastNode, pattern: RegExp): void {
  if (!node.children) return;
  node.children = node.children.flatMap((child) => {
    if (child.type !== "text" || !child.value) return [child];
    return markedPieces(child.value, pattern).map(({ text, marked }): HastNode => {
      const words = { type: "text", value: text };
      return marked ? { type: "element", tagName: "mark", properties: {}, children: [words] } : words;
    });
  });
  for (const child of node.children) if (child.tagName !== "mark") markIn(child, pattern);
}
