import type { ImportProblem, ImportRecord } from "../core/import.ts";
import type { Db } from "../db/db.ts";
import { NAME_TAKEN, NO_CALL, writeHistoryBatch } from "../db/history.ts";
import { addImportProblems, forgetFileProblems } from "../db/history-files.ts";
import { cancelRequested, findImport, type ImportCounts, noteImport } from "../db/imports.ts";
import { whenFree } from "../db/patience.ts";
import type { WriteGroup } from "../db/write-group.ts";
import { isMissing, type Transcript } from "./find-transcripts.ts";
import type { Peeked } from "./order-sessions.ts";
import { peekTranscript } from "./peek-transcript.ts";
import { planTranscript, type TranscriptPlan } from "./plan-transcript.ts";
import type { TranscriptWorker } from "./transcript-pool.ts";

const PROGRESS_MS = 200;

export interface HistoryImport {
  /** The directory that holds `projects`. */
  root: string;
  /** Names the import; default: a new id. */
  importId?: string;
  /** Cancels it, as `cancel_requested_at` of its row does. */
  signal?: AbortSignal;
  /** Told some five times a second, and at the end. */
  onProgress?: (progress: ImportRecord) => void;
}

/** An import that runs. */
export interface Import {
  db: Db;
  options: HistoryImport;
  importId: string;
  counts: ImportCounts;
  threads: Set<string>;
  reserved: Map<string, string>;
  cancelled: boolean;
  notedAt: number;
  group: WriteGroup;
}

/** Brings in what is new in a sub-agent's transcript. */
export async function importAgent(job: Import, worker: TranscriptWorker, transcript: Transcript): Promise<void> {
  let head: Peeked["head"];
  try {
    head = peekTranscript(transcript.path);
  } catch (error) {
    await fileFailed(job, transcript, error);
    return;
  }
  await importFile(job, worker, { transcript, head });
}

/** Brings in what is new in one transcript. */
export async function importFile(job: Import, worker: TranscriptWorker, { transcript, head }: Peeked): Promise<void> {
  const { db, options, reserved } = job;
  const pass: Pass = { job, worker, transcript, bytes: 0 };
  let from = 0;
  for (let again = true; again && !job.cancelled; ) {
    const plan = await whenFree(() =>
      planTranscript(db, { root: options.root, transcript, head, bulk: true, reserved }),
    );
    if (plan.kind !== "read") break;
    from = plan.reading.offset;
    const refused = await readFile(pass, plan);
    again = refused === NAME_TAKEN;
    if (again) reserved.delete(plan.target.module);
    if (refused === NO_CALL && plan.reading.isQuiet) await readOrphan(pass, plan);
  }
  if (job.cancelled) return;
  job.counts.filesDone += 1;
  // What was left out by plan, or stands half-written at its end, counts as done.
  countBytes(pass, transcript.size - from - pass.bytes);
  await noteNowAndThen(job);
}

/** One transcript that is being brought in. */
interface Pass {
  job: Import;
  worker: TranscriptWorker;
  transcript: Transcript;
  /** Counted as done so far. */
  bytes: number;
}

function countBytes(pass: Pass, bytes: number): void {
  const { counts } = pass.job;
  pass.bytes += Math.max(0, bytes);
  counts.bytesDone = Math.min(counts.bytes, counts.bytesDone + Math.max(0, bytes));
}

type ReadPlan = Extract<TranscriptPlan, { kind: "read" }>;

/** @returns why nothing of it could be written; null when it was */
async function readFile(pass: Pass, { reading, target }: ReadPlan): Promise<string | null> {
  const { job, worker, transcript } = pass;
  let refused: string | null = null;
  const failed = await worker.read(reading, async (batch) => {
    const written = await job.group.write((documents) => writeHistoryBatch(job.db, target, batch, documents));
    if (written === null) return false; // someone else reads this file
    if (written.skipped === NO_CALL || written.skipped === NAME_TAKEN) {
      refused = written.skipped;
      return false;
    }
    job.counts.messages += written.messages;
    job.counts.problems += written.problems;
    if (written.grew) job.threads.add(target.threadId);
    job.counts.threads = job.threads.size;
    countBytes(pass, batch.to - batch.from);
    await noteNowAndThen(job);
    await lookForCancel(job);
    return written.skipped === null && !job.cancelled;
  });
  if (failed) await fileFailed(job, transcript, failed);
  return refused;
}

/** A sub-agent's transcript whose call is in no answer: it is read as a conversation of its own. */
async function readOrphan(pass: Pass, { reading, target }: ReadPlan): Promise<void> {
  const place = { ...reading.place, agentOf: null, isOrphan: true };
  await readFile(pass, { kind: "read", reading: { ...reading, place }, target });
}

/** A file that vanished meanwhile is no problem; what else can't be read is told. */
export async function fileFailed(job: Import, { path }: Transcript, error: unknown): Promise<void> {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  if (isMissing(error) || code === "ENOENT") return;
  const message = typeof error === "object" && error !== null && "message" in error ? error.message : error;
  await tellUnreadable(job, path, String(message));
}

export async function tellUnreadable(job: Import, path: string, detail: string): Promise<void> {
  const problem: ImportProblem = { path, line: null, kind: "unreadable", detail };
  await whenFree(() => {
    const tell = job.db.$client.transaction(() => {
      forgetFileProblems(job.db, path);
      addImportProblems(job.db, [problem]);
    });
    tell.immediate();
  });
  job.counts.problems += 1;
}

async function noteNowAndThen(job: Import): Promise<void> {
  if (performance.now() - job.notedAt >= PROGRESS_MS) await note(job);
}

async function lookForCancel(job: Import): Promise<void> {
  const { db, importId, options } = job;
  if (options.signal?.aborted || (await whenFree(() => cancelRequested(db, importId)))) job.cancelled = true;
}

/** Notes how far the import is, and looks whether it is to end. */
export async function note(job: Import): Promise<void> {
  const { db, importId, counts, options } = job;
  job.notedAt = performance.now();
  await whenFree(() => noteImport(db, importId, counts));
  await lookForCancel(job);
  if (!options.onProgress) return;
  const record = await whenFree(() => findImport(db, importId));
  if (record) options.onProgress(record);
}
