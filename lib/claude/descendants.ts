import fs from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { identify, isAlive, type ProcessIdentity } from "./process-identity.ts";

/** The variable that marks every process of a run, so that those that left its group are found as well. */
export const RUN_MARK = "SWITCHBOARD_RUN";

/** How many processes are read in one turn of the event loop: a machine may have thousands. */
const AT_ONCE = 25;

/**
 * The processes that a run started: descendants of its process, and whatever carries its mark. Each Bash tool of the
 * CLI has a process group and session of its own, so signalling the CLI or its group leaves it running; collect
 * them before the CLI is signalled, since its children are given to process 1 when it dies. Only on Linux (/proc).
 */
export async function descendantsOf(identity: ProcessIdentity | null, mark: string): Promise<ProcessIdentity[]> {
  // Once the process is gone its pid may be a stranger's, whose children are none of ours: then the mark alone counts.
  const pid = identity !== null && isAlive(identity) ? identity.pid : null;
  if (process.platform !== "linux") return [];
  const found = new Set<number>();
  const parents = new Map<number, number>();
  const oldest = identity === null ? 0 : Number(identity.startTime) || 0;
  const names = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  for (const [index, name] of names.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await nextTurn();
    const stat = statOf(name);
    if (stat === null) continue;
    parents.set(Number(name), stat.parent);
    // What was there before the run can't be of it.
    if (stat.startTime >= oldest && carriesMark(name, mark)) found.add(Number(name));
  }
  addChildren(found, parents, pid, mark);
  if (pid !== null) found.delete(pid);
  found.delete(process.pid);
  return [...found].flatMap((other) => identify(other) ?? []);
}

/** A module that this one has asked: its process was started by our MCP server, and ends by its own query. */
function isOfAnotherRun(pid: number, mark: string): boolean {
  const own = markOf(String(pid));
  return own !== null && own !== mark;
}

/** Adds all whose parent is among those found, or is the process itself. */
function addChildren(found: Set<number>, parents: ReadonlyMap<number, number>, pid: number | null, mark: string): void {
  for (let grew = true; grew; ) {
    grew = false;
    for (const [child, parent] of parents) {
      if (found.has(child) || !(parent === pid || found.has(parent)) || isOfAnotherRun(child, mark)) continue;
      found.add(child);
      grew = true;
    }
  }
}

/** Fields 4 and 22 of /proc/PID/stat; the name in parentheses before them may hold anything. */
function statOf(pid: string): { parent: number; startTime: number } | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), startTime: Number(fields[19]) };
  } catch {
    return null; // it ended meanwhile
  }
}

/** Whether a process was started with the mark of a run in its environment. */
export function carriesMark(pid: string, mark: string): boolean {
  return markOf(pid) === mark;
}

function markOf(pid: string): string | null {
  try {
    const entries = fs.readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
    return entries.find((entry) => entry.startsWith(`${RUN_MARK}=`))?.slice(RUN_MARK.length + 1) ?? null;
  } catch {
    return null; // it ended meanwhile, or belongs to another user: then it isn't ours
  }
}
