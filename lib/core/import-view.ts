import type { ImportProblem, ImportProblemKind, ImportRecord } from "./import.ts";

/** What Claude Code's own history holds, as its files tell without being read. */
export interface HistoryFound {
  /** The directory that holds `projects`; absolute. */
  root: string;
  /** Whether there is any history. */
  exists: boolean;
  /** Project directories that have sessions. */
  directories: number;
  sessions: number;
  /** Transcripts of sub-agents. */
  subagents: number;
  /** Bytes of all transcripts. */
  bytes: number;
  /** When the newest transcript was written last, in Unix seconds. */
  newestAt: number | null;
  /** Why something could not be looked at, in words; null when all was. */
  problem: string | null;
}

/** Where importing Claude Code's history and following it stand. Times are Unix seconds. */
export interface ImportsView {
  /** When this was read, by the clock that the records use. */
  now: number;
  /** false: SWITCHBOARD_HISTORY=off, and nothing of the history is looked at. */
  enabled: boolean;
  found: HistoryFound;
  /** Whether nothing of it is left to offer: it was imported or declined, or all of it are runs of Switchboard's own. */
  settled: boolean;
  /** Whether someone said that the history is not to be offered on the home page. */
  declined: boolean;
  /** The import that runs now, of whatever kind; null when none does. */
  running: ImportRecord | null;
  /** The newest import of the history that has ended. */
  last: ImportRecord | null;
  following: Following;
}

/** Whether sessions that go on elsewhere are shown while they are written. */
export interface Following {
  /** Whether it can be: the history was imported once. */
  possible: boolean;
  /** Whether it is wanted; it is unless someone switched it off. */
  wanted: boolean;
  /** Whether a process does so now. */
  active: boolean;
}

/** What the home page has to say about the history. */
export type HomeOffer =
  /** There is a history that nobody has imported or declined. */
  | "offer"
  /** It is being imported. */
  | "running"
  /** The last import was cancelled or has failed. */
  | "unfinished";

/** What of it belongs on the home page; null when nothing does. */
export function homeOffer({ enabled, found, settled, declined, running, last }: ImportsView): HomeOffer | null {
  if (!enabled) return null;
  if (running?.kind === "history") return "running";
  if (running !== null || declined) return null;
  if (last !== null) return last.state === "complete" ? null : "unfinished";
  return found.sessions > 0 && !settled ? "offer" : null;
}

/** Transcripts of which nothing was imported, by the reason. */
export interface SkippedFiles {
  reason: string;
  files: number;
}

/** What was read of the history so far, in all imports of it and while it was followed. */
export interface ImportReport {
  files: number;
  bytes: number;
  lines: number;
  messages: number;
  threads: number;
  skipped: SkippedFiles[];
  /** How often each kind of problem was met, the most frequent first. */
  kinds: { kind: ImportProblemKind; count: number }[];
  /** Types of lines that are known and hold nothing to show, with how many there were. */
  unshown: { type: string; count: number }[];
  problems: ProblemPage;
}

/** How many problems a page of the report shows. */
export const PROBLEMS_SHOWN = 50;

/** Some of what was not understood, by file and line. */
export interface ProblemPage {
  /** How many there are in all. */
  total: number;
  /** How many stand before these. */
  from: number;
  problems: (ImportProblem & { problemId: number })[];
}
