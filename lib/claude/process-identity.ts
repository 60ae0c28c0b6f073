import { execFileSync } from "node:child_process";
import fs from "node:fs";

/**
 * Which process, beyond doubt: a pid alone may belong to another program by now. Nothing is signalled unless all
 * three still agree.
 */
export interface ProcessIdentity {
  pid: number;
  /** When it was started, in whatever unit the system tells; only compared for equality. */
  startTime: string;
  /** Which boot of the machine. */
  bootId: string;
}

/** The identity of a process that runs now; null when there is none (a zombie counts as none). */
export function identify(pid: number): ProcessIdentity | null {
  const startTime = process.platform === "linux" ? linuxStartTime(pid) : psStartTime(pid);
  return startTime === null ? null : { pid, startTime, bootId: bootId() };
}

/** Whether exactly this process still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  const now = identify(identity.pid);
  return now !== null && now.startTime === identity.startTime && now.bootId === identity.bootId;
}

/** This process, as other processes will look it up. */
export function selfIdentity(): ProcessIdentity {
  const identity = identify(process.pid);
  if (!identity) throw new Error("This process is not in the system's list of processes.");
  return identity;
}

/** Reads an identity that was stored as JSON by some process; null when it isn't one. */
export function parseIdentity(json: string | null): ProcessIdentity | null {
  if (json === null) return null;
  try {
    const value = JSON.parse(json) as Partial<ProcessIdentity> | null;
    const { pid, startTime, bootId: boot } = value ?? {};
    if (typeof pid !== "number" || typeof startTime !== "string" || typeof boot !== "string") return null;
    return { pid, startTime, bootId: boot };
  } catch {
    return null;
  }
}

/** Signals the process, or with `group` its whole group, if it is still the same one. */
export function signal(identity: ProcessIdentity, name: NodeJS.Signals, group = false): boolean {
  if (!isAlive(identity)) return false;
  return send(group ? -identity.pid : identity.pid, name);
}

function send(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    // It ended just now, which is what was wanted; or it is another user's by now (sudo), and can't be ended by us.
    if (code === "ESRCH" || code === "EPERM") return false;
    throw error;
  }
}

/** /proc/PID/stat: the name in parentheses may hold anything; field 3 is the state, field 22 the start time. */
function linuxStartTime(pid: number): string | null {
  let stat: string;
  try {
    stat = fs.readFileSync(`/proc/${pid}/stat`, "latin1");
  } catch (error) {
    if (isGone(error)) return null;
    throw error; // too many open files, say: that proves nothing about the process
  }
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? null : (fields[19] ?? null);
}

/** Clock ticks in a second, as /proc tells start times (USER_HZ, which Linux has fixed at 100). */
const TICKS = 100;

/** How long a process has been there, in milliseconds by the clock of the boot; null where that isn't told. */
export function ageOf(identity: ProcessIdentity): number | null {
  if (process.platform !== "linux" || !isAlive(identity)) return null;
  const uptime = Number(fs.readFileSync("/proc/uptime", "utf8").split(" ")[0]);
  return Math.max(0, (uptime - Number(identity.startTime) / TICKS) * 1000);
}

function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH");
}

function psStartTime(pid: number): string | null {
  try {
    const [state = "", ...start] = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    })
      .trim()
      .split(/\s+/);
    return state.startsWith("Z") || start.length === 0 ? null : start.join(" ");
  } catch {
    return null; // ps exits with 1 when there is no such process
  }
}

let knownBootId: string | null = null;

function bootId(): string {
  knownBootId ??=
    process.platform === "linux"
      ? fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()
      : execFileSync("sysctl", ["-n", "kern.boottime"], { encoding: "utf8" }).trim();
  return knownBootId;
}
