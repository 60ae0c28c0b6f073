import { existsSync } from "node:fs";
import { chmod, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ODD_LINES } from "./fake-claude-odd-lines.mjs";

/** One thing that the fake claude does; steps run in order. */
export type Step =
  /** Prints a JSON line; a string is printed as it is. */
  | { line: unknown }
  /** Prints bytes, given in base64: cut lines, broken UTF-8. */
  | { raw: string }
  /** Prints a text as it is, without a line feed. */
  | { rawText: string }
  /** Prints something that no CLI should print. */
  | { odd: keyof typeof ODD_LINES }
  /** Prints the system/init line, with the session that was asked for. */
  | { init: true }
  /**
   * Prints a text message of n numbered deltas; without a rate as fast as it goes. `open` leaves it unsettled. `fill`
   * stands for the x's that make up the size.
   */
  | { deltas: number; size: number; perSecond?: number; open?: boolean; fill?: string }
  /** Prints a text message in deltas of so many characters. */
  | { text: string; perDelta?: number; perSecond?: number; open?: boolean }
  /** Prints a text message in these deltas. */
  | { pieces: string[]; perSecond?: number; open?: boolean }
  /** Prints one line of so many bytes: an assistant line that did not stream, an unknown event, or no JSON at all. */
  | { longLine: number; as?: "text" | "unknown" | "garbage" }
  | Reshape
  /** Prints a result line of success, with these fields instead. */
  | { result: Record<string, unknown> }
  | { sleep: number }
  /** Waits until this file exists (relative to the fake's folder; {module} is the name of the directory that is asked). */
  | { waitFor: string }
  | { stderr: string }
  /** Writes so many bytes to stderr as fast as it goes, while it does other things. */
  | { stderrFlood: number; during?: Step[] }
  | { exit: number }
  /** Sends itself a signal; SIGSTOP stops it until SIGCONT. */
  | { kill: NodeJS.Signals }
  /** Goes on, and sends itself a signal at a random moment within so many milliseconds. */
  | { killWithin: number; signal?: NodeJS.Signals }
  | Grandchild
  /** Does nothing more until it is interrupted; as a step of the start, for ever. */
  | { hang: true };

/** Collects what some steps print, and prints it in another shape. */
export interface Reshape {
  reshape: Step[];
  /** The writes end at these offsets, whatever they cut in two. */
  at?: number[];
  /** Each write has so many bytes. */
  every?: number;
  /** Between two writes. */
  pauseMs?: number;
  /** Default: a line feed. */
  lineEnd?: string;
  /** Begins with a byte order mark. */
  bom?: boolean;
  /** Leaves so many bytes at the end out: 1 leaves out the last line feed. */
  cutEnd?: number;
}

/**
 * Starts a process that sleeps. In a session of its own it is like a Bash tool of the real CLI; after a double fork
 * its parent is process 1.
 */
export interface Grandchild {
  grandchild: "same-group" | "own-session" | "double-fork";
  /** Keeps stdout open. */
  holdsStdout?: boolean;
  /** Does not carry the run's mark in its environment. */
  unmarked?: boolean;
}

export interface Scenario {
  /** Before it reads anything: failures at the start. */
  startup?: Step[];
  /** What it does for each user line on stdin; the last one is repeated. */
  turns?: Step[][];
  /** A question may say itself what is done for it: STEPS and a JSON array of steps, at its end. */
  promptSteps?: boolean;
  /** Signals that do not end it. */
  ignoreSignals?: NodeJS.Signals[];
  /** Leaves interrupts and other control requests without an answer. */
  ignoreControl?: boolean;
  /** Records each answer's text after it was printed: see FakeClaude.printed. */
  oracle?: boolean;
  /** Keeps all that was printed in spools/ of its folder, when stdout is a file: see Printed.spool. Linux only. */
  keepSpool?: boolean;
  /** Leaves a transcript, as the real CLI does, so that the session can be resumed. */
  transcript?: boolean;
}

/** An answer, as far as the fake claude knows that it was printed. */
export interface Printed {
  pid: number;
  /** The mark of its run; "" when it was started without one. */
  mark: string;
  /** The how many-th question of this process, from 0. */
  turn: number;
  question: string;
  /** Where in stdout its lines begin, when that is a file. */
  from: number;
  /** The file that has all that its process printed; "" without the option `keepSpool`. */
  spool: string;
  /** Its text. A process that was killed may have printed one write more. */
  text: string;
  /** Whether a result was printed. */
  result: boolean;
  /** Whether all steps were done. */
  ended: boolean;
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
  /** Every answer so far, by the order in which they began; with the option `oracle`. */
  printed(): Promise<Printed[]>;
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
  const oracle = path.join(dir, "fake-claude-oracle.ndjson");
  return { path: executable, spawns: () => spawnsIn(log), printed: () => printedIn(oracle) };
}

/** A word that a shell takes as it is. */
const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

type Entry = { pid: number } & Partial<
  Pick<Spawn, "argv" | "cwd" | "env"> & { stdin: string; grandchild: number; ignored: string }
>;

/** The entries of a log; none while it isn't there. */
async function entriesOf<T>(log: string): Promise<T[]> {
  if (!existsSync(log)) return [];
  const lines = (await readFile(log, "utf8")).trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

async function printedIn(oracle: string): Promise<Printed[]> {
  const all = new Map<string, Printed>();
  for (const entry of await entriesOf<Partial<Printed> & { pid: number; turn: number }>(oracle)) {
    const key = `${entry.pid} ${entry.turn}`;
    const known = all.get(key) ?? { mark: "", question: "", from: 0, spool: "", text: "", result: false, ended: false };
    all.set(key, { ...known, ...entry, text: known.text + (entry.text ?? "") });
  }
  return [...all.values()];
}

async function spawnsIn(log: string): Promise<Spawn[]> {
  const spawns = new Map<number, Spawn>();
  for (const entry of await entriesOf<Entry>(log)) {
    const { pid, argv, cwd = "", env = [] } = entry;
    if (argv) spawns.set(pid, { pid, argv, cwd, env: env.toSorted(), stdin: [], grandchildren: [], ignored: [] });
    const spawn = spawns.get(pid);
    if (entry.stdin !== undefined) spawn?.stdin.push(entry.stdin);
    if (entry.grandchild !== undefined) spawn?.grandchildren.push(entry.grandchild);
    if (entry.ignored !== undefined) spawn?.ignored.push(entry.ignored);
  }
  return [...spawns.values()];
}
