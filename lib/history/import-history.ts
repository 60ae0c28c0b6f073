import type { ImportRecord } from "../core/import.ts";
import type { Db } from "../db/db.ts";

export interface HistoryImport {
  /** The directory that holds `projects`. */
  root: string;
  /** Names the import; default: a new id. */
  importId?: string;
  /** Cancels it, as `cancel_requested_at` of its row does. */
  signal?: AbortSignal;
  /** Told at most some four times a second, and at the end. */
  onProgress?: (progress: ImportRecord) => void;
}

/** How an import ended: its row. */
export type ImportSummary = ImportRecord;

/**
 * Imports Claude Code's own history, newest sessions first. What was imported before is left as it is; what was
 * appended since is added. Its row in `imports` tells its progress and how it ended: it is never thrown.
 */
export async function importHistory(_db: Db, _options: HistoryImport): Promise<ImportSummary> {
  throw new Error("still to come");
}
