import type { Run } from "@/lib/core/message.ts";
import { shellWord } from "./shell-words.ts";

/** The command that goes on with a run's session in a terminal; null when the session isn't known. */
export function resumeCommand(run: Pick<Run, "cwd" | "sessionId">): string | null {
  if (run.sessionId === null) return null;
  return `cd ${shellWord(run.cwd)} && claude --resume ${shellWord(run.sessionId)}`;
}
