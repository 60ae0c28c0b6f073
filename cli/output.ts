import type { Writable } from "node:stream";

/** What is used of stdout and stderr. */
export type OutputStream = Writable & { isTTY?: boolean; columns?: number };

/** stdout or stderr: waits for a slow reader, and notices one that has left. */
export class Output {
  readonly isTerminal: boolean;
  readonly #stream: OutputStream;
  #isGone = false;

  /** @param onGone called once when nobody reads any more (| head), or nothing more can be written */
  constructor(stream: OutputStream, onGone: (error: NodeJS.ErrnoException) => void = () => {}) {
    this.#stream = stream;
    this.isTerminal = stream.isTTY === true;
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (this.#isGone) return;
      this.#isGone = true;
      onGone(error);
    });
  }

  get columns(): number {
    return this.#stream.columns || 80; // 0 where the terminal tells none
  }

  /** Settles when there is room for more, or nobody wants any. */
  async write(text: string): Promise<void> {
    if (text === "" || this.#isGone || this.#stream.write(text)) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        for (const name of ["drain", "error", "close"]) this.#stream.off(name, done);
        resolve();
      };
      for (const name of ["drain", "error", "close"]) this.#stream.on(name, done);
    });
  }
}
