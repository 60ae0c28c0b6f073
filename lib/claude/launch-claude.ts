import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import { identify, type ProcessIdentity } from "./process-identity.ts";
import type { Spool } from "./spool.ts";

export interface Launch {
  claudePath: string;
  argv: string[];
  cwd: string;
  env: Record<string, string>;
  spool: Spool;
}

/** How a process ended, as its parent is told. */
export interface ProcessEnd {
  exitCode: number | null;
  signal: string | null;
}

export interface LaunchedClaude {
  identity: ProcessIdentity;
  /** Settles when the process has ended. */
  ended: Promise<ProcessEnd>;
}

/**
 * Starts the CLI: no shell, detached in a process group of its own, with files and a FIFO instead of pipes, so that
 * it goes on undisturbed when this process dies. Its stdin is opened for reading and writing: it holds the write end
 * itself, so it never sees the end of input because someone else died.
 * @throws the system's error when the process can't be started
 */
export async function launchClaude(launch: Launch): Promise<LaunchedClaude> {
  const { spool } = launch;
  const stdio: number[] = [];
  try {
    // One after the other: when one can't be opened, those before it are closed.
    stdio.push(fs.openSync(spool.stdin, fs.constants.O_RDWR));
    for (const file of [spool.stdout, spool.stderr]) stdio.push(fs.openSync(file, "a"));
    const child = spawn(launch.claudePath, launch.argv, {
      cwd: launch.cwd,
      // Next.js declares NODE_ENV as required; a child of ours has none.
      env: launch.env as NodeJS.ProcessEnv,
      stdio,
      detached: true,
      shell: false,
    });
    const ended = endOf(child);
    await started(child);
    const identity = identify(child.pid ?? -1) ?? { pid: child.pid ?? -1, startTime: "ended", bootId: "ended" };
    child.unref();
    return { identity, ended };
  } finally {
    for (const descriptor of stdio) fs.closeSync(descriptor);
  }
}

function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
}

function endOf(child: ChildProcess): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once("exit", (exitCode, signal) => resolve({ exitCode, signal }));
  });
}

/** How long a reader of the FIFO may take nothing before the writer looks whether it still lives, in milliseconds. */
const RETRY_MS = 5;

/**
 * Writes a line to the stdin of a run. A FIFO takes 64 KiB at once; the rest waits until the CLI has read.
 * @param goesOn whether it is worth waiting for: the process lives, and there is time
 * @returns false when it was not before all was written
 */
export async function writeStdin(spool: Spool, line: string, goesOn: () => boolean): Promise<boolean> {
  let descriptor: number;
  try {
    descriptor = fs.openSync(spool.stdin, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === "ENXIO" || codeOf(error) === "ENOENT") return false; // nobody reads any more
    throw error;
  }
  try {
    const bytes = Buffer.from(line, "utf8");
    for (let written = 0; written < bytes.length; ) {
      const step = writeSome(descriptor, bytes, written);
      if (step === "closed") return false;
      if (step === 0) {
        if (!goesOn()) return false;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
      written += step;
    }
    return true;
  } finally {
    fs.closeSync(descriptor);
  }
}

function writeSome(descriptor: number, bytes: Buffer, from: number): number | "closed" {
  try {
    return fs.writeSync(descriptor, bytes, from);
  } catch (error) {
    if (codeOf(error) === "EAGAIN") return 0;
    if (codeOf(error) === "EPIPE") return "closed";
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
