import { Worker } from "node:worker_threads";
import type { TranscriptBatch } from "../core/transcript-types.ts";
import type { ReadingPlan } from "./transcript-reader.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

/** A file that could not be read, as the worker tells it. */
export interface Unreadable {
  code: string;
  message: string;
}

/** What has come of a reading and was not looked at yet. */
interface Inbox {
  messages: FromWorker[];
  wake: () => void;
}

/**
 * One worker thread that reads transcripts, one after the other. Several may wait to be read, so that it has one to go on
 * with while what it read is written: a thread that sleeps takes half a millisecond to wake.
 */
export class TranscriptWorker {
  readonly #worker: Worker;
  readonly #inboxes = new Map<number, Inbox>();
  #readings = 0;
  #failure: Error | null = null;

  constructor() {
    // In a build the file beside this one is compiled, as this one is.
    const file = import.meta.url.endsWith(".ts") ? "./transcript-worker.ts" : "./transcript-worker.js";
    this.#worker = new Worker(new URL(file, import.meta.url), { name: "transcripts" });
    this.#worker.on("message", (message: FromWorker) => {
      const inbox = this.#inboxes.get(message.id);
      inbox?.messages.push(message);
      inbox?.wake();
    });
    const fail = (error: Error) => {
      this.#failure ??= error;
      for (const inbox of this.#inboxes.values()) inbox.wake();
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
    this.#readings += 1;
    const id = this.#readings;
    const inbox: Inbox = { messages: [], wake: () => {} };
    this.#inboxes.set(id, inbox);
    try {
      this.#tell({ type: "read", id, plan });
      for (;;) {
        const message = await this.#next(inbox);
        if (message.type === "done") return null;
        if (message.type === "unreadable") return message;
        if (!(await take(message.batch))) {
          this.#tell({ type: "enough", id });
          return null;
        }
        if (message.isLast) return null;
        this.#tell({ type: "taken", id });
      }
    } finally {
      this.#inboxes.delete(id);
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  async #next(inbox: Inbox): Promise<FromWorker> {
    for (;;) {
      const message = inbox.messages.shift();
      if (message) return message;
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => {
        inbox.wake = resolve;
      });
    }
  }
}
