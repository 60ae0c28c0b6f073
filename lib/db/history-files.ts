import type { ImportProblem } from "../core/import.ts";
import type { ReaderState } from "../core/transcript-types.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { nowSeconds, parseJson } from "./rows.ts";

/** A transcript that was read, and how far. */
export interface HistoryFile {
  path: string;
  root: string;
  sessionId: string | null;
  threadId: string | null;
  size: number;
  mtimeMs: number;
  offset: number;
  lines: number;
  messages: number;
  problems: number;
  state: ReaderState | null;
  skipped: string | null;
}

const COLUMNS = `path, root, session_id AS sessionId, thread_id AS threadId, size, mtime_ms AS mtimeMs,
  "offset", lines, messages, problems, state, skipped`;

function toFile(row: unknown): HistoryFile | null {
  if (row === undefined) return null;
  const { state, ...rest } = row as Omit<HistoryFile, "state"> & { state: string | null };
  const read = parseJson(state) as ReaderState | null;
  return { ...rest, state: read?.version === 1 ? read : null };
}

export function findHistoryFile(db: Db, path: string): HistoryFile | null {
  return toFile(prepared(db, `SELECT ${COLUMNS} FROM history_files WHERE path = ?`).get(path));
}

/** Another file of the same session, whose lines went into a thread. */
export function fileOfSession(db: Db, sessionId: string): HistoryFile | null {
  const sql = `SELECT ${COLUMNS} FROM history_files WHERE session_id = ? AND thread_id IS NOT NULL ORDER BY path LIMIT 1`;
  return toFile(prepared(db, sql).get(sessionId));
}

/** Why nothing of a transcript is imported whose thread a person deleted; the trigger threads_after_delete writes it. */
export const THREAD_DELETED = "its thread was deleted";

/** Whether a person deleted the thread that a session had come into. */
export function isDeletedSession(db: Db, sessionId: string): boolean {
  const sql = "SELECT 1 FROM history_files WHERE session_id = ? AND skipped = ? LIMIT 1";
  return prepared(db, sql).get(sessionId, THREAD_DELETED) !== undefined;
}

/** The sizes and times of all files of a root as they were when they were read last. */
export function readSizes(db: Db, root: string): Map<string, { size: number; mtimeMs: number; isOpen: boolean }> {
  const rows = prepared(
    db,
    `SELECT path, size, mtime_ms AS mtimeMs, skipped IS NULL AND json_extract(state, '$.turn') IS NOT NULL
       AND json_extract(state, '$.turn.verdict') IS NULL AS isOpen FROM history_files WHERE root = ?`,
  ).all(root) as { path: string; size: number; mtimeMs: number; isOpen: number }[];
  return new Map(rows.map(({ path, size, mtimeMs, isOpen }) => [path, { size, mtimeMs, isOpen: isOpen === 1 }]));
}

/** Files whose last answer is still shown as going on. */
export function openHistoryFiles(db: Db): { path: string; root: string }[] {
  return prepared(
    db,
    `SELECT DISTINCT path, root FROM runs JOIN history_files USING (session_id)
       WHERE runs.state <> 'ended' AND runs.origin = 'history' ORDER BY path`,
  ).all() as { path: string; root: string }[];
}

/** Notes how far a file was read. */
export function saveHistoryFile(db: Db, file: HistoryFile): void {
  prepared(
    db,
    `INSERT INTO history_files (path, root, session_id, thread_id, size, mtime_ms, "offset", lines, messages, problems,
         state, skipped, read_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (path) DO UPDATE SET root = excluded.root, session_id = excluded.session_id,
         thread_id = excluded.thread_id, size = excluded.size, mtime_ms = excluded.mtime_ms,
         "offset" = excluded."offset", lines = excluded.lines, messages = excluded.messages,
         problems = excluded.problems, state = excluded.state, skipped = excluded.skipped, read_at = excluded.read_at`,
  ).run(
    file.path,
    file.root,
    file.sessionId,
    file.threadId,
    file.size,
    file.mtimeMs,
    file.offset,
    file.lines,
    file.messages,
    file.problems,
    file.state && JSON.stringify(file.state),
    file.skipped,
    nowSeconds(),
  );
}

/** Problems are listed up to here for each file; the rest is counted. */
const MOST_PROBLEMS = 1_000;

/** Notes what was not understood. @param before how many problems the file had already */
export function addImportProblems(db: Db, problems: readonly ImportProblem[], before = 0): void {
  const insert = prepared(db, "INSERT INTO import_problems (path, line, kind, detail) VALUES (?, ?, ?, ?)");
  for (const [index, { path, line, kind, detail }] of problems.entries()) {
    if (before + index === MOST_PROBLEMS) {
      insert.run(path, line, kind, "From here on they are only counted.");
    }
    if (before + index >= MOST_PROBLEMS) return;
    insert.run(path, line, kind, detail);
  }
}

/** Forgets what was told of a file as a whole: it is looked at again. */
export function forgetFileProblems(db: Db, path: string): void {
  prepared(db, "DELETE FROM import_problems WHERE path = ? AND line IS NULL AND kind <> 'replaced'").run(path);
}

/** Forgets that a file's last line was not whole: it is looked at again. */
export function forgetHalfLine(db: Db, path: string): void {
  prepared(db, "DELETE FROM import_problems WHERE path = ? AND kind = 'half-written'").run(path);
}

/** How many lines were known and not shown, by type, in all files of a root. */
export function countNotShown(db: Db, root: string): { type: string; lines: number }[] {
  return prepared(
    db,
    `SELECT key AS type, sum(value) AS lines FROM history_files, json_each(state, '$.notShown')
       WHERE history_files.root = ? GROUP BY key ORDER BY lines DESC, type`,
  ).all(root) as { type: string; lines: number }[];
}
