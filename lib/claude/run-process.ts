import fs from "node:fs";
import { carriesMark } from "./descendants.ts";
import { isAlive, type ProcessIdentity, parseIdentity } from "./process-identity.ts";
import type { Spool } from "./spool.ts";

/**
 * The process that a row of the store names for a run. Any program may have written the row: a process that is none
 * of this run counts as gone, so that it is neither waited for nor signalled.
 */
export function runProcess(json: string | null, spool: Spool): ProcessIdentity | null {
  const identity = parseIdentity(json);
  if (identity === null || !isAlive(identity) || isOfRun(identity, spool)) return identity;
  return { ...identity, startTime: "of another program" };
}

/** Whether it carries the run's mark, or has the run's files for stdin and stdout (a wrapper may drop the mark). */
function isOfRun({ pid }: ProcessIdentity, spool: Spool): boolean {
  if (pid <= 1 || pid === process.pid) return false;
  // Nothing else tells it there.
  if (process.platform !== "linux") return true;
  return carriesMark(String(pid), spool.mark) || (isOpen(pid, 0, spool.stdin) && isOpen(pid, 1, spool.stdout));
}

function isOpen(pid: number, descriptor: number, file: string): boolean {
  try {
    const target = fs.readlinkSync(`/proc/${pid}/fd/${descriptor}`);
    return target === file || target === `${file} (deleted)`;
  } catch {
    return false; // it ended just now, or belongs to another user
  }
}
