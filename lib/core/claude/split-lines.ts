/** A line longer than this is not kept in memory: what comes of it after its beginning is left out. In bytes. */
export const LONGEST_LINE = 64 * 1024 * 1024;
/** How much is kept of one that is longer, in bytes. */
const KEPT = 1_024;

/** A whole line, without its line feed; of one that is too long its beginning, and how long it was. */
export interface SpoolLine {
  text: string;
  /** The offset of the byte after the line feed: where to go on when this line has been dealt with. */
  end: number;
}

/**
 * Cuts the bytes of a spool, to which another process appends, into lines. Splits at byte 0x0A alone (U+2028 stays
 * inside a line) and decodes whole lines, so that a character cut in two by a chunk comes out right; invalid bytes
 * become U+FFFD. The cost is linear in the bytes, also when a long line comes in many chunks.
 */
export class LineSplitter {
  #parts: Uint8Array[] = [];
  #pending = 0;
  readonly #longest: number;
  #offset: number;
  // A BOM is left for parseLine, so that it counts in the text as it does in the offset.
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  /**
   * @param offset where in the spool the first chunk begins; must be the beginning of a line
   * @param longest how many bytes a line may have
   */
  constructor(offset = 0, longest = LONGEST_LINE) {
    this.#offset = offset;
    this.#longest = longest;
  }

  /** Takes the next bytes and gives the lines that they complete. The chunk may be reused afterwards. */
  push(chunk: Uint8Array): SpoolLine[] {
    const lines: SpoolLine[] = [];
    let start = 0;
    for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, start)) {
      const text = this.#take(chunk.subarray(start, at));
      start = at + 1;
      this.#offset += 1;
      lines.push({ text, end: this.#offset });
    }
    if (start < chunk.length) {
      // Not chunk.slice: a Node Buffer's slice is a view, and its reader reuses the memory.
      this.#keep(new Uint8Array(chunk.subarray(start)));
    }
    return lines;
  }

  /** Keeps the beginning of a line whose end is yet to come; once it is too long, only its very beginning. */
  #keep(part: Uint8Array): void {
    const wasTooLong = this.#pending > this.#longest;
    this.#pending += part.length;
    if (!wasTooLong) this.#parts.push(part);
    if (!wasTooLong && this.#pending > this.#longest) {
      this.#parts = [new Uint8Array(join(this.#parts, this.#pending).subarray(0, KEPT))];
    }
  }

  /** What stands after the last line feed, or null. Meant for the end of the file; nothing is consumed. */
  rest(): SpoolLine | null {
    if (this.#pending === 0) return null;
    return { text: this.#text(), end: this.#offset + this.#pending };
  }

  #take(tail: Uint8Array): string {
    this.#offset += this.#pending + tail.length;
    if (this.#pending === 0) return this.#decoder.decode(tail);
    this.#keep(tail);
    const text = this.#text();
    this.#parts = [];
    this.#pending = 0;
    return text;
  }

  /** A line that is too long is no JSON any more, and so is shown as one that can't be read. */
  #text(): string {
    if (this.#pending <= this.#longest) return this.#decoder.decode(join(this.#parts, this.#pending));
    const beginning = this.#decoder.decode(this.#parts[0]);
    return `${beginning}\n[cut: a line of ${this.#pending} bytes]`;
  }
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
