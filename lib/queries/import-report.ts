import { IMPORT_PROBLEM_KINDS } from "../core/import.ts";
import { type ImportReport, PROBLEMS_SHOWN } from "../core/import-view.ts";
import { countNotShown } from "../db/history-files.ts";
import { countProblemKinds, readProblems, readSkipped, readTotals } from "../db/import-report.ts";
import { historyRoot } from "../history/survey-history.ts";
import { type Engine, getEngine } from "./engine.ts";

/** Which of the problems are shown. */
export interface ReportPage {
  /** Only those of one kind; anything that is none shows all. */
  kind?: string | undefined;
  /** From 1; anything that is no page is the first one. */
  page?: number | undefined;
}

/** What was read of Claude Code's history so far, what was passed over, and what was not understood. */
export async function readImportReport({ kind, page }: ReportPage = {}, engine?: Engine): Promise<ImportReport> {
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  const wanted = IMPORT_PROBLEM_KINDS.find((known) => known === kind) ?? null;
  const from = (Number.isSafeInteger(page) ? Math.max(1, page ?? 1) - 1 : 0) * PROBLEMS_SHOWN;
  return db.$client.transaction(() => ({
    ...readTotals(db),
    skipped: readSkipped(db),
    kinds: countProblemKinds(db),
    unshown: countNotShown(db, historyRoot(used.env)).map(({ type, lines }) => ({ type, count: lines })),
    problems: readProblems(db, { kind: wanted, from, limit: PROBLEMS_SHOWN }),
  }))();
}
