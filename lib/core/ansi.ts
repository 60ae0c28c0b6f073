import { visibleText } from "./visible-text.ts";

/** In the order of their codes; the last is what "bright black" is. */
export const ANSI_COLOURS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "grey"] as const;
export type AnsiColour = (typeof ANSI_COLOURS)[number];

/** How a piece of a terminal's output looks. */
export interface AnsiStyle {
  colour: AnsiColour | null;
  background: AnsiColour | null;
  bold: boolean;
  faint: boolean;
  italic: boolean;
  underlined: boolean;
  struck: boolean;
  inverse: boolean;
}

export interface AnsiSpan {
  start: number;
  end: number;
  style: AnsiStyle;
}

export interface AnsiText {
  /** What a terminal would show, without anything that can't be seen. */
  text: string;
  /** Where it looks different from plain text, in order. */
  spans: AnsiSpan[];
}

const PLAIN: AnsiStyle = {
  colour: null,
  background: null,
  bold: false,
  faint: false,
  italic: false,
  underlined: false,
  struck: false,
  inverse: false,
};

/** What a terminal obeys: CSI, OSC and the other strings, and sequences of two or three characters. */
const SEQUENCE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that a terminal obeys
  /(?:\u001b\[|\u009b)([0-?]*)[ -/]*([@-~])|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-Z\\^-~]/g;

/**
 * Reads what a program wrote to a terminal. Of what a terminal obeys only colours and kinds of writing are kept (SGR), the
 * rest is dropped; of a line that was written over (progress) the last state; other hidden characters become visible.
 */
export function readAnsi(output: string): AnsiText {
  const reader = new Reader();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  if (!/[\u001b\u0080-\u009f\r]/.test(output)) return { text: visibleText(output), spans: [] };
  let at = 0;
  for (const match of output.matchAll(SEQUENCE)) {
    reader.write(output.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[2] === "m") reader.style(match[1] ?? "");
  }
  reader.write(output.slice(at));
  return reader.end();
}

interface Piece {
  text: string;
  style: AnsiStyle;
}

class Reader {
  #style = PLAIN;
  #text = "";
  #spans: AnsiSpan[] = [];
  /** The line that may still be written over. */
  #line: Piece[] = [];
  /** Whether the next character begins the line anew. */
  #returned = false;

  write(words: string): void {
    for (const part of words.split(/(\r*\n|\r)/)) {
      if (part === "") continue;
      if (part === "\r") this.#returned = true;
      else if (/^\r*\n$/.test(part)) this.#endLine("\n");
      else {
        if (this.#returned) this.#line = [];
        this.#returned = false;
        this.#line.push({ text: visibleText(part), style: this.#style });
      }
    }
  }

  style(codes: string): void {
    this.#style = styleAfter(this.#style, codes);
  }

  end(): AnsiText {
    this.#endLine("");
    return { text: this.#text, spans: this.#spans };
  }

  #endLine(end: string): void {
    for (const { text, style } of this.#line) {
      const start = this.#text.length;
      this.#text += text;
      if (style !== PLAIN) this.#spans.push({ start, end: this.#text.length, style });
    }
    this.#text += end;
    this.#line = [];
    this.#returned = false;
  }
}

const SWITCHES: Readonly<Record<number, Partial<AnsiStyle>>> = {
  0: PLAIN,
  1: { bold: true },
  2: { faint: true },
  3: { italic: true },
  4: { underlined: true },
  7: { inverse: true },
  9: { struck: true },
  21: { underlined: true },
  22: { bold: false, faint: false },
  23: { italic: false },
  24: { underlined: false },
  27: { inverse: false },
  29: { struck: false },
  39: { colour: null },
  49: { background: null },
};

/** The style after a sequence of SGR, such as "1;31" or "38;5;208". */
function styleAfter(before: AnsiStyle, sequence: string): AnsiStyle {
  const codes = sequence.split(/[;:]/).map(Number);
  let style = { ...before };
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const [colour, used] = longColour(codes.slice(at + 1));
      style = code === 38 ? { ...style, colour } : { ...style, background: colour };
      at += used;
    } else style = { ...style, ...(SWITCHES[code] ?? basicColour(code)) };
  }
  return Object.entries(PLAIN).every(([name, value]) => style[name as keyof AnsiStyle] === value) ? PLAIN : style;
}

function basicColour(code: number): Partial<AnsiStyle> {
  const [tens, unit] = [Math.floor(code / 10), code % 10];
  const colour = code === 90 ? "grey" : ANSI_COLOURS[unit];
  if (colour === undefined || unit > 7) return {};
  if (tens === 3 || tens === 9) return { colour };
  return tens === 4 || tens === 10 ? { background: colour } : {};
}

/** A colour of 256 or of 16 million, as the nearest of the eight; and how many codes tell it. */
function longColour(codes: readonly number[]): [AnsiColour | null, number] {
  const [kind, a = 0, b = 0, c = 0] = codes;
  if (kind === 2) return [nearest(a, b, c), 4];
  if (kind !== 5) return [null, 1];
  if (a < 16) return [a === 8 ? "grey" : (ANSI_COLOURS[a % 8] ?? null), 2];
  if (a >= 232) return [a < 250 ? "grey" : "white", 2];
  const level = (value: number) => (value % 6) * 51;
  return [nearest(level(Math.floor((a - 16) / 36)), level(Math.floor((a - 16) / 6)), level(a - 16)), 2];
}

function nearest(red: number, green: number, blue: number): AnsiColour {
  const most = Math.max(red, green, blue);
  if (most < 64) return "black";
  const bit = (value: number) => (value > most * 0.6 ? 1 : 0);
  return ANSI_COLOURS[bit(red) + 2 * bit(green) + 4 * bit(blue)] ?? "white";
}
