import type { ImportProblemKind, ImportRecord } from "@/lib/core/import.ts";
import type { Pace } from "@/lib/core/import-pace.ts";
import type { HistoryFound } from "@/lib/core/import-view.ts";
import { durationOf, plural } from "../messages/amounts.ts";

/** "312 bytes", "48 kB", "1.2 MB", "182 MB", "3.4 GB". */
export function bytesWords(bytes: number): string {
  if (bytes < 1000) return plural(Math.round(bytes), "byte");
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  const [value, unit] = bytes < 999.5e6 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** "1,204 sessions in 14 directories, 182 MB". */
export function foundWords({ sessions, directories, bytes }: HistoryFound): string {
  const where = plural(directories, "directory", "directories");
  return `${plural(sessions, "session")} in ${where}, ${bytesWords(bytes)}`;
}

/** "24 MB/s, 4,100 messages/s". */
export function paceWords({ bytesPerSecond, messagesPerSecond }: Pace): string {
  return `${bytesWords(bytesPerSecond)}/s, ${plural(Math.round(messagesPerSecond), "message")}/s`;
}

/** "about 4 s left", "about 2 min left"; "almost done" for the last moments. */
export function leftWords(seconds: number): string {
  if (seconds < 1) return "almost done";
  // Whole seconds: a tenth more or less would only flicker.
  return `about ${seconds < 60 ? `${Math.ceil(seconds)} s` : durationOf(Math.ceil(seconds / 10) * 10)} left`;
}

/** "512 threads, 12,400 messages". */
export function broughtWords({ threads, messages }: Pick<ImportRecord, "threads" | "messages">): string {
  return `${plural(threads, "thread")}, ${plural(messages, "message")}`;
}

/** How an import that has ended went, as a title: "Imported 512 threads, 12,400 messages". */
export function endWords(record: ImportRecord): string {
  const brought = broughtWords(record);
  if (record.state === "cancelled") return `The import was cancelled: ${brought} so far`;
  if (record.state === "failed") return record.failure?.message ?? "The import has failed.";
  if (record.threads === 0 && record.messages === 0) return "Nothing new was found";
  return `Imported ${brought}`;
}

const KINDS: Readonly<Record<ImportProblemKind, string>> = {
  "not-json": "Broken line",
  "too-long": "Line too long",
  "half-written": "Half a line",
  "unknown-type": "Unknown type",
  "unexpected-shape": "Unexpected shape",
  "no-session": "No session",
  "no-tool-call": "Result without a call",
  replaced: "File was replaced",
  unreadable: "Can't be read",
};

/** What kind of problem it is, in a few words; a kind that isn't known here stands for itself. */
export function kindWords(kind: string): string {
  return Object.hasOwn(KINDS, kind) ? KINDS[kind as ImportProblemKind] : kind;
}

/** The path of a transcript as it is below the directory that was read. */
export function pathBelow(root: string, path: string): string {
  return [`${root}/projects/`, `${root}/`].reduce(
    (shown, above) => (shown.startsWith(above) ? shown.slice(above.length) : shown),
    path,
  );
}
