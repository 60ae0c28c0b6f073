import { existsSync } from "node:fs";
import { chmod, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** One thing that the fake claude does; steps run in order. */
export type Step =
  /** Prints a JSON line; a string is printed as it is. */
  | { line: unknown }
  /** Prints bytes, given in base64: cut lines, broken UTF-8. */
  | { raw: string }
  /** Prints the system/init line, with the session that was asked for. */
  | { init: true }
  /** Prints a text message of n numbered deltas; without a rate as fast as it goes. `open` leaves it unsettled. */
  | { deltas: number; size: number; perSecond?: number; open?: boolean }
  /** Prints a result line of success, with these fields instead. */
  | { result: Record<string, unknown> }
  | { sleep: number }
  /** Waits until this file exists (relative to the fake's folder): lets a test decide when it goes on. */
  | { waitFor: string }
  | { stderr: string }
  | { exit: number }
  /** Sends itself a signal. */
  | { kill: NodeJS.Signals }
  /** Starts a process that sleeps; in a session of its own it is like a Bash tool of the real CLI. */
  | { grandchild: "same-group" | "own-session" }
  /** Does nothing more until it is interrupted. */
  | { hang: true };

export interface Scenario {
  /** Before it reads anything: failures at the start. */
  startup?: Step[];
  /** What it does for each user line on stdin; the last one is repeated. */
  turns?: Step[][];
  /** Signals that do not end it. */
  ignoreSignals?: NodeJS.Signals[];
  /** Leaves interrupts and other control requests without an answer. */
  ignoreControl?: boolean;
}

/** One start of the fake claude (calls with --version left out). */
export interface Spawn {
  pid: number;
  argv: string[];
  cwd: string;
  /** The names of its environment's variables, sorted. */
  env: string[];
  /** The lines it read. */
  stdin: string[];
  /** The processes it started. */
  grandchildren: number[];
  /** Signals that came and were ignored. */
  ignored: string[];
}

export interface FakeClaude {
  /** The executable. */
  path: string;
  /** Every start so far, oldest first. */
  spawns(): Promise<Spawn[]>;
}

const PROGRAM = path.join(import.meta.dirname, "fake-claude.mjs");

/**
 * Makes an executable `claude` in `dir` that plays a scenario. It needs no variable to find it, because a launcher
 * passes on only what the real CLI needs.
 */
export async function createFakeClaude(
  dir: string,
  scenario: Scenario,
  { version = "2.1.197" }: { version?: string } = {},
): Promise<FakeClaude> {
  const executable = path.join(dir, "claude");
  const log = path.join(dir, "fake-claude.log");
  await writeFile(path.join(dir, "fake-claude.json"), JSON.stringify({ scenario, version, log }));
  const words = ["exec", "env", `FAKE_CLAUDE_DIR=${dir}`, process.execPath, PROGRAM].map(quoted).join(" ");
  await writeFile(executable, `#!/bin/sh\n${words} "$@"\n`);
  await chmod(executable, 0o755);
  return { path: executable, spawns: () => spawnsIn(log) };
}

/** A word that a shell takes as it is. */
const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

type Entry = { pid: number } & Partial<
  Pick<Spawn, "argv" | "cwd" | "env"> & { stdin: string; grandchild: number; ignored: string }
>;

async function spawnsIn(log: string): Promise<Spawn[]> {
  if (!existsSync(log)) return [];
  const lines = (await readFile(log, "utf8")).trim().split("\n");
  const spawns = new Map<number, Spawn>();
  for (const line of lines) {
    const entry: Entry = JSON.parse(line);
    const { pid, argv, cwd = "", env = [] } = entry;
    if (argv) spawns.set(pid, { pid, argv, cwd, env: env.toSorted(), stdin: [], grandchildren: [], ignored: [] });
    const spawn = spawns.get(pid);
    if (entry.stdin !== undefined) spawn?.stdin.push(entry.stdin);
    if (entry.grandchild !== undefined) spawn?.grandchildren.push(entry.grandchild);
    if (entry.ignored !== undefined) spawn?.ignored.push(entry.ignored);
  }
  return [...spawns.values()];
}
