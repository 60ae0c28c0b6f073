import path from "node:path";
import type { TurnPiece } from "../core/transcript-types.ts";
import type { Db } from "../db/db.ts";
import type { HistoryTarget } from "../db/history.ts";
import {
  fileOfSession,
  findHistoryFile,
  type HistoryFile,
  isDeletedSession,
  saveHistoryFile,
  THREAD_DELETED,
} from "../db/history-files.ts";
import { type OwnRun, ownRunsOf, runningSince } from "../db/own-runs.ts";
import { findThread } from "../db/threads.ts";
import { derivedId } from "./derived-id.ts";
import { placeOfTranscript, type Transcript } from "./find-transcripts.ts";
import { nameDirectory } from "./name-directory.ts";
import { agentIdOf, startingCall, type TranscriptHead } from "./peek-transcript.ts";
import { isQuietSession } from "./quiet-session.ts";
import type { ReadingPlan } from "./transcript-reader.ts";

export type TranscriptPlan =
  | { kind: "read"; reading: ReadingPlan; target: HistoryTarget }
  /** Nothing of it is imported. */
  | { kind: "skip"; reason: string; threadId: string | null }
  /** It can't be told yet whose it is: look again soon. */
  | { kind: "later" };

export interface PlanOptions {
  root: string;
  transcript: Transcript;
  head: TranscriptHead;
  /** Whether many are brought in at once. */
  bulk: boolean;
  /** Names of modules given during this import. */
  reserved: Map<string, string>;
}

/** Decides what is to be done with a transcript: which thread and module it goes to, and from where it is read. */
export function planTranscript(db: Db, options: PlanOptions): TranscriptPlan {
  const { root, transcript, head } = options;
  const place = placeOfTranscript(root, transcript.path);
  if (place === null) return { kind: "skip", reason: "it is no transcript of this directory", threadId: null };
  const file = findHistoryFile(db, transcript.path);
  const sessionId = (place.isStray ? head.sessionId : null) ?? path.basename(place.sessionDir);
  const own = ownRunsOf(db, sessionId);
  const cwd = own[0]?.cwd ?? head.cwd ?? path.dirname(place.sessionDir);
  if (own.length === 0 && file === null && isOfStartingRun(db, cwd, transcript)) return { kind: "later" };
  const isQuiet = isQuietSession(root, sessionId, transcript.mtimeMs);
  const sibling = file?.threadId ? file : fileOfSession(db, sessionId);
  const known = sibling?.threadId ?? own[0]?.threadId ?? null;
  if (known === null ? isDeletedSession(db, sessionId) : findThread(db, known) === null) {
    return skip(db, { options, file, sessionId, threadId: known, reason: THREAD_DELETED });
  }
  const call = place.isAgent ? (startingCall(transcript.path) ?? agentCall(sibling, transcript, head)) : null;
  if (place.isAgent && call === null && !isQuiet) return { kind: "later" };
  const threadId = known ?? freeThreadId(db, sessionId);
  const module = own[0]?.module ?? nameDirectory(db, cwd, options.reserved);
  return {
    kind: "read",
    reading: {
      path: transcript.path,
      place: {
        sessionId,
        threadId,
        module,
        agentOf: call,
        isOrphan: place.isAgent && call === null,
        documents: options.bulk,
      },
      ...{
        sessionDir: place.sessionDir,
        offset: file?.offset ?? 0,
        lines: file?.lines ?? 0,
        state: file?.state ?? null,
      },
      isQuiet,
    },
    target: {
      ...{
        path: transcript.path,
        root,
        size: transcript.size,
        mtimeMs: transcript.mtimeMs,
        sessionId,
        threadId,
        module,
        cwd,
      },
      ...{ announces: !options.bulk, expected: file?.offset ?? 0, threadIsKnown: known !== null },
      ...{ titleGiven: file?.state?.title?.text ?? null, takesTitle: own.length === 0 && !place.isAgent },
      agentSkip: file?.state?.agentSkip ?? 0,
      muted: new Set(file?.state?.turn?.muted ? [file.state.turn.messageId] : []),
      isOwn: (piece) => isOwnPiece(own, piece),
    },
  };
}

/**
 * A run of Switchboard's that is just being answered in the directory may not have told its session yet, and a file
 * that is younger than that run may be its.
 */
function isOfStartingRun(db: Db, cwd: string, { bornMs }: Transcript): boolean {
  const since = runningSince(db, cwd);
  return since !== null && bornMs / 1000 >= since - CLOCK_SECONDS;
}

/** How far the times of two programs may be apart, in seconds. */
const CLOCK_SECONDS = 2;
/** A question may have been typed into a session that a run of the same words was launched in: not so long before. */
const SAME_WORDS_SECONDS = 60;

/** Whether a run of Switchboard's asked it: in its time, or with its words at about its time. */
function isOwnPiece(own: readonly OwnRun[], { question, startedAt }: TurnPiece): boolean {
  return own.some((run) => {
    const isWithin = (slack: number) =>
      startedAt >= run.startedAt - slack && startedAt <= (run.endedAt ?? Infinity) + slack;
    // A question is asked before its answer ends: what comes right after it was typed by someone else.
    if (startedAt >= run.startedAt - CLOCK_SECONDS && startedAt <= (run.endedAt ?? Infinity)) return true;
    return question !== null && run.question?.trim() === question.content.trim() && isWithin(SAME_WORDS_SECONDS);
  });
}

/** The call that started a sub-agent, as its result in the session's own transcript tells it. */
function agentCall(sibling: HistoryFile | null, { path: file }: Transcript, head: TranscriptHead): string | null {
  const agents = sibling?.state?.agents ?? {};
  return agents[head.agentId ?? ""] ?? agents[agentIdOf(file)] ?? null;
}

/** The session's own id, unless another program's thread has it. */
function freeThreadId(db: Db, sessionId: string): string {
  const isOurs = (id: string) => {
    const thread = findThread(db, id);
    return thread === null || thread.metadata?.session_id === sessionId;
  };
  return isOurs(sessionId) ? sessionId : derivedId("thread", sessionId);
}

function skip(
  db: Db,
  found: { options: PlanOptions; file: HistoryFile | null; sessionId: string; threadId: string | null; reason: string },
): TranscriptPlan {
  const { options, file, sessionId, threadId, reason } = found;
  const { path: name, size, mtimeMs } = options.transcript;
  const fresh = { offset: 0, lines: 0, messages: 0, problems: 0, state: null };
  const row = {
    ...fresh,
    ...file,
    path: name,
    root: options.root,
    size,
    mtimeMs,
    sessionId,
    threadId,
    skipped: reason,
  };
  db.$client.transaction(() => saveHistoryFile(db, row)).immediate();
  return { kind: "skip", reason, threadId };
}
