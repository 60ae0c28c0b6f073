import { SwitchboardError } from "../core/failure.ts";
import type { ImportFailure, ImportKind, ImportRecord } from "../core/import.ts";
import type { Db } from "./db.ts";
import { beginImport, endImport, findImport, runningImports } from "./imports.ts";
import { prepared } from "./prepared.ts";

/** An import that is about to begin. */
export interface ImportClaim {
  importId: string;
  kind: ImportKind;
  /** The directory or file that is to be read; absolute. */
  source: string;
  /** JSON of the identity of the process that imports, or is about to launch the one that does. */
  process: string;
}

/** Whether a process, as JSON of its identity (null: none is known), still runs. */
export type IsAlive = (process: string | null) => boolean;

/**
 * Begins an import unless one runs: an import is one writer for minutes, and two would only hold each other up.
 * @throws SwitchboardError import-running
 */
export function claimImport(db: Db, claim: ImportClaim, isAlive: IsAlive): void {
  const take = db.$client.transaction(() => {
    failDeadImports(db, isAlive);
    if (runningImports(db).length > 0) {
      throw new SwitchboardError("import-running", "Another import is running on this database.", {
        hint: "Wait until it has ended, or cancel it, then import again.",
      });
    }
    beginImport(db, claim);
  });
  take.immediate();
}

/** Notes which process imports. */
export function noteImporter(db: Db, importId: string, process: string): void {
  prepared(db, "UPDATE imports SET process = ? WHERE import_id = ? AND state = 'running'").run(process, importId);
}

/** Ends the imports whose process is gone, so that none is shown as running for ever. @returns whether there were any */
export function failDeadImports(db: Db, isAlive: IsAlive): boolean {
  const dead = runningImports(db).filter(({ process }) => !isAlive(process));
  for (const { importId } of dead) endImport(db, importId, "failed", INTERRUPTED);
  return dead.length > 0;
}

const INTERRUPTED: ImportFailure = {
  code: "import-interrupted",
  message: "The process that imported ended before it was done.",
  hint: "Import again: what was read is kept, and it goes on from there.",
};

/** The import that runs, of whatever kind; null when none does. */
export function runningImport(db: Db): ImportRecord | null {
  const [running] = runningImports(db);
  return running ? findImport(db, running.importId) : null;
}

/** The newest import of this history (another directory is another history) that has ended. */
export function lastHistoryImport(db: Db, root: string): ImportRecord | null {
  const importId = prepared(
    db,
    `SELECT import_id FROM imports WHERE kind = 'history' AND source = ? AND state <> 'running'
     ORDER BY started_at DESC, rowid DESC LIMIT 1`,
  )
    .pluck()
    .get(root);
  return typeof importId === "string" ? findImport(db, importId) : null;
}

/** Whether all of this history was imported once. */
export function wasHistoryImported(db: Db, root: string): boolean {
  const complete = "SELECT 1 FROM imports WHERE kind = 'history' AND source = ? AND state = 'complete' LIMIT 1";
  return prepared(db, complete).get(root) !== undefined;
}
