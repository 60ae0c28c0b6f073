import fs from "node:fs";

/** Longest time between two looks at a spool, in milliseconds: for file systems that tell of no changes. */
const LOOK_MS = 200;

/** Lets a follower sleep until its file grows, someone calls, or a fifth of a second has passed. */
export class Wake {
  readonly #watcher: fs.FSWatcher | null;
  #called = false;
  #resume: (() => void) | null = null;

  constructor(file: string) {
    this.#watcher = watch(file, () => this.call());
  }

  /** Ends the sleep, or makes the next one short. */
  call(): void {
    this.#called = true;
    this.#resume?.();
  }

  /** Sleeps until called; at once when called since the last sleep. */
  async sleep(): Promise<void> {
    if (!this.#called) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_MS);
        this.#resume = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#resume = null;
    this.#called = false;
  }

  close(): void {
    this.#watcher?.close();
    this.call();
  }
}

/** null where the system has no watches left or the file system tells nothing: the timer serves alone then. */
function watch(file: string, listener: () => void): fs.FSWatcher | null {
  try {
    const watcher = fs.watch(file, listener);
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
