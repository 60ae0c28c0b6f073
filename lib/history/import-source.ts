import { emptyTally, type FileProblem, type Tally } from "../core/import-tally.ts";
import type { PlacedRecord } from "../db/land-records.ts";

/** What was read of a file in one go. */
export interface SourceBatch {
  records: PlacedRecord[];
  /** What could not be understood, counted in `broken`. */
  problems: FileProblem[];
  broken: Tally;
  /** How far into the file this was, in bytes; about, for a database. */
  bytesDone: number;
}

export function emptyBatch(bytesDone: number): SourceBatch {
  return { records: [], problems: [], broken: emptyTally(), bytesDone };
}

/** What a value of another database becomes here, and how often. */
export interface Mapping {
  what: string;
  count: number;
}

/** A file that can be imported, opened for reading. It can be read several times: for a preview, then for the import. */
export interface ImportSource {
  kind: "export" | "database";
  /** In words: "an export of Switchboard", "a database of another program" … */
  what: string;
  bytes: number;
  /** Reads all of it, in pieces that hold the event loop only for a moment. */
  read(): AsyncGenerator<SourceBatch, void>;
  /** How values were translated, once it has been read; empty when they are kept as they are. */
  mappings(): Mapping[];
  /** Lets go of the file and of what was copied of it. */
  close(): void;
}
