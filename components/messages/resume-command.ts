import type { Run } from "@/lib/core/message.ts";

/** The command that goes on with a run's session in a terminal; null when the session isn't known. */
export function resumeCommand(run: Pick<Run, "cwd" | "sessionId">): string | null {
  if (run.sessionId === null) return null;
  return `cd ${quoted(run.cwd)} && claude --resume ${quoted(run.sessionId)}`;
}

/** As a shell reads it: in single quotes, unless it is plain. */
function quoted(word: string): string {
  return /^[A-Za-z0-9_./:@-]+$/.test(word) && !word.startsWith("-") ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
