/** What an import brings in: Claude Code's own history, another program's database, or an export of Switchboard. */
export type ImportKind = "history" | "database" | "export";

/** Where an import stands. Everything but "running" is final. */
export type ImportState = "running" | "complete" | "cancelled" | "failed";

/** An import, while it runs and afterwards. Times are Unix seconds. */
export interface ImportRecord {
  importId: string;
  kind: ImportKind;
  /** The directory or file that is read; absolute. */
  source: string;
  state: ImportState;
  cancelRequestedAt: number | null;
  startedAt: number;
  endedAt: number | null;
  /** Files to be read, and how many of them were. */
  files: number;
  filesDone: number;
  /** Bytes to be read, and how many of them were. */
  bytes: number;
  bytesDone: number;
  /** Threads that came in or grew, messages that came in, and what was not understood. */
  threads: number;
  messages: number;
  problems: number;
  /** Why it failed; null when it didn't. */
  failure: ImportFailure | null;
}

export interface ImportFailure {
  code: string;
  /** What happened, in words for people. */
  message: string;
  /** What to do next. */
  hint: string;
}

/** What can stand in a transcript that an import can't make a message of. */
export const IMPORT_PROBLEM_KINDS = [
  "not-json",
  "too-long",
  "half-written",
  "unknown-type",
  "unexpected-shape",
  "no-session",
  "no-tool-call",
  "replaced",
  "unreadable",
] as const;
export type ImportProblemKind = (typeof IMPORT_PROBLEM_KINDS)[number];

/** What an import did not understand. */
export interface ImportProblem {
  path: string;
  /** From 1; null when it is about the whole file. */
  line: number | null;
  kind: ImportProblemKind;
  /** In words, with the beginning of what stands there. */
  detail: string;
}
