import type { ImportProblemKind } from "../core/import.ts";
import type { ImportReport, ProblemPage } from "../core/import-view.ts";
import type { Db } from "./db.ts";
import { prepared } from "./prepared.ts";

type Totals = Omit<ImportReport, "skipped" | "kinds" | "unshown" | "problems">;

/** What was read of the transcripts. The bytes are those of whole lines: a last line that is half written waits. */
export function readTotals(db: Db): Totals {
  const row = prepared(
    db,
    `SELECT count(*) AS files, coalesce(sum("offset"), 0) AS bytes, coalesce(sum(lines), 0) AS lines,
       coalesce(sum(messages), 0) AS messages, count(DISTINCT thread_id) AS threads
     FROM history_files WHERE skipped IS NULL`,
  ).get();
  return row as Totals;
}

/** Transcripts of which nothing was imported, by the reason. */
export function readSkipped(db: Db): ImportReport["skipped"] {
  const rows = prepared(
    db,
    `SELECT skipped AS reason, count(*) AS files FROM history_files WHERE skipped IS NOT NULL
     GROUP BY skipped ORDER BY files DESC, skipped`,
  ).all();
  return rows as ImportReport["skipped"];
}

/** How often each kind of problem was met. */
export function countProblemKinds(db: Db): ImportReport["kinds"] {
  const rows = prepared(
    db,
    "SELECT kind, count(*) AS count FROM import_problems GROUP BY kind ORDER BY count DESC, kind",
  ).all();
  return rows as ImportReport["kinds"];
}

/** Some of the problems, by file and line. @param kind null: of every kind */
export function readProblems(
  db: Db,
  { kind, from, limit }: { kind: ImportProblemKind | null; from: number; limit: number },
): ProblemPage {
  const where = "WHERE @kind IS NULL OR kind = @kind";
  const total = Number(prepared(db, `SELECT count(*) FROM import_problems ${where}`).pluck().get({ kind }));
  const problems = prepared(
    db,
    `SELECT problem_id AS problemId, path, line, kind, detail FROM import_problems ${where}
     ORDER BY path, coalesce(line, 0), problem_id LIMIT @limit OFFSET @from`,
  ).all({ kind, from, limit });
  return { total, from, problems: problems as ProblemPage["problems"] };
}
