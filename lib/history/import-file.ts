import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { isAlive, parseIdentity, selfIdentity } from "../claude/process-identity.ts";
import { isSwitchboardError } from "../core/failure.ts";
import type { FileReport } from "../core/file-report.ts";
import type { ImportFailure } from "../core/import.ts";
import { isAccountedFor } from "../core/import-tally.ts";
import type { Db } from "../db/db.ts";
import { beginFileImport, noteFileProgress, noteFileRead } from "../db/file-imports.ts";
import { failDeadImports } from "../db/import-jobs.ts";
import { cancelRequested, endImport } from "../db/imports.ts";
import { tellOfImport } from "../db/insert-records.ts";
import { Landing, type PlacedRecord } from "../db/land-records.ts";
import { whenFree } from "../db/patience.ts";
import { FileSummary } from "./file-summary.ts";
import type { ImportSource, SourceBatch } from "./import-source.ts";

export interface ImportOptions {
  /** Only counts what would happen. */
  preview?: boolean;
  /** What has the id of something else comes in under an id of its own, instead of being kept out. */
  asCopies?: boolean;
  /** Whether modules get the rights that the file gives them: a person has said so. */
  grant?: boolean;
  /** How long a transaction may hold the database and the event loop, in milliseconds. */
  sliceMs: number;
  /** How long the event loop is left to others between two, in milliseconds. */
  restMs: number;
  signal?: AbortSignal;
  /** Told after each step; the report is made when it is asked for. */
  onProgress?: (report: () => FileReport) => void;
  /** Told when the import stands in the table of imports. */
  onBegun?: (importId: string) => void;
}

/** How an import of a file ended. A cancelled one keeps what it brought in; the same import again goes on. */
export interface ImportEnd {
  state: "complete" | "cancelled";
  report: FileReport;
}

/**
 * Imports a file that was opened, or previews that. Nothing that is there is changed.
 * @param name the file as it was named; problems are kept under it
 * @throws SwitchboardError file-damaged, import-incomplete, database-busy, disk-full; what was read is kept
 */
export async function importFile(
  db: Db,
  source: ImportSource,
  name: string,
  options: ImportOptions,
): Promise<ImportEnd> {
  const run = new ImportRun(db, source, name, options);
  return options.preview ? run.read() : run.import();
}

class ImportRun {
  readonly #db: Db;
  readonly #source: ImportSource;
  readonly #name: string;
  readonly #options: ImportOptions;
  readonly #landing: Landing;
  readonly #summary: FileSummary;
  #importId: string | null = null;

  constructor(db: Db, source: ImportSource, name: string, options: ImportOptions) {
    this.#db = db;
    this.#source = source;
    this.#name = name;
    this.#options = options;
    const { preview = false, asCopies = false, grant = false } = options;
    this.#landing = new Landing(db, { dry: preview, asCopies, grant });
    this.#summary = new FileSummary(source, name);
  }

  /** Reads, and notes in the table of imports how it went. */
  async import(): Promise<ImportEnd> {
    const { kind, bytes } = this.#source;
    const process = JSON.stringify(selfIdentity());
    await whenFree(() => failDeadImports(this.#db, isImporter));
    const importId = await whenFree(() => beginFileImport(this.#db, { kind, bytes, source: this.#name, process }));
    this.#importId = importId;
    this.#options.onBegun?.(importId);
    try {
      const end = await this.read();
      await whenFree(() => {
        if (end.state === "complete") noteFileRead(this.#db, importId);
        endImport(this.#db, importId, end.state, null);
      });
      return end;
    } catch (error) {
      await whenFree(() => endImport(this.#db, importId, "failed", failureOf(error)));
      throw error;
    } finally {
      await whenFree(() => tellOfImport(this.#db));
    }
  }

  async read(): Promise<ImportEnd> {
    for await (const batch of this.#source.read()) {
      await this.#takeBatch(batch);
      if (this.#isToLeave()) return { state: "cancelled", report: this.#summary.report() };
    }
    if (!isAccountedFor(this.#summary.tally)) throw new Error("An import lost count of what it read.");
    return { state: "complete", report: this.#summary.report() };
  }

  async #takeBatch(batch: SourceBatch): Promise<void> {
    this.#summary.addTally(batch.broken);
    this.#summary.addRecords(batch.records);
    let left: readonly PlacedRecord[] = batch.records;
    let told = batch.problems;
    if (left.length === 0 && told.length === 0) return this.#rest();
    do {
      left = await this.#landSome(left, told, batch.bytesDone);
      told = [];
      this.#options.onProgress?.(() => this.#summary.report());
      await this.#rest();
    } while (left.length > 0 && !this.#isToLeave());
  }

  async #rest(): Promise<void> {
    if (this.#options.restMs > 0) await sleep(this.#options.restMs);
    else await setImmediate();
  }

  async #landSome(
    records: readonly PlacedRecord[],
    told: SourceBatch["problems"],
    bytesDone: number,
  ): Promise<readonly PlacedRecord[]> {
    const summary = this.#summary;
    const { taken, tally, problems } = await whenFree(() =>
      this.#landing.land(records, this.#options.sliceMs, (landed) => {
        if (this.#importId === null) return;
        const all = [...told, ...landed.problems];
        const threads =
          summary.tally.threads.added + summary.tally.made + landed.tally.threads.added + landed.tally.made;
        const messages = summary.tally.messages.added + landed.tally.messages.added;
        const progress = {
          bytes: this.#source.bytes,
          bytesDone,
          threads,
          messages,
          problems: summary.problemCount + all.length,
        };
        noteFileProgress(this.#db, this.#importId, progress, all);
      }),
    );
    summary.addTally(tally);
    summary.addProblems([...told, ...problems]);
    summary.bytesDone = bytesDone;
    return records.slice(taken);
  }

  #isToLeave(): boolean {
    return (
      this.#options.signal?.aborted === true || (this.#importId !== null && cancelRequested(this.#db, this.#importId))
    );
  }
}

/** Whether the process that a row of the table of imports names still runs. */
function isImporter(process: string | null): boolean {
  const identity = parseIdentity(process);
  return identity !== null && isAlive(identity);
}

function failureOf(error: unknown): ImportFailure {
  if (isSwitchboardError(error)) return { code: error.code, message: error.message, hint: error.hint };
  return { code: "unforeseen", message: String(error), hint: "What was imported stays. Import the file again." };
}
