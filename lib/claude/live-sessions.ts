import fs from "node:fs";
import path from "node:path";
import { identify } from "./process-identity.ts";

/**
 * The sessions whose `claude` process runs now. Each one keeps a file `sessions/PID.json` while it does; one that was
 * killed leaves it behind, and its pid may be another program's by now.
 * @param root Claude Code's directory, which holds `sessions`
 * @returns null when this CLI doesn't tell: earlier versions keep no such files
 */
export function liveSessions(root: string): Set<string> | null {
  const folder = path.join(root, "sessions");
  if (!fs.existsSync(folder)) return null;
  const live = new Set<string>();
  for (const name of fs.readdirSync(folder)) {
    const session = name.endsWith(".json") ? liveSession(path.join(folder, name)) : null;
    if (session !== null) live.add(session);
  }
  return live;
}

function liveSession(file: string): string | null {
  const told = readTold(file);
  if (typeof told.sessionId !== "string" || typeof told.pid !== "number") return null;
  const process = identify(told.pid);
  if (process === null) return null;
  // The same clock ticks that /proc tells; elsewhere the pid alone has to do.
  const isAnother = typeof told.procStart === "string" && /^\d+$/.test(process.startTime);
  return isAnother && told.procStart !== process.startTime ? null : told.sessionId;
}

function readTold(file: string): { pid?: unknown; sessionId?: unknown; procStart?: unknown } {
  try {
    const told: unknown = JSON.parse(fs.readFileSync(file, "utf8"));
    return typeof told === "object" && told !== null ? told : {};
  } catch {
    return {}; // it is being written, or its process has ended just now
  }
}
