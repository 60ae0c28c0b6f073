import { closesFence, type Fence, fenceOf, htmlEnd, isBlank, isListItem, isUndecided } from "./markdown-lines.ts";

/** A piece of Markdown that can be parsed by itself: one or more whole top-level blocks. */
export interface MarkdownPart {
  /** The source. The parts of a text, joined, are the text. */
  raw: string;
  /** Set when the part is one fenced code block and nothing else. */
  code: { language: string | null; text: string } | null;
}

export interface MarkdownParts {
  /** Parts by the page; a page that is full stays the same object while the text grows. */
  pages: readonly (readonly MarkdownPart[])[];
  /** Sources of the link definitions, by label in lower case; any part may refer to them. */
  definitions: ReadonlyMap<string, string>;
}

const PAGE_PARTS = 40;
const DEFINITION = /^ {0,3}\[([^[\]\n]+)\]:[ \t]*\n?[ \t]*\S[^\n]*(?:\n|$)/;
/** A footnote and its note belong together wherever they stand, so a text that has any is one part. */
const FOOTNOTE = /^ {0,3}\[\^[^\]\n]+\]:/;

/**
 * Splits a text that grows. Each line is read once: the cost is linear in the text's length. The text is cut where
 * Markdown can't go on from the line before: before a line without indent after a blank one, and around code.
 */
export class MarkdownSplitter {
  #text = "";
  #fullPages: (readonly MarkdownPart[])[] = [];
  #page: MarkdownPart[] = [];
  #definitions = new Map<string, string>();
  #footnotes = false;
  /** Where the part that may still grow begins, and where the first line begins that was not read to its end. */
  #partStart = 0;
  #lineStart = 0;
  #line = startingState();

  split(text: string): MarkdownParts {
    if (text.slice(0, this.#text.length) !== this.#text) this.#reset();
    this.#text = text;
    for (let end = text.indexOf("\n", this.#lineStart); end !== -1; end = text.indexOf("\n", this.#lineStart)) {
      this.#read(text.slice(this.#lineStart, end), true);
      this.#lineStart = end + 1;
    }
    this.#read(text.slice(this.#lineStart), false);
    if (this.#footnotes) return { pages: [[{ raw: text, code: null }]], definitions: new Map() };
    const rest = text.slice(this.#partStart);
    const definitions = definitionsIn(rest);
    return {
      pages: [...this.#fullPages, rest === "" ? [...this.#page] : [...this.#page, partOf(rest, this.#line.fence)]],
      definitions: definitions.size === 0 ? this.#definitions : new Map([...this.#definitions, ...definitions]),
    };
  }

  #reset(): void {
    this.#fullPages = [];
    this.#page = [];
    this.#definitions = new Map();
    this.#footnotes = false;
    this.#partStart = 0;
    this.#lineStart = 0;
    this.#line = startingState();
  }

  /** Reads a line; one that is not whole yet only cuts, when what is there of it is enough to tell. */
  #read(line: string, whole: boolean): void {
    this.#footnotes ||= this.#line.fence === null && FOOTNOTE.test(line);
    if (!whole && (line === "" || isUndecided(line))) return;
    if (cutsBefore(line, this.#line)) this.#cut();
    if (!whole) return;
    this.#line = stateAfter(line, this.#line);
  }

  #cut(): void {
    const raw = detached(this.#text.slice(this.#partStart, this.#lineStart));
    this.#partStart = this.#lineStart;
    this.#line = { ...startingState(), afterBlank: this.#line.afterBlank };
    if (raw === "") return;
    const definitions = definitionsIn(raw);
    if (definitions.size > 0) this.#definitions = new Map([...this.#definitions, ...definitions]);
    this.#page.push(partOf(raw, null));
    if (this.#page.length < PAGE_PARTS) return;
    this.#fullPages.push(this.#page);
    this.#page = [];
  }
}

/** What has been read of the part that may still grow. */
interface LineState {
  afterBlank: boolean;
  /** Whether the next line can't go on with a paragraph. */
  blockStart: boolean;
  fence: Fence | null;
  /** Within HTML: what ends it. */
  html: RegExp | null;
  hasList: boolean;
  /** The line before closed a fence. */
  closed: boolean;
}

function startingState(): LineState {
  return { afterBlank: true, blockStart: true, fence: null, html: null, hasList: false, closed: false };
}

function cutsBefore(line: string, state: LineState): boolean {
  if (state.fence || state.html || isBlank(line)) return false;
  if (state.closed) return !state.hasList || !/^\s/.test(line);
  if (/^\s/.test(line)) return false;
  if (fenceOf(line)) return true;
  return state.afterBlank && !(state.hasList && isListItem(line));
}

function stateAfter(line: string, state: LineState): LineState {
  const blank = isBlank(line);
  if (state.fence) {
    const closed = closesFence(line, state.fence);
    return { ...state, fence: closed ? null : state.fence, closed, afterBlank: blank, blockStart: closed };
  }
  if (state.html)
    return { ...state, html: state.html.test(line) ? null : state.html, afterBlank: blank, blockStart: true };
  const open = fenceOf(line);
  // A fence with an indent, in a list, is the item's: it ends with the item.
  const fence = open && !(state.hasList && open.indent > 0) ? open : null;
  const end = fence ? null : htmlEnd(line, state.blockStart);
  return {
    fence,
    html: end?.test(line) ? null : end,
    hasList: state.hasList || isListItem(line),
    closed: false,
    afterBlank: blank,
    blockStart: blank,
  };
}

/** A copy: V8 keeps the whole text of the moment alive for as long as a slice of it lives. */
function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}

/** `open` is the fence that nothing has closed so far. */
function partOf(raw: string, open: Fence | null): MarkdownPart {
  const headEnd = raw.indexOf("\n");
  const fence = headEnd === -1 ? null : fenceOf(raw.slice(0, headEnd));
  if (!fence || fence.indent > 0) return { raw, code: null };
  const source = open ? raw : raw.trimEnd();
  const lastStart = source.lastIndexOf("\n") + 1;
  const closed = lastStart > headEnd && closesFence(source.slice(lastStart), fence);
  if (!closed && !open) return { raw, code: null };
  const language = fence.info.trim().split(/\s+/)[0] || null;
  return {
    raw,
    code: { language, text: source.slice(headEnd + 1, closed ? Math.max(headEnd + 1, lastStart - 1) : undefined) },
  };
}

function definitionsIn(raw: string): Map<string, string> {
  const found = new Map<string, string>();
  let rest = raw;
  for (let match = DEFINITION.exec(rest); match; match = DEFINITION.exec(rest)) {
    found.set(labelOf(match[1] ?? ""), match[0].trim());
    rest = rest.slice(match[0].length);
  }
  return found;
}

function labelOf(label: string): string {
  return label.replace(/\s+/g, " ").trim().toLowerCase();
}

/** The source of a part with the definitions that it refers to, so that its links work when it is parsed alone. */
export function withDefinitions(raw: string, definitions: ReadonlyMap<string, string>): string {
  if (definitions.size === 0 || !raw.includes("[")) return raw;
  const labels = new Set(Array.from(raw.matchAll(/\[([^[\]]+)\]/g), ([, label]) => labelOf(label ?? "")));
  const used = [...labels].flatMap((label) => definitions.get(label) ?? []);
  return used.length === 0 ? raw : `${raw}\n\n${used.join("\n")}`;
}
