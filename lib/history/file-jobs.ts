import { randomUUID } from "node:crypto";
import path from "node:path";
import { checkAbsolutePath } from "../core/absolute-path.ts";
import { REFUSAL_CODES, SwitchboardError } from "../core/failure.ts";
import type { FileJob, FileJobPhase } from "../core/file-job.ts";
import { processWide } from "../process-wide.ts";
import type { Engine } from "../queries/engine.ts";
import { FileThread, isFileThreadError } from "./file-thread.ts";
import type { FileWorkerData } from "./file-worker-messages.ts";

/** A preview that nobody goes on from lets go of the file after this long, in milliseconds. */
const WAIT_MS = 60 * 60_000;
/** How many ended ones are remembered, for pages that still show them. */
const KEPT_JOBS = 20;

interface StandingJob {
  shown: FileJob;
  thread: FileThread;
  /** Lets go of what was uploaded; the file of a person stays. */
  release: () => void;
  waiting: NodeJS.Timeout | null;
}

const jobs = () => processWide("file-jobs", () => new Map<string, StandingJob>());

/**
 * Opens a file and begins to preview it.
 * @param file absolute
 * @param release what to do when the file is not needed any more
 * @throws SwitchboardError as openImportFile; input-invalid for a path that is not absolute
 */
export async function beginPreview(engine: Engine, file: string, release: () => void = () => {}): Promise<FileJob> {
  checkAbsolutePath(file);
  const thread = await opened({ file, home: engine.env.home, databasePath: engine.env.databasePath });
  const shown: FileJob = {
    ...{
      jobId: randomUUID(),
      phase: "previewing",
      name: path.basename(file),
      report: null,
      refusal: null,
      since: now(),
    },
  };
  const job: StandingJob = { shown, thread, release, waiting: null };
  forgetOldest();
  jobs().set(shown.jobId, job);
  void work(job, { preview: true, asCopies: false });
  return shown;
}

/** Imports what was previewed. @throws SwitchboardError import-unknown */
export function beginImport(jobId: string, asCopies: boolean): FileJob {
  const job = requireJob(jobId);
  if (job.shown.phase !== "previewed") {
    throw new SwitchboardError("import-unknown", `${job.shown.name} is not waiting to be imported.`, {
      hint: "Choose the file again.",
    });
  }
  if (job.waiting) clearTimeout(job.waiting);
  job.shown = { ...job.shown, report: null };
  enter(job, "importing");
  void work(job, { preview: false, asCopies });
  return job.shown;
}

/** Ends a preview or an import after its step; what was imported stays. @throws SwitchboardError import-unknown */
export function cancelJob(jobId: string): void {
  const job = requireJob(jobId);
  if (job.shown.phase === "previewing" || job.shown.phase === "importing") job.thread.stop();
  if (job.shown.phase === "previewed") finish(job, "cancelled");
}

/** @throws SwitchboardError import-unknown */
export function findJob(jobId: string): FileJob {
  return requireJob(jobId).shown;
}

/** @throws SwitchboardError why the file can't be imported */
async function opened(data: FileWorkerData): Promise<FileThread> {
  try {
    return await FileThread.open(data);
  } catch (cause) {
    if (!isFileThreadError(cause)) throw cause;
    const { code, message, hint } = cause.refusal;
    const known = REFUSAL_CODES.find((one) => one === code);
    if (!known) throw cause;
    throw new SwitchboardError(known, message, { hint, field: "file", cause });
  }
}

async function work(job: StandingJob, options: { preview: boolean; asCopies: boolean }): Promise<void> {
  try {
    const end = await job.thread.run(options, (report) => {
      job.shown = { ...job.shown, report };
    });
    if (end) job.shown = { ...job.shown, report: end.report };
    if (end?.state === "complete" && options.preview) waitForPerson(job);
    else finish(job, end?.state ?? "cancelled");
  } catch (error) {
    if (!isFileThreadError(error)) console.error(`The import of ${job.shown.name} failed.`, error);
    const hint = "What came in is kept. Import the file again.";
    const refusal = isFileThreadError(error) ? error.refusal : { code: "unforeseen", message: String(error), hint };
    job.shown = { ...job.shown, refusal };
    finish(job, "failed");
  }
}

function waitForPerson(job: StandingJob): void {
  enter(job, "previewed");
  job.waiting = setTimeout(() => finish(job, "cancelled"), WAIT_MS);
  job.waiting.unref();
}

function finish(job: StandingJob, phase: FileJobPhase): void {
  if (job.waiting) clearTimeout(job.waiting);
  enter(job, phase);
  job.thread.close();
  job.release();
}

function enter(job: StandingJob, phase: FileJobPhase): void {
  job.shown = { ...job.shown, phase, since: now() };
}

function requireJob(jobId: string): StandingJob {
  const job = jobs().get(jobId);
  if (job) return job;
  throw new SwitchboardError("import-unknown", "This import is not known any more: the dashboard was started anew.", {
    hint: "Choose the file again: what came in before is found to be there.",
  });
}

function forgetOldest(): void {
  const ended = [...jobs().values()].filter(({ shown }) => ["complete", "cancelled", "failed"].includes(shown.phase));
  for (const { shown } of ended.slice(0, Math.max(0, ended.length - KEPT_JOBS))) jobs().delete(shown.jobId);
}

const now = () => Date.now() / 1000;
