import type { ImportRecord } from "./import.ts";

/** How far an import was at a time, in Unix seconds. */
export interface PaceSample {
  at: number;
  bytesDone: number;
  messages: number;
}

/** How fast an import goes. */
export interface Pace {
  bytesPerSecond: number;
  messagesPerSecond: number;
  /** null while it can't be told. */
  secondsLeft: number | null;
}

/** The last so many seconds tell the pace: what was read before, and is passed over at once, tells nothing. */
const WINDOW_SECONDS = 5;
/** A shorter time than that tells no pace. */
const SHORTEST_SECONDS = 0.5;

/** Adds what was seen of an import; forgets what no longer tells its pace. */
export function withSample(samples: readonly PaceSample[], record: ImportRecord, now: number): PaceSample[] {
  const sample = { at: now, bytesDone: record.bytesDone, messages: record.messages };
  const kept = samples.filter((one) => one.at < now && one.at >= now - WINDOW_SECONDS);
  // Begun anew: another import, or another database.
  const last = kept.at(-1);
  return last !== undefined && last.bytesDone > sample.bytesDone ? [sample] : [...kept, sample];
}

/** The pace of a running import; null while it isn't known. With one sample only, that of its whole time. */
export function paceOf(samples: readonly PaceSample[], record: ImportRecord): Pace | null {
  const to = samples.at(-1);
  if (to === undefined) return null;
  const first = samples[0];
  const from =
    first !== undefined && to.at - first.at >= SHORTEST_SECONDS
      ? first
      : { at: record.startedAt, bytesDone: 0, messages: 0 };
  const seconds = to.at - from.at;
  if (seconds < SHORTEST_SECONDS) return null;
  const bytesPerSecond = (to.bytesDone - from.bytesDone) / seconds;
  const left = record.bytes - record.bytesDone;
  return {
    bytesPerSecond,
    messagesPerSecond: (to.messages - from.messages) / seconds,
    secondsLeft: bytesPerSecond > 0 ? left / bytesPerSecond : null,
  };
}

/** How much of an import is done, from 0 to 1; null while it isn't known how much there is. */
export function shareDone({ bytes, bytesDone, files, filesDone }: ImportRecord): number | null {
  if (bytes > 0) return Math.min(1, bytesDone / bytes);
  return files > 0 ? Math.min(1, filesDone / files) : null;
}
