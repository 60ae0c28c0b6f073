import type { FileReport } from "@/lib/core/file-report.ts";
import { type CountedKind, FILE_PROBLEMS, type FileProblemKind } from "@/lib/core/import-tally.ts";

/** "1,204". */
export const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

export const KIND_WORDS: Readonly<Record<CountedKind, string>> = {
  ...{ threads: "Threads", messages: "Messages", modules: "Modules" },
  ...{ searches: "Saved searches", templates: "Templates" },
};

/** "48 kB", "1.2 GB". */
export function bytesWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} kB`;
  return bytes < 999_500_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

/** "2024-05-06 to 2024-06-07"; null when no message has a time. */
export function spanWords({ firstAt, lastAt }: Pick<FileReport, "firstAt" | "lastAt">): string | null {
  if (firstAt === null || lastAt === null) return null;
  const [first, last] = [dayOf(firstAt), dayOf(lastAt)];
  return first === last ? first : `${first} to ${last}`;
}

function dayOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? "an unknown time" : date.toISOString().slice(0, 10);
}

/** How far it is, and how long it will take; null while that can't be told. */
export function progressWords({ bytes, bytesDone, tally }: FileReport, seconds: number): string {
  const share = bytes === 0 ? 1 : bytesDone / bytes;
  const count = `${grouped(tally.messages.read)} messages`;
  if (seconds < 2) return count;
  const rate = `${grouped(Math.round(tally.messages.read / seconds))} a second`;
  if (share < 0.02) return `${count}, ${rate}`;
  const left = Math.round((seconds * (1 - share)) / share);
  return `${count}, ${rate}, ${left < 90 ? `${left} s` : `${Math.round(left / 60)} min`} left`;
}

/** How many rows were kept out, or were not understood. */
export function lostCount({ problemCounts }: FileReport): number {
  const kinds = Object.entries(problemCounts) as [FileProblemKind, number][];
  return kinds.reduce((sum, [kind, count]) => sum + (FILE_PROBLEMS[kind] === "lost" ? count : 0), 0);
}

/** How many rows are another here under the same id. */
export function conflictCount({ problemCounts }: FileReport): number {
  return (problemCounts["conflict-message"] ?? 0) + (problemCounts["conflict-thread"] ?? 0);
}
