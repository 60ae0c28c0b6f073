import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { SwitchboardError } from "../core/failure.ts";
import { absolutePath, childEnvironment } from "./child-environment.ts";

const run = promisify(execFile);

/** The first version whose stream-json input, partial messages and interrupts are as this program needs them. */
export const OLDEST_VERSION = "2.0.0";
const HOW_TO_GET = "Install it with: npm install -g @anthropic-ai/claude-code, then run claude once to log in.";

export interface ClaudeCli {
  /** Absolute. */
  path: string;
  version: string;
}

/** Versions by file: asking the CLI costs about 160 ms, and it changes only when its file does. */
const known = new Map<string, Promise<string>>();

/**
 * Finds the CLI: the one that was configured, else the first on PATH or in the usual places.
 * @throws SwitchboardError cli-missing, cli-not-executable, cli-broken, cli-too-old
 */
export async function findClaude(
  configured: string | null,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ClaudeCli> {
  const file = configured === null ? search(env) : path.resolve(configured);
  if (file === null || !fs.existsSync(file)) {
    const where = file === null ? "on PATH or in the usual places" : `at ${file}`;
    throw new SwitchboardError("cli-missing", `The claude CLI isn't ${where}.`, {
      hint: `${HOW_TO_GET} Or name it with --claude or SWITCHBOARD_CLAUDE.`,
      field: "claude",
    });
  }
  if (!isExecutable(file)) {
    throw new SwitchboardError("cli-not-executable", `${file} can't be executed.`, {
      hint: `Make it executable (chmod +x ${file}), or name another with --claude or SWITCHBOARD_CLAUDE.`,
      field: "claude",
    });
  }
  const version = await versionOf(file, env);
  if (isOlder(version, OLDEST_VERSION)) {
    throw new SwitchboardError(
      "cli-too-old",
      `${file} is Claude Code ${version}; ${OLDEST_VERSION} or later is needed.`,
      {
        hint: "Update it with: claude update (or npm install -g @anthropic-ai/claude-code).",
        field: "claude",
      },
    );
  }
  return { path: file, version };
}

function search(env: Readonly<Record<string, string | undefined>>): string | null {
  const home = env.HOME ?? "";
  const folders = [
    ...absolutePath(env.PATH).split(path.delimiter),
    ...(home ? [path.join(home, ".local", "bin"), path.join(home, ".claude", "local")] : []),
    ...["/usr/local/bin", "/opt/homebrew/bin"],
  ];
  return folders.map((folder) => path.join(folder, "claude")).find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false; // not there, or not for us: both mean that it can't be run
  }
}

/** Asks once, also when many want to know at once; an error is asked for again. */
function versionOf(file: string, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const { mtimeMs, size, ino } = fs.statSync(file);
  const key = `${file} ${mtimeMs} ${size} ${ino}`;
  const asked = known.get(key) ?? askVersion(file, env);
  known.set(key, asked);
  asked.catch(() => known.delete(key));
  return asked;
}

async function askVersion(file: string, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const answer = await run(file, ["--version"], {
    env: childEnvironment(env, "version") as NodeJS.ProcessEnv,
    timeout: 20_000,
    // Not where this process happens to stand: the CLI looks for settings around it.
    cwd: "/",
  }).catch((cause: unknown) => {
    throw new SwitchboardError("cli-broken", `${file} --version failed: ${firstLine(cause)}`, {
      hint: `Run it in a terminal to see what is wrong. ${HOW_TO_GET}`,
      field: "claude",
      cause,
    });
  });
  const version = /\d+\.\d+\.\d+/.exec(answer.stdout)?.[0];
  if (version === undefined) {
    throw new SwitchboardError("cli-broken", `${file} doesn't seem to be Claude Code: it told no version.`, {
      hint: "Name the claude CLI with --claude or SWITCHBOARD_CLAUDE.",
      field: "claude",
    });
  }
  return version;
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split("\n")[0] ?? "";
}

function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(".").map(Number));
  const index = [0, 1, 2].find((part) => a?.[part] !== b?.[part]);
  return index !== undefined && (a?.[index] ?? 0) < (b?.[index] ?? 0);
}
