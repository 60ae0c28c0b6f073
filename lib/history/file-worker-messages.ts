import type { ImportEnd } from "./import-file.ts";
import type { ImportPlace } from "./open-import-file.ts";

/** What the worker that imports a file is started with. */
export interface FileWorkerData extends ImportPlace {
  /** Absolute. */
  file: string;
}

export type ToFileWorker =
  | { type: "run"; preview: boolean; asCopies: boolean }
  /** Ends what runs after its step. */
  | { type: "stop" }
  /** Lets go of the file, and ends the worker. */
  | { type: "close" };

/** A refusal or a failure, in words. */
export interface WorkerRefusal {
  code: string;
  message: string;
  hint: string;
}

export type FromFileWorker =
  | { type: "opened" }
  | { type: "progress"; report: ImportEnd["report"] }
  | { type: "end"; end: ImportEnd }
  | { type: "refused"; refusal: WorkerRefusal };
