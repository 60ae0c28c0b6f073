import { visibleProse } from "../lib/core/visible-text.ts";

const ESCAPE = String.fromCharCode(0x1b);
const CSI = `(?:${ESCAPE}\\[|${String.fromCharCode(0x9b)})`;
/** A whole escape sequence that sets colours, moves the cursor and the like. */
const SEQUENCE = new RegExp(`${CSI}[0-?]*[ -/]*[@-~]`, "g");
/** The beginning of one, at the end of a piece: its rest may come with the next. */
const BEGUN = new RegExp(`(?:${ESCAPE}|${CSI}[0-?]{0,30}[ -/]{0,4})$`);
/** Control characters besides tab and line feed: a terminal would obey them. */
const CONTROL = /(?![\t\n])\p{Cc}/gu;

/**
 * Text that a model or another program wrote, as it may be shown on a terminal: no control characters but tab and \n, and
 * those that turn the direction of writing around by name.
 */
export function cleanForTerminal(text: string): string {
  return visibleProse(text.replace(SEQUENCE, "").replace(CONTROL, ""));
}

/** The same for text that comes in pieces, which may cut an escape sequence in two. */
export class TerminalText {
  #held = "";

  /** @returns what of the text so far can be shown and was not yet */
  push(piece: string): string {
    const text = this.#held + piece;
    this.#held = BEGUN.exec(text)?.[0] ?? "";
    return cleanForTerminal(text.slice(0, text.length - this.#held.length));
  }
}

/** Some text as one line of at most so many columns. */
export function oneLine(text: string, columns: number): string {
  const line = cleanForTerminal(text.replace(/\s+/g, " ")).trim();
  let width = 0;
  let shown = "";
  for (const character of line) {
    width += widthOf(character);
    if (width > columns) return `${cutLast(shown)}…`;
    shown += character;
  }
  return shown;
}

const cutLast = (text: string) => [...text].slice(0, -1).join("");

/** East Asian characters and emoji take two columns; a rough measure that errs on the wide side. */
function widthOf(character: string): number {
  return (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
}
