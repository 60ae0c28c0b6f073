import fs from "node:fs";
import path from "node:path";
import { identify } from "./process-identity.ts";

/**
 * Whether the `claude` process of a session runs. Each process keeps a file `sessions/PID.json` that names its session,
 * and removes it at its end: one that was killed leaves it behind.
 * @param root Claude Code's directory, which holds `sessions`
 * @returns "untold" when no file names the session: it has ended, or its CLI is of a version that keeps no such files
 */
export function sessionProcess(root: string, sessionId: string): "alive" | "dead" | "untold" {
  const told = filesOf(root).filter((file) => file.sessionId === sessionId);
  if (told.some(isAlive)) return "alive";
  return told.length > 0 ? "dead" : "untold";
}

/** What a process tells of itself. */
interface Told {
  pid?: unknown;
  sessionId?: unknown;
  /** When the process was started, as /proc tells it. */
  procStart?: unknown;
}

function filesOf(root: string): Told[] {
  const folder = path.join(root, "sessions");
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).flatMap((name) => (name.endsWith(".json") ? read(path.join(folder, name)) : []));
}

function read(file: string): Told[] {
  try {
    const told: unknown = JSON.parse(fs.readFileSync(file, "utf8"));
    return typeof told === "object" && told !== null ? [told] : [];
  } catch {
    return []; // it is being written, or its process has ended just now
  }
}

/** The pid may be another program's by now. Only Linux tells start times in the unit of the file. */
function isAlive({ pid, procStart }: Told): boolean {
  const found = typeof pid === "number" ? identify(pid) : null;
  if (found === null) return false;
  return process.platform !== "linux" || procStart === undefined || procStart === found.startTime;
}
