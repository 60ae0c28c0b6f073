import { randomUUID } from "node:crypto";
import type { FileProblem } from "../core/import-tally.ts";
import type { Db } from "./db.ts";
import { beginImport, type ImportCounts, noteImport } from "./imports.ts";
import { prepared } from "./prepared.ts";

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
export type FileProgress = Omit<ImportCounts, "files" | "filesDone">;

/** How many problems of a file are kept in words; all are counted. */
export const KEPT_PROBLEMS = 10_000;

/** Notes that an import of a file has begun, and forgets what an earlier one of the same file had to tell. */
export function beginFileImport(db: Db, { kind, source, bytes, process }: NewFileImport): string {
  const importId = randomUUID();
  const begin = db.$client.transaction(() => {
    prepared(db, "DELETE FROM import_problems WHERE path = ?").run(source);
    beginImport(db, { importId, kind, source, process });
    noteFileProgress(db, importId, { bytes, bytesDone: 0, threads: 0, messages: 0, problems: 0 }, []);
  });
  begin.immediate();
  return importId;
}

/** Notes how far an import has come, and what it had to tell; within the transaction that brought it there. */
export function noteFileProgress(db: Db, importId: string, progress: FileProgress, told: readonly FileProblem[]): void {
  noteImport(db, importId, { files: 1, filesDone: 0, ...progress });
  const room = Math.max(0, KEPT_PROBLEMS - (progress.problems - told.length));
  const add = prepared(
    db,
    "INSERT INTO import_problems (path, line, kind, detail) SELECT source, ?, ?, ? FROM imports WHERE import_id = ?",
  );
  for (const { line, kind, detail } of told.slice(0, room)) add.run(line, kind, detail, importId);
}

/** Notes that the whole file was read. */
export function noteFileRead(db: Db, importId: string): void {
  prepared(db, "UPDATE imports SET files_done = files WHERE import_id = ?").run(importId);
}
