import fs from "node:fs";
import path from "node:path";

/** More directories than that aren't watched at once: the system gives only so many watches to all programs together. */
const MOST_WATCHES = 2_000;

/**
 * Watches the directories in which Claude Code writes transcripts, and tells which files may have grown. Directories,
 * not files: a machine may have thousands of sessions, and a watch of a directory tells of every file in it.
 * Where watching fails (too many watches on this machine, a network file system), `isWhole` is false: the files have to
 * be looked at.
 */
export class TranscriptWatch {
  readonly #watches = new Map<string, fs.FSWatcher>();
  readonly #touched: (file: string) => void;
  #isWhole = true;

  /** @param touched called with the path of a transcript, or of what may be a new directory of them */
  constructor(touched: (file: string) => void) {
    this.#touched = touched;
  }

  /** Whether everything that was asked for is watched. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Watches a directory, unless it is watched already. One that isn't there (any more) is no error. */
  add(folder: string): void {
    if (this.#watches.has(folder)) return;
    if (this.#watches.size >= MOST_WATCHES) {
      this.#isWhole = false;
      return;
    }
    try {
      const watch = fs.watch(folder, { persistent: false }, (_event, name) => {
        if (name !== null) this.#touched(path.join(folder, name));
      });
      watch.on("error", () => this.#lose(folder));
      this.#watches.set(folder, watch);
    } catch (error) {
      if (!isGone(error)) this.#isWhole = false;
    }
  }

  /** Ends the watches of directories that are not among these. */
  keepOnly(folders: ReadonlySet<string>): void {
    for (const folder of [...this.#watches.keys()]) if (!folders.has(folder)) this.#end(folder);
  }

  close(): void {
    this.keepOnly(new Set());
    this.#isWhole = true;
  }

  /** The directory is gone, or can't be watched any more. */
  #lose(folder: string): void {
    this.#end(folder);
    if (fs.existsSync(folder)) this.#isWhole = false;
  }

  #end(folder: string): void {
    this.#watches.get(folder)?.close();
    this.#watches.delete(folder);
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
