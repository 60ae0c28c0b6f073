import type { FoldChange } from "../core/claude/fold-types.ts";

/** While the answer is shorter than this, `content` is brought up to date every second. */
const SHORT_ANSWER = 100_000;
const GROW_MS = 1_000;
/** After that at most every so many milliseconds for each character of it: 10 s at 100,000, 100 s at 1,000,000. */
const GROW_MS_PER_CHARACTER = 0.1;

/**
 * Knows how much of the answer's own text has come, tells the caller of each new piece, and decides when
 * `messages.content` is to be rewritten for programs that poll it. Past 100,000 characters it is rewritten only when
 * the text has doubled, and ever more rarely, so that all rewriting together costs less than twice the text.
 */
export class AnswerText {
  readonly #onChunk: ((text: string) => void) | undefined;
  /** Positions of the blocks that are the answer's own text. */
  readonly #own = new Set<number>();
  #toldOfError = false;
  #length: number;
  #written: number;
  #writtenAt = performance.now();

  /**
   * @param written characters of `content` in the store
   * @param open positions of the answer's own text blocks that are open already
   */
  constructor(written: number, open: number[], onChunk?: (text: string) => void) {
    for (const position of open) this.#own.add(position);
    this.#length = written;
    this.#written = written;
    this.#onChunk = onChunk;
  }

  /** Whether `content` should be rewritten now, counting changes that are about to be committed. */
  isDue(changes: FoldChange[] = []): boolean {
    const length = this.#length + changes.reduce((sum, change) => sum + this.#ownText(change).length, 0);
    const elapsed = performance.now() - this.#writtenAt;
    if (length <= this.#written || elapsed < GROW_MS) return false;
    if (this.#written < SHORT_ANSWER) return true;
    return length >= 2 * this.#written && elapsed >= this.#written * GROW_MS_PER_CHARACTER;
  }

  /** Takes note of changes that were committed, and tells the caller of the new text. */
  committed(changes: FoldChange[], grown: boolean): void {
    for (const change of changes) {
      const own = change.type === "open" && change.kind === "text" && change.parentToolUseId === null;
      if (own) this.#own.add(change.position);
      const text = this.#ownText(change);
      this.#length += text.length;
      if (text) this.#tell(text);
    }
    if (!grown) return;
    this.#written = this.#length;
    this.#writtenAt = performance.now();
  }

  /** The text is stored by now: an error of the caller's own function must not end the answer. */
  #tell(text: string): void {
    try {
      this.#onChunk?.(text);
    } catch (error) {
      if (!this.#toldOfError) console.error("onChunk threw an error; the answer goes on.", error);
      this.#toldOfError = true;
    }
  }

  #ownText(change: FoldChange): string {
    return change.type === "append" && this.#own.has(change.position) ? change.text : "";
  }
}
