import fs from "node:fs";
import path from "node:path";
import { isAlive, parseIdentity } from "../claude/process-identity.ts";
import type { Run, RunState } from "../core/message.ts";
import type { Db } from "../db/db.ts";
import { findMessage, processingMessages } from "../db/messages.ts";
import { queueOrder } from "../db/queue.ts";
import { activeRuns, findRunOf, type RunRecord } from "../db/runs.ts";
import { openForReading } from "../db/status.ts";
import { listWarm, type WarmProcess } from "../db/warm.ts";
import type { Environment, Limits } from "../env.ts";
import { freeBytesAt } from "./check-disk.ts";

/** Which query. Times here are Unix seconds. */
interface StatusQuery {
  module: string;
  /** The question; null when it is not stored. */
  question: string | null;
  messageId: string;
  threadId: string;
}

export interface RunningStatus extends StatusQuery {
  state: RunState;
  activity: string | null;
  silentSince: number | null;
  startedAt: number;
  cwd: string;
  /** Of the claude process; null while there is none. */
  pid: number | null;
  /** Whether a living process follows it; else the next one takes it up. */
  followed: boolean;
}

export interface WaitingStatus extends StatusQuery {
  place: number | null;
  queuedAt: number | null;
}

export interface KeptStatus {
  module: string;
  threadId: string;
  pid: number | null;
  idleSince: number;
  /** Its memory when it became idle. */
  rssBytes: number;
}

/** A message that another program is writing, or left unfinished. */
export type OtherStatus = Omit<StatusQuery, "question"> & { since: number };

/** What goes on, and where things are. Sizes are in bytes. */
export interface Status {
  database: { path: string; exists: boolean; bytes: number };
  home: string;
  runFiles: { path: string; bytes: number };
  /** Of the disk of SWITCHBOARD_HOME; null where that isn't told. */
  freeBytes: number | null;
  /** Those of this environment. */
  limits: Limits;
  running: RunningStatus[];
  waiting: WaitingStatus[];
  kept: KeptStatus[];
  others: OtherStatus[];
}

/**
 * Looks at what goes on. Only reads: nothing is launched, adopted, made or migrated.
 * @throws SwitchboardError when there is a database that can't be read
 */
export function readStatus(env: Environment): Status {
  const runs = path.join(env.home, "runs");
  const db = openForReading(env.databasePath);
  try {
    return {
      database: {
        path: env.databasePath,
        exists: db !== null,
        bytes: ["", "-wal"].reduce((sum, suffix) => sum + sizeOf(env.databasePath + suffix), 0),
      },
      home: env.home,
      runFiles: { path: runs, bytes: sizeOf(runs) },
      freeBytes: freeBytesAt(nearestDirectory(env.home)),
      limits: env.limits,
      ...(db ? db.$client.transaction(() => readQueries(db))() : NOTHING),
    };
  } finally {
    db?.$client.close();
  }
}

type Queries = Pick<Status, "running" | "waiting" | "kept" | "others">;

const NOTHING: Queries = { running: [], waiting: [], kept: [], others: [] };

function readQueries(db: Db): Queries {
  const processing = processingMessages(db).filter(({ messageId }) => findRunOf(db, messageId)?.origin !== null);
  return {
    running: activeRuns(db).map((record) => runningStatus(db, record)),
    waiting: queueOrder(db).flatMap((messageId) => waitingStatus(db, findRunOf(db, messageId))),
    kept: listWarm(db).map(keptStatus),
    others: processing.map(({ module, messageId, threadId, timestamp }) => ({
      ...{ module, messageId, threadId, since: timestamp },
    })),
  };
}

function runningStatus(db: Db, { run, process, follower }: RunRecord): RunningStatus {
  const { state, activity, silentSince, startedAt, cwd } = run;
  return {
    ...queryOf(db, run),
    ...{ state, activity, silentSince, startedAt, cwd },
    pid: alivePid(process),
    followed: alivePid(follower) !== null,
  };
}

function waitingStatus(db: Db, run: Run | null): WaitingStatus[] {
  return run ? [{ ...queryOf(db, run), place: run.queuePosition, queuedAt: run.queuedAt }] : [];
}

function keptStatus({ module, threadId, process, idleSince, rssBytes }: WarmProcess): KeptStatus {
  return { module, threadId, pid: alivePid(process), idleSince, rssBytes };
}

function queryOf(db: Db, { module, questionId, messageId, threadId }: Run): StatusQuery {
  return { module, question: findMessage(db, questionId)?.content ?? null, messageId, threadId };
}

/** The pid of a stored identity; null when that process is gone. */
function alivePid(stored: string | null): number | null {
  const identity = parseIdentity(stored);
  return identity && isAlive(identity) ? identity.pid : null;
}

/** How large a file is, or a folder with all that is in it; 0 for what is not there. */
function sizeOf(at: string): number {
  try {
    const stat = fs.lstatSync(at);
    if (!stat.isDirectory()) return stat.size;
    return fs.readdirSync(at).reduce((sum, name) => sum + sizeOf(path.join(at, name)), 0);
  } catch {
    return 0; // not there, or gone meanwhile
  }
}

/** The directory itself, or the one above it that is there. */
function nearestDirectory(directory: string): string {
  const above = path.dirname(directory);
  return fs.existsSync(directory) || above === directory ? directory : nearestDirectory(above);
}
