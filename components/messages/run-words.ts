import type { Run } from "@/lib/core/message.ts";

type Begun = Pick<Run, "origin" | "sessionId" | "warm" | "resumed">;

/** Which process answered; without a session there was none. */
export function processWords({ origin, sessionId, warm, resumed }: Begun): string {
  if (origin !== null) return "Of a session in a terminal";
  if (sessionId === null) return "None was started";
  if (warm) return "Kept from the question before";
  return resumed ? "New, its session resumed" : "New";
}

/** How long a question stood in line, in seconds; null when it had not to wait. */
export function waitedSeconds(run: Pick<Run, "queuedAt" | "startedAt" | "endedAt" | "sessionId">): number | null {
  const until = run.sessionId === null ? run.endedAt : run.startedAt;
  if (run.queuedAt === null || until === null) return null;
  const waited = until - run.queuedAt;
  return waited < 1 ? null : waited;
}
