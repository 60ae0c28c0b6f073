// Where the fake claude prints to: its stdout, with a record of what was printed; or a buffer, to print it differently.
import fs from "node:fs";
import path from "node:path";
import { PrintedText } from "./printed-text.mjs";

/** stdout. Tells the oracle, when there is one, after each write has returned. */
export class Stdout {
  #log;
  #turn = null;
  #text = null;
  #told = 0;
  #spool;

  /**
   * @param {((entry: object) => void) | null} log takes the oracle's entries
   * @param {string} [spool] the file that keeps what is printed
   */
  constructor(log, spool) {
    this.#log = log;
    this.#spool = spool;
  }

  /** What is printed from now on belongs to the answer to this question. */
  beginTurn(turn, question) {
    if (!this.#log) return;
    this.#turn = turn;
    this.#text = new PrintedText();
    this.#told = 0;
    const { SWITCHBOARD_RUN: mark } = process.env;
    this.#log({ turn, question, mark, spool: this.#spool, from: sizeOfStdout() });
  }

  /** The turn's steps were all done. */
  endTurn() {
    this.#log?.({ turn: this.#turn, ended: true });
  }

  /** Prints, and waits while a slow reader has not taken what was printed before. */
  async write(bytes) {
    if (!process.stdout.write(bytes)) await new Promise((resolve) => process.stdout.once("drain", resolve));
    if (!this.#text) return;
    this.#text.push(Buffer.from(bytes));
    const { text, hasResult } = this.#text;
    if (text.length > this.#told || hasResult) {
      this.#log({ turn: this.#turn, text: text.slice(this.#told), ...(hasResult && { result: true }) });
    }
    this.#told = text.length;
  }
}

/** Collects what is printed. */
export class Collected {
  parts = [];

  async write(bytes) {
    this.parts.push(Buffer.from(bytes));
  }

  whole() {
    return Buffer.concat(this.parts);
  }
}

function sizeOfStdout() {
  const stat = fs.fstatSync(1);
  return stat.isFile() ? stat.size : 0;
}

/**
 * Gives the file behind stdout a second name, so that it is still there when the first was deleted. Linux only.
 * @returns {string | undefined} that name; none when stdout is no file
 */
export function keepStdout(folder) {
  if (!fs.fstatSync(1).isFile()) return undefined;
  fs.mkdirSync(folder, { recursive: true });
  const kept = path.join(folder, `${process.env.SWITCHBOARD_RUN ?? "stdout"}-${process.pid}.ndjson`);
  fs.linkSync(fs.readlinkSync("/proc/self/fd/1"), kept);
  return kept;
}
