import type { TranscriptBatch } from "../core/transcript-types.ts";
import type { ReadingPlan } from "./transcript-reader.ts";

/** What the importing thread tells a worker: a transcript to read, that a batch was taken, or that no more are wanted. */
export type ToWorker = { type: "read"; plan: ReadingPlan } | { type: "taken" } | { type: "enough" };

/** What a worker tells: a batch, that the transcript is read, or that it can't be. */
export type FromWorker =
  | { type: "batch"; batch: TranscriptBatch }
  | { type: "done" }
  | { type: "unreadable"; code: string; message: string };

/** Batches that a worker may be ahead: bounds what waits in memory. */
export const AHEAD = 3;
