import fs from "node:fs";
import { LineSplitter, type SpoolLine } from "../core/claude/split-lines.ts";

/** Bytes read at once. */
const CHUNK = 256 * 1024;
/** A batch of lines stops growing here, so that one transaction stays short. */
const BATCH_BYTES = 1024 * 1024;

/** Reads the lines of a spool that another process appends to, from an offset on. */
export class SpoolReader {
  readonly #descriptor: number;
  readonly #splitter: LineSplitter;
  readonly #buffer = Buffer.alloc(CHUNK);
  #position: number;

  /** @param offset the beginning of a line */
  constructor(file: string, offset: number) {
    this.#descriptor = fs.openSync(file, "r");
    this.#splitter = new LineSplitter(offset);
    this.#position = offset;
  }

  /**
   * The lines that have come since the last call: none when there is nothing new, or no whole line yet.
   * `atEnd`: all that was in the file has been read.
   */
  read(): { lines: SpoolLine[]; atEnd: boolean } {
    const lines: SpoolLine[] = [];
    for (let total = 0; total < BATCH_BYTES; ) {
      const count = fs.readSync(this.#descriptor, this.#buffer, 0, CHUNK, this.#position);
      if (count === 0) return { lines, atEnd: true };
      this.#position += count;
      total += count;
      for (const line of this.#splitter.push(this.#buffer.subarray(0, count))) lines.push(line);
    }
    return { lines, atEnd: false };
  }

  /** What stands after the last line feed, once nothing more will come. */
  rest(): SpoolLine | null {
    return this.#splitter.rest();
  }

  /** How long the spool is by now, in bytes. */
  size(): number {
    return fs.fstatSync(this.#descriptor).size;
  }

  close(): void {
    fs.closeSync(this.#descriptor);
  }
}
