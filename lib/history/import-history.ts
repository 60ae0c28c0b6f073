import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { selfIdentity } from "../claude/process-identity.ts";
import { isSwitchboardError } from "../core/failure.ts";
import type { ImportFailure, ImportProblem, ImportRecord } from "../core/import.ts";
import { preparedForMuch } from "../db/bulk.ts";
import type { Db } from "../db/db.ts";
import { NO_CALL, writeHistoryBatch } from "../db/history.ts";
import { addImportProblems, forgetFileProblems, readSizes } from "../db/history-files.ts";
import { beginImport, cancelRequested, endImport, findImport, type ImportCounts, noteImport } from "../db/imports.ts";
import { whenFree } from "../db/patience.ts";
import {
  type FoundTranscripts,
  findTranscripts,
  isMissing,
  type SessionFiles,
  type Transcript,
} from "./find-transcripts.ts";
import { type Family, orderSessions, type Peeked } from "./order-sessions.ts";
import { peekTranscript } from "./peek-transcript.ts";
import { planTranscript, type TranscriptPlan } from "./plan-transcript.ts";
import { closeQuietSessions } from "./read-transcript.ts";
import { TranscriptWorker } from "./transcript-pool.ts";

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

/** How an import ended: its row. */
export type ImportSummary = ImportRecord;

/** Threads that read, beside the one that writes: making what search knows takes longer than writing it. */
const WORKERS = 2;
const PROGRESS_MS = 200;
/** After each transaction other writers get this part of its time, and at least so many milliseconds. */
const PAUSE = 0.05;
const PAUSE_MS = 2;

/** An import that runs. */
interface Import {
  db: Db;
  options: HistoryImport;
  importId: string;
  counts: ImportCounts;
  threads: Set<string>;
  reserved: Map<string, string>;
  cancelled: boolean;
  notedAt: number;
  /** When the next transaction may begin, by the monotonic clock. */
  freeAt: number;
}

/**
 * Imports Claude Code's own history, newest sessions first. What was imported before is left as it is; what was
 * appended since is added. Its row in `imports` tells its progress and how it ended: it is never thrown.
 * @throws SwitchboardError database-busy, disk-full when not even that row can be written
 */
export async function importHistory(db: Db, options: HistoryImport): Promise<ImportSummary> {
  const importId = options.importId ?? randomUUID();
  const process = JSON.stringify(selfIdentity());
  await whenFree(() => beginImport(db, { importId, kind: "history", source: options.root, process }));
  const job: Import = {
    ...{ db, options, importId, threads: new Set(), reserved: new Map(), cancelled: false, notedAt: 0, freeAt: 0 },
    counts: { files: 0, filesDone: 0, bytes: 0, bytesDone: 0, threads: 0, messages: 0, problems: 0 },
  };
  let failure: ImportFailure | null = null;
  const giveBack = preparedForMuch(db);
  try {
    await importAll(job);
    await closeQuietSessions(db);
  } catch (error) {
    failure = failureOf(error);
  } finally {
    giveBack();
  }
  const state = failure ? "failed" : job.cancelled ? "cancelled" : "complete";
  await whenFree(() => {
    noteImport(db, importId, job.counts);
    endImport(db, importId, state, failure);
  });
  const ended = await whenFree(() => findImport(db, importId));
  if (ended === null) throw new Error(`The row of the import ${importId} is gone.`);
  options.onProgress?.(ended);
  return ended;
}

function failureOf(error: unknown): ImportFailure {
  if (isSwitchboardError(error)) return { code: error.code, message: error.message, hint: error.hint };
  console.error("The import of history failed.", error);
  const message = error instanceof Error ? error.message : String(error);
  return { code: "unexpected", message, hint: "What was imported stays. Import again: it goes on from there." };
}

async function importAll(job: Import): Promise<void> {
  const found = await findTranscripts(job.options.root);
  const sizes = await whenFree(() => readSizes(job.db, job.options.root));
  await note(job);
  const isNew = ({ path, size, mtimeMs }: Transcript) => {
    const known = sizes.get(path);
    return known?.size !== size || known.mtimeMs !== mtimeMs || known.isOpen;
  };
  const sessions = changedSessions(found, isNew);
  const strays = found.strays.filter(isNew);
  for (const file of [...sessions.flatMap(({ main, agents }) => [...(main ? [main] : []), ...agents]), ...strays]) {
    job.counts.files += 1;
    job.counts.bytes += file.size - Math.min(file.size, sizes.get(file.path)?.size ?? 0);
  }
  for (const { path, detail } of found.unreadable) await tellUnreadable(job, path, detail);
  const unreadable: [Transcript, unknown][] = [];
  const families = orderSessions(sessions, (transcript, error) => unreadable.push([transcript, error]));
  for (const [transcript, error] of unreadable) await fileFailed(job, transcript, error);
  await note(job);
  await withWorkers(Math.min(WORKERS, families.length + strays.length), async (worker) => {
    for (let family = families.shift(); family && !job.cancelled; family = families.shift()) {
      await importFamily(job, worker, family);
    }
  });
  // Whose they are is known when the sessions are in.
  await withWorkers(Math.min(1, strays.length), async (worker) => {
    for (const stray of strays) if (!job.cancelled) await importAgent(job, worker, stray);
  });
}

function changedSessions(found: FoundTranscripts, isNew: (transcript: Transcript) => boolean): SessionFiles[] {
  return found.sessions.flatMap((session) => {
    const main = session.main && isNew(session.main) ? session.main : null;
    const agents = session.agents.filter(isNew);
    return main || agents.length > 0 ? [{ ...session, main, agents }] : [];
  });
}

async function withWorkers(count: number, work: (worker: TranscriptWorker) => Promise<void>): Promise<void> {
  const workers = Array.from({ length: count }, () => new TranscriptWorker());
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
  }
}

async function importFamily(job: Import, worker: TranscriptWorker, family: Family): Promise<void> {
  for (const { main, agents } of family.sessions) {
    if (main && !job.cancelled) await importFile(job, worker, main);
    for (const agent of agents) if (!job.cancelled) await importAgent(job, worker, agent);
  }
}

async function importAgent(job: Import, worker: TranscriptWorker, transcript: Transcript): Promise<void> {
  let head: Peeked["head"];
  try {
    head = peekTranscript(transcript.path);
  } catch (error) {
    await fileFailed(job, transcript, error);
    return;
  }
  await importFile(job, worker, { transcript, head });
}

async function importFile(job: Import, worker: TranscriptWorker, { transcript, head }: Peeked): Promise<void> {
  const { db, options, reserved } = job;
  const plan = await whenFree(() => planTranscript(db, { root: options.root, transcript, head, bulk: true, reserved }));
  const before = job.counts.bytesDone;
  if (plan.kind === "read") await readFile(job, worker, plan, transcript);
  if (job.cancelled) return;
  job.counts.filesDone += 1;
  // What was left out by plan, or stands half-written at its end, counts as done.
  const from = plan.kind === "read" ? plan.reading.offset : 0;
  job.counts.bytesDone = Math.max(job.counts.bytesDone, Math.min(job.counts.bytes, before + transcript.size - from));
  await noteNowAndThen(job);
}

async function readFile(
  job: Import,
  worker: TranscriptWorker,
  { reading, target }: Extract<TranscriptPlan, { kind: "read" }>,
  transcript: Transcript,
): Promise<void> {
  let isOrphan = false;
  const failed = await worker.read(reading, async (batch) => {
    const written = await inTurn(job, () => writeHistoryBatch(job.db, target, batch, true));
    isOrphan = written?.skipped === NO_CALL;
    if (written === null || isOrphan) return false; // someone else reads this file
    job.counts.messages += written.messages;
    job.counts.problems += written.problems;
    if (written.grew) job.threads.add(target.threadId);
    job.counts.threads = job.threads.size;
    job.counts.bytesDone = Math.min(job.counts.bytes, job.counts.bytesDone + batch.to - batch.from);
    await noteNowAndThen(job);
    await lookForCancel(job);
    return written.skipped === null && !job.cancelled;
  });
  if (failed) await fileFailed(job, transcript, failed);
  if (!isOrphan || !reading.isQuiet) return;
  const place = { ...reading.place, agentOf: null, isOrphan: true };
  await readFile(job, worker, { kind: "read", reading: { ...reading, place }, target }, transcript);
}

/** Writes when the pause after the transaction before is over, so that other writers get in between. */
async function inTurn<T>(job: Import, write: () => T): Promise<T> {
  for (let left = job.freeAt - performance.now(); left > 0; left = job.freeAt - performance.now()) await sleep(left);
  const begun = performance.now();
  const written = await whenFree(write);
  const now = performance.now();
  job.freeAt = now + Math.max(PAUSE_MS, (now - begun) * PAUSE);
  return written;
}

/** A file that vanished meanwhile is no problem; what else can't be read is told. */
async function fileFailed(job: Import, { path }: Transcript, error: unknown): Promise<void> {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  if (isMissing(error) || code === "ENOENT") return;
  const message = typeof error === "object" && error !== null && "message" in error ? error.message : error;
  await tellUnreadable(job, path, String(message));
}

async function tellUnreadable(job: Import, path: string, detail: string): Promise<void> {
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

async function note(job: Import): Promise<void> {
  const { db, importId, counts, options } = job;
  job.notedAt = performance.now();
  await whenFree(() => noteImport(db, importId, counts));
  await lookForCancel(job);
  if (!options.onProgress) return;
  const record = await whenFree(() => findImport(db, importId));
  if (record) options.onProgress(record);
}
