import { Worker } from "node:worker_threads";
import type { TranscriptBatch } from "../core/transcript-types.ts";
import type { ReadingPlan } from "./transcript-reader.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

/** A file that could not be read, as the worker tells it. */
export interface Unreadable {
  code: string;
  message: string;
}

/** One worker thread that reads transcripts, one after the other. */
export class TranscriptWorker {
  readonly #worker: Worker;
  #waiting: FromWorker[] = [];
  #failure: Error | null = null;
  #wake = () => {};

  constructor() {
    // In a build the file beside this one is compiled, as this one is.
    const file = import.meta.url.endsWith(".ts") ? "./transcript-worker.ts" : "./transcript-worker.js";
    this.#worker = new Worker(new URL(file, import.meta.url), { name: "transcripts" });
    this.#worker.on("message", (message: FromWorker) => {
      this.#waiting.push(message);
      this.#wake();
    });
    const fail = (error: Error) => {
      this.#failure ??= error;
      this.#wake();
    };
    this.#worker.on("error", fail);
    this.#worker.on("exit", (code) => fail(new Error(`The worker thread that reads transcripts ended (${code}).`)));
  }

  /**
   * Reads a transcript and hands over its batches; false from `take` ends it.
   * @returns null, or why the file could not be read
   * @throws Error when the worker itself failed
   */
  async read(plan: ReadingPlan, take: (batch: TranscriptBatch) => Promise<boolean>): Promise<Unreadable | null> {
    this.#tell({ type: "read", plan });
    let wanted = true;
    for (;;) {
      const message = await this.#next();
      if (message.type === "done") return null;
      if (message.type === "unreadable") return message;
      if (wanted) wanted = await take(message.batch);
      this.#tell({ type: wanted ? "taken" : "enough" });
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  async #next(): Promise<FromWorker> {
    for (;;) {
      const message = this.#waiting.shift();
      if (message) return message;
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
