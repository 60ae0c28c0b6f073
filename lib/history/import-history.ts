import { randomUUID } from "node:crypto";
import { selfIdentity } from "../claude/process-identity.ts";
import { isSwitchboardError } from "../core/failure.ts";
import type { ImportFailure, ImportRecord } from "../core/import.ts";
import { preparedForMuch } from "../db/bulk.ts";
import type { Db } from "../db/db.ts";
import { readSizes } from "../db/history-files.ts";
import { beginImport, endImport, findImport, noteImport } from "../db/imports.ts";
import { whenFree } from "../db/patience.ts";
import { WriteGroup } from "../db/write-group.ts";
import { type FoundTranscripts, findTranscripts, type SessionFiles, type Transcript } from "./find-transcripts.ts";
import {
  fileFailed,
  type HistoryImport,
  type Import,
  importAgent,
  importFile,
  note,
  tellUnreadable,
} from "./import-transcript.ts";
import { type Family, orderSessions } from "./order-sessions.ts";
import { closeQuietSessions } from "./read-transcript.ts";
import { TranscriptWorker } from "./transcript-pool.ts";

/** How an import ended: its row. */
export type ImportSummary = ImportRecord;

/** Threads that read, beside the one that writes: making what search knows takes about as long as writing it. */
const THREADS = 2;
/** Conversations that are brought in at once, so that each thread has something to read while another is written. */
const LANES = 12;

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
    ...{ db, options, importId, threads: new Set(), reserved: new Map(), cancelled: false, notedAt: 0 },
    group: new WriteGroup(db),
    counts: { files: 0, filesDone: 0, bytes: 0, bytesDone: 0, threads: 0, messages: 0, problems: 0 },
  };
  let failure: ImportFailure | null = null;
  try {
    const giveBack = await preparedForMuch(db);
    try {
      await importAll(job);
    } finally {
      job.group.commit(); // what came in before a fault stays
      await giveBack();
    }
    await closeQuietSessions(db);
  } catch (error) {
    failure = failureOf(error);
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
  await note(job);
  if (sessions.length + strays.length === 0) return;
  // They start while the first lines are looked at here.
  const workers = Array.from({ length: THREADS }, () => new TranscriptWorker());
  try {
    await importFamilies(job, workers, sessions);
    // Whose they are is known when the sessions are in.
    const [worker] = workers;
    for (const stray of strays) if (worker && !job.cancelled) await importAgent(job, worker, stray);
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
  }
}

/** Several at once, newest first. */
async function importFamilies(
  job: Import,
  workers: readonly TranscriptWorker[],
  sessions: readonly SessionFiles[],
): Promise<void> {
  const unreadable: [Transcript, unknown][] = [];
  const families = orderSessions(sessions, (transcript, error) => unreadable.push([transcript, error]));
  for (const [transcript, error] of unreadable) await fileFailed(job, transcript, error);
  const lane = async (worker: TranscriptWorker) => {
    for (let family = families.shift(); family && !job.cancelled; family = families.shift()) {
      await importFamily(job, worker, family);
    }
  };
  const lanes = Array.from({ length: LANES / THREADS }, () => workers).flat();
  await Promise.all(lanes.map(lane));
}

function changedSessions(found: FoundTranscripts, isNew: (transcript: Transcript) => boolean): SessionFiles[] {
  return found.sessions.flatMap((session) => {
    const main = session.main && isNew(session.main) ? session.main : null;
    const agents = session.agents.filter(isNew);
    return main || agents.length > 0 ? [{ ...session, main, agents }] : [];
  });
}

async function importFamily(job: Import, worker: TranscriptWorker, family: Family): Promise<void> {
  for (const { main, agents } of family.sessions) {
    if (main && !job.cancelled) await importFile(job, worker, main);
    for (const agent of agents) if (!job.cancelled) await importAgent(job, worker, agent);
  }
}
