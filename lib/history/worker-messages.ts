import type { TranscriptBatch } from "../core/transcript-types.ts";
import type { ReadingPlan } from "./transcript-reader.ts";

/**
 * What the importing thread tells a worker: a transcript to read when those before it are read, that a batch was taken, or
 * that no more of it are wanted. Ids are those of readings.
 */
export type ToWorker =
  | { type: "read"; id: number; plan: ReadingPlan }
  | { type: "taken"; id: number }
  | { type: "enough"; id: number };

/** What a worker tells: a batch, maybe the last one; that the transcript has none; or that it can't be read. */
export type FromWorker =
  | { type: "batch"; id: number; batch: TranscriptBatch; isLast: boolean }
  | { type: "done"; id: number }
  | { type: "unreadable"; id: number; code: string; message: string };

/** Batches that a worker may be ahead: bounds what waits in memory. */
export const AHEAD = 3;
