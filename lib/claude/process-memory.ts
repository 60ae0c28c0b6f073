import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { descendantsOf } from "./descendants.ts";
import type { ProcessIdentity } from "./process-identity.ts";

const PAGE = 4_096;

/** The memory that a process and what it started take, in bytes (resident set); 0 for what is gone. */
export async function memoryOf(identity: ProcessIdentity, mark: string): Promise<number> {
  return [identity, ...(await descendantsOf(identity, mark))].reduce((sum, { pid }) => sum + residentBytes(pid), 0);
}

function residentBytes(pid: number): number {
  try {
    if (process.platform === "linux") {
      return Number(fs.readFileSync(`/proc/${pid}/statm`, "latin1").split(" ")[1]) * PAGE;
    }
    const told = execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
    return Number(told.trim()) * 1024;
  } catch {
    return 0; // it ended meanwhile
  }
}
