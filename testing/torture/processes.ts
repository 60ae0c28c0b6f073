import fs from "node:fs";
import { RUN_MARK } from "../../lib/claude/descendants.ts";

/** A process of a run. */
export interface MarkedProcess {
  pid: number;
  /** The run's mark; "" for one that hides it. */
  mark: string;
  command: string;
}

/**
 * Every process that a run of this world has started and that is still there.
 * @param directory the world's own: the fake claude and all that it starts name a path below it in their environment
 */
export function markedProcesses(directory: string): MarkedProcess[] {
  const pids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const environment = read(`/proc/${pid}/environ`).split("\0");
    if (!environment.includes(`FAKE_CLAUDE_DIR=${directory}/fake`)) return [];
    if (/^Z/.test(read(`/proc/${pid}/stat`).split(") ")[1] ?? "Z")) return [];
    const mark = environment.find((value) => value.startsWith(`${RUN_MARK}=`))?.slice(RUN_MARK.length + 1);
    const command = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim().slice(0, 80);
    // `claude --version` runs for a moment, whenever a process looks for the CLI.
    return mark === "version" ? [] : [{ pid: Number(pid), mark: mark ?? "", command }];
  });
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, "latin1");
  } catch {
    return ""; // it ended meanwhile, or is someone else's
  }
}
