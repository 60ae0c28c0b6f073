import type { FileProblem, FileProblemKind, Tally } from "./import-tally.ts";

/** What an import of a file found, as far as it has come: the preview, and then the result. */
export interface FileReport {
  kind: "export" | "database";
  /** In words, what the file is. */
  what: string;
  /** The file as it was named. */
  source: string;
  bytes: number;
  bytesDone: number;
  tally: Tally;
  problemCounts: Partial<Record<FileProblemKind, number>>;
  /** The first ones, in words. */
  problems: FileProblem[];
  /** How many messages each module, status and type has; the largest ones. */
  modules: NameCount[];
  statuses: NameCount[];
  types: NameCount[];
  /** Unix seconds of the first and last message; null when there is none. */
  firstAt: number | null;
  lastAt: number | null;
  /** Some of its threads, by title. */
  samples: { title: string | null; threadId: string }[];
  /** How values of another program are translated. */
  mappings: { what: string; count: number }[];
}

export interface NameCount {
  name: string;
  count: number;
}
