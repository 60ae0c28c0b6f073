import fs from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { FileReport } from "../core/file-report.ts";
import { packageRoot } from "../package-root.ts";
import type { FileWorkerData, FromFileWorker, ToFileWorker, WorkerRefusal } from "./file-worker-messages.ts";
import type { ImportEnd } from "./import-file.ts";

/** What was refused or failed in the thread. */
export class FileThreadError extends Error {
  override readonly name = "FileThreadError";
  readonly refusal: WorkerRefusal;

  constructor(refusal: WorkerRefusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** By its name: Next.js bundles this file more than once, and `instanceof` is false across bundles. */
export function isFileThreadError(error: unknown): error is FileThreadError {
  return error instanceof Error && error.name === "FileThreadError" && "refusal" in error;
}

/** A thread that has one file open, and previews and imports it. */
export class FileThread {
  readonly #worker: Worker;
  #answer: { resolve: (message: FromFileWorker) => void; reject: (error: Error) => void } | null = null;
  #onReport: (report: FileReport) => void = () => {};

  private constructor(data: FileWorkerData) {
    this.#worker = new Worker(/* turbopackIgnore: true */ workerFile(), { workerData: data, name: "import-file" });
    this.#worker.unref();
    this.#worker.on("message", (message: FromFileWorker) => {
      if (message.type === "progress") this.#onReport(message.report);
      else this.#answer?.resolve(message);
    });
    const fail = (error: Error) => this.#answer?.reject(error);
    this.#worker.on("error", fail);
    this.#worker.on("exit", (code) => fail(new Error(`The thread that imports ended (${code}).`)));
  }

  /** @throws FileThreadError why the file can't be imported */
  static async open(data: FileWorkerData): Promise<FileThread> {
    const thread = new FileThread(data);
    try {
      await thread.#asked();
      return thread;
    } catch (error) {
      await thread.#worker.terminate();
      throw error;
    }
  }

  /** @throws FileThreadError why it failed; what came in is kept */
  async run(
    options: { preview: boolean; asCopies: boolean },
    onReport: (report: FileReport) => void,
  ): Promise<ImportEnd | null> {
    this.#onReport = onReport;
    const answer = this.#asked();
    this.#tell({ type: "run", ...options });
    const message = await answer;
    return message.type === "end" ? message.end : null;
  }

  stop(): void {
    this.#tell({ type: "stop" });
  }

  /** Lets go of the file; the thread ends by itself. */
  close(): void {
    this.#answer = null;
    this.#tell({ type: "close" });
  }

  #tell(message: ToFileWorker): void {
    this.#worker.postMessage(message);
  }

  async #asked(): Promise<FromFileWorker> {
    const message = await new Promise<FromFileWorker>((resolve, reject) => {
      this.#answer = { resolve, reject };
    });
    if (message.type === "refused") throw new FileThreadError(message.refusal);
    return message;
  }
}

/** Next.js bundles this file; the worker's stands compiled in dist, or among the sources while those are run. */
function workerFile(): string {
  const root = packageRoot(import.meta.url);
  const isSource = import.meta.url.endsWith("/lib/history/file-thread.ts");
  const built = path.join(root, "dist", "lib", "history", "file-worker.js");
  return !isSource && fs.existsSync(built) ? built : path.join(root, "lib", "history", "file-worker.ts");
}
