import fs from "node:fs";
import { identify, isAlive, type ProcessIdentity } from "./process-identity.ts";

/** The variable that marks every process of a run, so that those that left its group are found as well. */
export const RUN_MARK = "SWITCHBOARD_RUN";

/**
 * The processes that a run started: descendants of its process, and whatever carries its mark. Each Bash tool of the
 * CLI has a process group and session of its own, so signalling the CLI or its group leaves it running; collect
 * them before the CLI is signalled, since its children are given to process 1 when it dies. Only on Linux (/proc).
 */
export function descendantsOf(identity: ProcessIdentity | null, mark: string): ProcessIdentity[] {
  // Once the process is gone its pid may be a stranger's, whose children are none of ours: then the mark alone counts.
  const pid = identity !== null && isAlive(identity) ? identity.pid : null;
  if (process.platform !== "linux") return [];
  const found = new Set<number>();
  const parents = new Map<number, number>();
  for (const name of fs.readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(name);
    if (parent === null) continue;
    parents.set(Number(name), parent);
    if (carriesMark(name, mark)) found.add(Number(name));
  }
  for (let grew = true; grew; ) {
    grew = false;
    for (const [child, parent] of parents) {
      if (found.has(child) || !(parent === pid || found.has(parent))) continue;
      found.add(child);
      grew = true;
    }
  }
  if (pid !== null) found.delete(pid);
  found.delete(process.pid);
  return [...found].flatMap((other) => identify(other) ?? []);
}

function parentOf(pid: string): number | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "latin1");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null; // it ended meanwhile
  }
}

function carriesMark(pid: string, mark: string): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(`${RUN_MARK}=${mark}`);
  } catch {
    return false; // it ended meanwhile, or belongs to another user: then it isn't ours
  }
}
