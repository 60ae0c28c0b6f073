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
  /** Position of the block whose text came last; null before the first. */
  #last: number | null;
  #length: number;
  #written: number;
  #writtenAt = performance.now();

  /**
   * @param written characters of `content` in the store
   * @param open positions of the answer's own text blocks that are open already
   * @param last position of the newest of them that has text, also of those that are settled; null when none has
   * @param onChunk told each new piece; together the pieces are the answer as it is stored
   */
  constructor(written: number, open: number[], last: number | null = null, onChunk?: (text: string) => void) {
    for (const position of open) this.#own.add(position);
    this.#length = written;
    this.#written = written;
    this.#last = last;
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
      if (change.type === "append" && text) this.#tell(change.position, text);
    }
    if (!grown) return;
    this.#written = this.#length;
    this.#writtenAt = performance.now();
  }

  /** Between two texts of an answer stands a blank line, as in its content. */
  #tell(position: number, text: string): void {
    const isNext = this.#last !== null && this.#last !== position;
    this.#last = position;
    this.#onChunk?.(isNext ? `\n\n${text}` : text);
  }

  #ownText(change: FoldChange): string {
    return change.type === "append" && this.#own.has(change.position) ? change.text : "";
  }
}
