import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { onTestFinished } from "vitest";
import { endLeftovers } from "../scripts/leftovers.mjs";
import { createFakeClaude, type FakeClaude, type Scenario } from "./fake-claude.ts";
import { inheritedEnv } from "./real-claude.ts";
import { scratch } from "./scratch.ts";

/** For tests that start many processes, on a machine that is busy with others, in milliseconds. */
export const PATIENT = { timeout: 120_000 };

const PROGRAM = path.join(import.meta.dirname, "switchboard.ts");

/** A process of the command line. */
export interface CommandRun {
  pid: number;
  /** What it printed so far. */
  stdout(): string;
  stderr(): string;
  /** The lines of `--json` so far. */
  events(): Record<string, unknown>[];
  signal(name: NodeJS.Signals): void;
  /** Reads no more of its stdout. */
  closeStdout(): void;
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** A home, a database and a module of the test's own, and the command line on them. */
export interface CommandLine {
  dir: string;
  modulePath: string;
  databasePath: string;
  home: string;
  start(args: string[], options?: { input?: string; env?: Record<string, string>; cwd?: string }): CommandRun;
  run(...args: string[]): CommandRun["ended"];
}

/** The command line from its sources, with this CLI; what it leaves behind is ended with the test. */
export function commandLine(dir: string, claude: string, variables: Record<string, string> = {}): CommandLine {
  const home = path.join(dir, "switchboard");
  const databasePath = path.join(dir, "switchboard.db");
  const modulePath = path.join(dir, "modules", "inventory");
  for (const folder of [modulePath, path.join(dir, "home")]) mkdirSync(folder, { recursive: true });
  onTestFinished(() => endLeftovers(dir));
  const env = {
    ...inheritedEnv(),
    ...{ HOME: path.join(dir, "home"), NODE_ENV: "test" as const },
    ...variables,
    ...{ SWITCHBOARD_HOME: home, SWITCHBOARD_DB: databasePath, SWITCHBOARD_CLAUDE: claude },
  };
  const start: CommandLine["start"] = (args, { input = "", env: more = {}, cwd = dir } = {}) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], { env: { ...env, ...more }, cwd });
    onTestFinished(() => void child.kill("SIGKILL"));
    child.stdin.end(input);
    const printed = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        printed[name] += text;
      });
    }
    return {
      pid: child.pid ?? 0,
      stdout: () => printed.stdout,
      stderr: () => printed.stderr,
      events: () => wholeLines(printed.stdout).map((line) => JSON.parse(line)),
      signal: (name) => void child.kill(name),
      closeStdout: () => void child.stdout.destroy(),
      ended: once(child, "close").then(() => ({ code: child.exitCode, ...printed })),
    };
  };
  return { dir, modulePath, databasePath, home, start, run: (...args) => start(args).ended };
}

function wholeLines(text: string): string[] {
  return text.split("\n").slice(0, -1);
}

/** The command line with the fake claude. */
export async function fakeCommandLine(scenario: Scenario): Promise<CommandLine & { claude: FakeClaude }> {
  const dir = scratch();
  const claude = await createFakeClaude(dir, scenario);
  return { ...commandLine(dir, claude.path), claude };
}
