import type { ImportFailure, ImportKind, ImportProblem, ImportRecord, ImportState } from "../core/import.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { nowSeconds, parseJson } from "./rows.ts";

const COLUMNS = `import_id AS importId, kind, source, state, cancel_requested_at AS cancelRequestedAt,
  started_at AS startedAt, ended_at AS endedAt, files, files_done AS filesDone, bytes, bytes_done AS bytesDone,
  threads, messages, problems, failure`;

type ImportRow = Omit<ImportRecord, "failure"> & { failure: string | null };

function toRecord(row: ImportRow): ImportRecord {
  return { ...row, failure: parseJson(row.failure) as ImportFailure | null };
}

/** @param process identity of the process that imports, as JSON */
export function beginImport(
  db: Db,
  begun: { importId: string; kind: ImportKind; source: string; process: string },
): void {
  prepared(
    db,
    `INSERT INTO imports (import_id, kind, source, state, process, started_at) VALUES (?, ?, ?, 'running', ?, ?)
       ON CONFLICT (import_id) DO UPDATE SET process = excluded.process`,
  ).run(begun.importId, begun.kind, begun.source, begun.process, nowSeconds());
}

/** What an import has done so far. */
export type ImportCounts = Pick<
  ImportRecord,
  "files" | "filesDone" | "bytes" | "bytesDone" | "threads" | "messages" | "problems"
>;

/** Notes how far an import is. */
export function noteImport(db: Db, importId: string, counts: ImportCounts): void {
  const { files, filesDone, bytes, bytesDone, threads, messages, problems } = counts;
  prepared(
    db,
    `UPDATE imports SET files = ?, files_done = ?, bytes = ?, bytes_done = ?, threads = ?, messages = ?, problems = ?
       WHERE import_id = ? AND state = 'running'`,
  ).run(files, filesDone, bytes, bytesDone, threads, messages, problems, importId);
}

/** Whether someone asked for an import to be cancelled. */
export function cancelRequested(db: Db, importId: string): boolean {
  const asked = prepared(db, "SELECT cancel_requested_at FROM imports WHERE import_id = ?").pluck().get(importId);
  return typeof asked === "number";
}

/** Ends an import, once. */
export function endImport(
  db: Db,
  importId: string,
  state: Exclude<ImportState, "running">,
  failure: ImportFailure | null,
): void {
  prepared(db, "UPDATE imports SET state = ?, ended_at = ?, failure = ? WHERE import_id = ? AND state = 'running'").run(
    state,
    nowSeconds(),
    failure && JSON.stringify(failure),
    importId,
  );
}

/** Asks a running import to end; what it has brought in stays. @returns false when it has ended, or was asked before */
export function requestImportCancel(db: Db, importId: string): boolean {
  const asked = prepared(
    db,
    `UPDATE imports SET cancel_requested_at = ?
       WHERE import_id = ? AND state = 'running' AND cancel_requested_at IS NULL`,
  ).run(nowSeconds(), importId);
  return asked.changes === 1;
}

export function findImport(db: Db, importId: string): ImportRecord | null {
  const row = prepared(db, `SELECT ${COLUMNS} FROM imports WHERE import_id = ?`).get(importId) as ImportRow | undefined;
  return row ? toRecord(row) : null;
}

/** The newest imports, newest first. */
export function listImports(db: Db, limit = 20): ImportRecord[] {
  const rows = prepared(db, `SELECT ${COLUMNS} FROM imports ORDER BY started_at DESC LIMIT ?`).all(limit);
  return (rows as ImportRow[]).map(toRecord);
}

/** Imports that have not ended, with the process (JSON of its identity) that runs each. */
export function runningImports(db: Db): { importId: string; process: string | null }[] {
  const rows = prepared(db, "SELECT import_id AS importId, process FROM imports WHERE state = 'running'").all();
  return rows as { importId: string; process: string | null }[];
}

/** What was not understood, by file and line: those after a place in that order, of files below a root. */
export function listImportProblems(
  db: Db,
  page: { root?: string; after?: Pick<ImportProblem, "path" | "line">; limit?: number } = {},
): ImportProblem[] {
  const { path, line } = page.after ?? { path: "", line: null };
  const rows = prepared(
    db,
    `SELECT path, line, kind, detail FROM import_problems WHERE (path, coalesce(line, 0)) > (?, ?)
       AND substr(path, 1, length(?)) = ? ORDER BY path, coalesce(line, 0), problem_id LIMIT ?`,
  ).all(path, line ?? 0, page.root ?? "", page.root ?? "", page.limit ?? 1_000);
  return rows as ImportProblem[];
}
