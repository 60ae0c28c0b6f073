import type { Db } from "../db/db.ts";

/** What one reading of a transcript brought. */
export interface FileSummary {
  path: string;
  /** The thread that its lines belong to; null when there is none yet. */
  threadId: string | null;
  /** Lines that were read now. */
  lines: number;
  /** Messages that came in now, or grew. */
  messages: number;
  problems: number;
  /** Bytes that were read now. */
  bytes: number;
  /** Why nothing of it is imported ("launched from Switchboard", say); null when it is. */
  skipped: string | null;
  /** Whether the session seems to go on: look again soon, though the file doesn't change, to see it end. */
  open: boolean;
}

/**
 * Brings in what was appended to a transcript since it was read last. Open pages are told of it.
 * @param file a session's transcript, or a sub-agent's
 * @param root the directory that holds `projects`
 * @throws SwitchboardError database-busy, disk-full. A file that is gone or can't be read is told in the summary.
 */
export async function readNewLines(_db: Db, file: string, _root: string): Promise<FileSummary> {
  return { path: file, threadId: null, lines: 0, messages: 0, problems: 0, bytes: 0, skipped: null, open: false };
}
