import fs from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import type { Db } from "../db/db.ts";
import { type HistoryTarget, NO_CALL, writeHistoryBatch } from "../db/history.ts";
import { addImportProblems, findHistoryFile, forgetFileProblems, openHistoryFiles } from "../db/history-files.ts";
import { whenFree } from "../db/patience.ts";
import { isMissing, type Transcript, toTranscript } from "./find-transcripts.ts";
import { peekTranscript } from "./peek-transcript.ts";
import { planTranscript, type TranscriptPlan } from "./plan-transcript.ts";
import { endingBatch, readBatches } from "./transcript-reader.ts";

/** What one reading of a transcript brought. */
export interface FileSummary {
  path: string;
  /** The thread that its lines belong to; null when there is none yet. */
  threadId: string | null;
  /** Lines that were read now. */
  lines: number;
  /** Messages that came in now. */
  messages: number;
  problems: number;
  /** Bytes that were read now. */
  bytes: number;
  /** Why nothing of it is imported ("its thread was deleted", say); null when it is. */
  skipped: string | null;
  /** Whether the session seems to go on: look again soon, though the file doesn't change, to see it end. */
  open: boolean;
}

/**
 * Brings in what was appended to a transcript since it was read last. Open pages are told of it.
 * @param file a session's transcript, or a sub-agent's
 * @param root the directory that holds `projects`
 * @throws SwitchboardError database-busy, disk-full. A file that is gone or can't be read is told in the summary.
 */
export async function readNewLines(db: Db, file: string, root: string): Promise<FileSummary> {
  const summary: FileSummary = {
    ...{ path: file, threadId: null, lines: 0, messages: 0, problems: 0, bytes: 0, skipped: null, open: false },
  };
  try {
    const transcript = toTranscript(file, await fs.stat(file));
    const known = await whenFree(() => findHistoryFile(db, file));
    const isOpen = known?.skipped === null && known.state?.turn?.verdict === null;
    if (known?.size === transcript.size && known.mtimeMs === transcript.mtimeMs && !isOpen) {
      return { ...summary, threadId: known.threadId, skipped: known.skipped };
    }
    return await readOn(db, transcript, root, summary);
  } catch (error) {
    if (!isFileError(error)) throw error;
    return await noteUnreadable(db, summary, error);
  }
}

async function readOn(db: Db, transcript: Transcript, root: string, summary: FileSummary): Promise<FileSummary> {
  const head = peekTranscript(transcript.path);
  const plan = await whenFree(() => planTranscript(db, { root, transcript, head, bulk: false, reserved: new Map() }));
  if (plan.kind === "later") return { ...summary, open: true };
  if (plan.kind === "skip") return { ...summary, threadId: plan.threadId, skipped: plan.reason };
  return readPlan(db, plan, summary);
}

async function readPlan(
  db: Db,
  { reading, target }: Extract<TranscriptPlan, { kind: "read" }>,
  summary: FileSummary,
): Promise<FileSummary> {
  for (const batch of readBatches(reading)) {
    const written = await whenFree(() => writeHistoryBatch(db, target, batch, null));
    if (written === null) return { ...summary, open: true }; // someone else reads it: look again
    if (written.skipped === NO_CALL)
      return reading.isQuiet ? readOrphan(db, reading, target, summary) : { ...summary, open: true };
    summary.lines += batch.lines;
    summary.bytes += batch.to - batch.from;
    summary.messages += written.messages;
    summary.problems += written.problems;
    summary.skipped = written.skipped;
    summary.open = batch.state.turn !== null && batch.state.turn.verdict === null;
    if (summary.skipped !== null) break;
    await setImmediate(); // others get their turn on the event loop
  }
  return { ...summary, threadId: target.threadIsKnown ? target.threadId : null };
}

/** A sub-agent's transcript whose call is in no answer: it is read as a conversation of its own. */
function readOrphan(
  db: Db,
  reading: Extract<TranscriptPlan, { kind: "read" }>["reading"],
  target: HistoryTarget,
  summary: FileSummary,
): Promise<FileSummary> {
  const place = { ...reading.place, agentOf: null, isOrphan: true };
  return readPlan(db, { kind: "read", reading: { ...reading, place }, target }, summary);
}

/**
 * Ends answers of sessions that have said nothing for a quarter of an hour, so that nothing is shown as going on for
 * ever. Cheap when there are none; to be called now and then.
 */
export async function closeQuietSessions(db: Db): Promise<void> {
  for (const { path, root } of await whenFree(() => openHistoryFiles(db))) await readNewLines(db, path, root);
}

/** An error of the file system, not of the store. */
export function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}

/** What can't be read is told once; what goes on in a file that is gone has ended. */
async function noteUnreadable(db: Db, summary: FileSummary, error: NodeJS.ErrnoException): Promise<FileSummary> {
  const { path } = summary;
  if (isMissing(error)) {
    await whenFree(() => endVanished(db, path));
    return { ...summary, skipped: "the file is gone" };
  }
  await whenFree(() => {
    db.$client
      .transaction(() => {
        forgetFileProblems(db, path);
        addImportProblems(db, [{ path, line: null, kind: "unreadable", detail: error.message }]);
      })
      .immediate();
  });
  return { ...summary, problems: 1, skipped: "it can't be read" };
}

function endVanished(db: Db, path: string): void {
  const file = findHistoryFile(db, path);
  const batch = file?.state && file.threadId ? endingBatch(file.state, file.offset) : null;
  if (!file?.threadId || batch === null) return;
  const { root, size, mtimeMs, threadId } = file;
  const names = { sessionId: file.sessionId ?? "", threadId, module: "", cwd: "" };
  writeHistoryBatch(
    db,
    {
      ...{ path, root, size, mtimeMs, ...names, announces: true, expected: file.offset, threadIsKnown: true },
      ...{ titleGiven: null, takesTitle: false, agentSkip: 0, muted: new Set<string>(), isOwn: () => false },
    },
    batch,
    null,
  );
}
