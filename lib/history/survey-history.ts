import type { HistoryFound } from "../core/import-view.ts";
import type { Environment } from "../env.ts";
import { findTranscripts } from "./find-transcripts.ts";

/** Where Claude Code keeps its sessions: CLAUDE_CONFIG_DIR, or ~/.claude. */
export function historyRoot(env: Pick<Environment, "claudeHome">): string {
  return env.claudeHome;
}

/** Counts what can be imported. Never throws: a root that is missing or can't be read is told in the result. */
export async function surveyHistory(root: string): Promise<HistoryFound> {
  const found = await findTranscripts(root);
  const mains = found.sessions.flatMap(({ main }) => main ?? []);
  const agents = [...found.sessions.flatMap((session) => session.agents), ...found.strays];
  const all = [...mains, ...agents];
  const newest = all.reduce((max, { mtimeMs }) => Math.max(max, mtimeMs), 0);
  const [unreadable] = found.unreadable;
  return {
    root,
    exists: all.length > 0,
    directories: found.directories,
    sessions: mains.length,
    subagents: agents.length,
    bytes: all.reduce((sum, { size }) => sum + size, 0),
    newestAt: all.length === 0 ? null : newest / 1000,
    problem: unreadable ? `${unreadable.path} can't be read: ${unreadable.detail}` : null,
  };
}
