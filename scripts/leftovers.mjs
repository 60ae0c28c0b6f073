// Runs outlive a dashboard on purpose. A test or a demo that throws its directory away must end them.
import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Ends every process whose environment names a path below a temporary directory: only what was started with that
 * directory as its home has it. Where there is no /proc (macOS) nothing is found; such runs end by themselves, since
 * the API they ask is gone.
 * @param {string} directory of one test or demo alone (mkdtemp)
 * @param {{ graceMs?: number }} [options] how long SIGTERM has before SIGKILL
 */
export async function endLeftovers(directory, { graceMs = 2000 } = {}) {
  const limit = Date.now() + graceMs;
  signalAll(processesOf(directory), "SIGTERM");
  while (processesOf(directory).length > 0 && Date.now() < limit) await sleep(25);
  signalAll(processesOf(directory), "SIGKILL");
}

/**
 * The pids of running processes whose environment names a path below the directory.
 * @param {string} directory
 * @returns {number[]}
 */
export function processesOf(directory) {
  if (!fs.existsSync("/proc/self/environ")) return [];
  const pids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.filter((pid) => environmentOf(pid).some((value) => namesPath(value, directory))).map(Number);
}

/** Whether a variable's value is the directory, or holds a path below it. */
function namesPath(variable, directory) {
  return variable.endsWith(`=${directory}`) || variable.includes(`=${directory}/`);
}

function environmentOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
  } catch {
    return []; // ended meanwhile, or someone else's
  }
}

function signalAll(pids, signal) {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error.code !== "ESRCH") throw error; // it ended meanwhile
    }
  }
}
