import { randomUUID } from "node:crypto";
import type { FileProblem } from "../core/import-tally.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";
import { nowSeconds } from "./rows.ts";

/** An import of a file that has begun. */
export interface NewFileImport {
  kind: "export" | "database";
  /** The file as it was named; absolute. */
  source: string;
  bytes: number;
  /** Identity of the process that imports: JSON of ProcessIdentity. */
  process: string;
}

/** How far it has come. */
export interface FileProgress {
  bytesDone: number;
  threads: number;
  messages: number;
  problems: number;
}

/** How many problems of a file are kept in words; all are counted. */
export const KEPT_PROBLEMS = 10_000;

/** Notes that an import of a file has begun, and forgets what an earlier one of the same file had to tell. */
export function beginFileImport(db: Db, { kind, source, bytes, process }: NewFileImport): string {
  const importId = randomUUID();
  const begin = db.$client.transaction(() => {
    prepared(db, "DELETE FROM import_problems WHERE path = ?").run(source);
    prepared(
      db,
      `INSERT INTO imports (import_id, kind, source, state, process, started_at, files, bytes)
         VALUES (?, ?, ?, 'running', ?, ?, 1, ?)`,
    ).run(importId, kind, source, process, nowSeconds(), bytes);
  });
  begin.immediate();
  return importId;
}

/** Notes how far an import has come, and what it had to tell; within the transaction that brought it there. */
export function noteFileProgress(
  db: Db,
  importId: string,
  { bytesDone, threads, messages, problems }: FileProgress,
  told: readonly FileProblem[],
): void {
  prepared(db, "UPDATE imports SET bytes_done = ?, threads = ?, messages = ?, problems = ? WHERE import_id = ?").run(
    bytesDone,
    threads,
    messages,
    problems,
    importId,
  );
  const room = Math.max(0, KEPT_PROBLEMS - (problems - told.length));
  const add = prepared(
    db,
    "INSERT INTO import_problems (path, line, kind, detail) SELECT source, ?, ?, ? FROM imports WHERE import_id = ?",
  );
  for (const { line, kind, detail } of told.slice(0, room)) add.run(line, kind, detail, importId);
}

/** @param failure JSON with `code`, `message` and `hint`; null unless it failed */
export function endFileImport(
  db: Db,
  importId: string,
  state: "complete" | "cancelled" | "failed",
  failure: string | null,
): void {
  prepared(
    db,
    "UPDATE imports SET state = ?, ended_at = ?, failure = ?, files_done = ? WHERE import_id = ? AND state = 'running'",
  ).run(state, nowSeconds(), failure, state === "complete" ? 1 : 0, importId);
}

/** Whether someone, of whichever process, asked for the import to end. */
export function isCancelled(db: Db, importId: string): boolean {
  const asked = prepared(db, "SELECT cancel_requested_at FROM imports WHERE import_id = ?").pluck().get(importId);
  return asked !== null && asked !== undefined;
}

/** Imports of files that are told to be running, with the process that should be doing it. */
export function runningFileImports(db: Db): { importId: string; process: string | null }[] {
  const rows = prepared(
    db,
    "SELECT import_id AS importId, process FROM imports WHERE state = 'running' AND kind IN ('export', 'database')",
  ).all();
  return rows as { importId: string; process: string | null }[];
}
