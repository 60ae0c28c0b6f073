import { sessionProcess } from "../claude/live-sessions.ts";

const MINUTE = 60_000;
/** A session of which nothing else is known goes on for so long after its last line: a tool may run that long. */
const QUIET_MS = 15 * MINUTE;
/** One whose process runs may wait for a person, or for a tool that takes hours; for so long it is taken at its word. */
const WAITING_MS = 6 * 60 * MINUTE;
/** One whose process was killed has written its last line; another process may just be taking it up. */
const KILLED_MS = 10_000;

/**
 * Whether a session doesn't go on, as far as can be told: an answer of it that has no end yet won't get one.
 * @param mtimeMs when its transcript was written last
 */
export function isQuietSession(root: string, sessionId: string, mtimeMs: number): boolean {
  const age = Date.now() - mtimeMs;
  if (age > WAITING_MS) return true;
  if (age < KILLED_MS) return false;
  const process = sessionProcess(root, sessionId);
  if (process === "alive") return false;
  return process === "dead" || age > QUIET_MS;
}
