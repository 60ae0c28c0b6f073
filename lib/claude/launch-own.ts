import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { identify, type ProcessIdentity } from "./process-identity.ts";

/** A process of Switchboard itself that does long work beside the dashboard. */
export interface OwnWork {
  /** The file that Node runs. */
  entry: string;
  args: string[];
  env: Readonly<Record<string, string | undefined>>;
  /** What it says goes there, over what the one before has said. */
  log: string;
}

export interface LaunchedWork {
  identity: ProcessIdentity;
  /** Settles when the process has ended. */
  ended: Promise<void>;
}

/**
 * Starts a process of our own with the Node that runs this one: detached, so that it goes on when this process is ended.
 * @throws the system's error when it can't be started
 */
export async function launchOwn({ entry, args, env, log }: OwnWork): Promise<LaunchedWork> {
  fs.mkdirSync(path.dirname(log), { recursive: true, mode: 0o700 });
  const output = fs.openSync(log, "w", 0o600);
  try {
    const child = spawn(process.execPath, [entry, ...args], {
      // It keeps no directory in use that someone may want to remove.
      cwd: path.dirname(log),
      env: env as NodeJS.ProcessEnv,
      stdio: ["ignore", output, output],
      detached: true,
    });
    const ended = new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
    });
    await started(child);
    child.unref();
    const pid = child.pid ?? -1;
    return { identity: identify(pid) ?? { pid, startTime: "ended", bootId: "ended" }, ended };
  } finally {
    fs.closeSync(output);
  }
}

function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
}
