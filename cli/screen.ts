import { terminalAbilities } from "../lib/env.ts";
import type { Output } from "./output.ts";
import { cleanForTerminal, oneLine, TerminalText } from "./terminal-text.ts";

const DIM = "\u001b[2m";
const PLAIN = "\u001b[0m";
/** To the beginning of the line, and clear it. */
const CLEAR = "\r\u001b[K";

/**
 * An answer on stdout, and beside it on stderr what goes on. On a terminal both share the lines: a line about what
 * goes on is written over, and never into the middle of the answer's.
 */
export class Screen {
  readonly #out: Output;
  readonly #err: Output;
  readonly #can: { colours: boolean; overwrites: boolean };
  readonly #text = new TerminalText();
  /** Whether the next character begins a line of the terminal. */
  #atLineStart = true;
  /** Whether a line of the answer was ended because something else had to be said. */
  #wasBroken = false;
  #status = "";

  constructor(out: Output, err: Output, can = terminalAbilities()) {
    this.#out = out;
    this.#err = err;
    this.#can = can;
  }

  /** Whether a person looks at stderr. */
  get isWatched(): boolean {
    return this.#err.isTerminal;
  }

  /** Whether text may be shown that may be withdrawn: a person is told of it, a program can't take it back. */
  get showsAtOnce(): boolean {
    return this.#out.isTerminal;
  }

  /** Prints the next piece of the answer: as it is, or without control characters on a terminal. */
  async text(piece: string): Promise<void> {
    if (!this.#out.isTerminal) return this.#out.write(piece);
    const clean = this.#text.push(piece);
    const shown = this.#wasBroken ? clean.replace(/^\n+/, "") : clean;
    if (shown === "") return;
    await this.#clearStatus();
    this.#wasBroken = false;
    this.#atLineStart = shown.endsWith("\n");
    await this.#out.write(shown);
  }

  /** Ends the answer's last line. */
  async endText(hasText: boolean, endsLine: boolean): Promise<void> {
    await this.#clearStatus();
    if (this.#out.isTerminal ? !this.#atLineStart : hasText && !endsLine) await this.#out.write("\n");
    this.#atLineStart = true;
  }

  /** A short line about what goes on, for a person only. */
  async note(line: string): Promise<void> {
    if (!this.#err.isTerminal) return;
    await this.#beginLine();
    const shown = oneLine(line, this.#err.columns - 1);
    await this.#err.write(`${this.#can.colours ? `${DIM}${shown}${PLAIN}` : shown}\n`);
  }

  /** Something that everyone must know, on lines of its own on stderr. */
  async say(words: string): Promise<void> {
    await this.#beginLine();
    await this.#err.write(`${this.#err.isTerminal ? cleanForTerminal(words) : words}\n`);
  }

  /** What goes on just now, on a line that the next one takes the place of; "" for nothing. */
  async status(words: string): Promise<void> {
    if (!this.#err.isTerminal || !this.#can.overwrites || !this.#atLineStart || words === this.#status) return;
    this.#status = words;
    const shown = oneLine(words, this.#err.columns - 1);
    await this.#err.write(CLEAR + (this.#can.colours && shown !== "" ? `${DIM}${shown}${PLAIN}` : shown));
  }

  async #clearStatus(): Promise<void> {
    if (this.#status === "") return;
    this.#status = "";
    await this.#err.write(CLEAR);
  }

  async #beginLine(): Promise<void> {
    await this.#clearStatus();
    if (this.#atLineStart) return;
    this.#atLineStart = true;
    this.#wasBroken = true;
    await this.#err.write("\n");
  }
}
