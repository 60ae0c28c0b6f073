import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { SwitchboardError } from "../core/failure.ts";

const run = promisify(execFile);

interface McpServer {
  type: "stdio";
  command: string;
  args: string[];
  env: Record<string, string>;
  /** The first turn waits for it. */
  alwaysLoad: boolean;
}

/** What the CLI is told of an MCP server that it is to start. */
export interface McpConfig {
  mcpServers: Record<string, McpServer>;
}

/** The files of a run: stdin (a FIFO), stdout (the spool) and stderr of its process. */
export interface Spool {
  dir: string;
  /** Marks every process of the run: the folder's name. */
  mark: string;
  stdin: string;
  stdout: string;
  stderr: string;
  systemPrompt: string;
  hasSystemPrompt: boolean;
  /** Names our MCP server; there when the run may ask other modules. */
  mcpConfig: string;
  /** There as soon as the CLI knows the tools of our MCP server. */
  mcpReady: string;
}

export function spoolAt(dir: string): Spool {
  const file = (name: string) => path.join(dir, name);
  const systemPrompt = file("system-prompt.md");
  return {
    dir,
    mark: path.basename(dir),
    stdin: file("stdin"),
    stdout: file("stdout.ndjson"),
    stderr: file("stderr.txt"),
    systemPrompt,
    hasSystemPrompt: fs.existsSync(systemPrompt),
    mcpConfig: file("mcp.json"),
    mcpReady: file("mcp-ready"),
  };
}

/**
 * Makes the files of a run, for the owner alone. stdout is a regular file, not a pipe: the CLI drops what a slow
 * reader has not taken from a pipe when it exits, and a pipe dies with its reader.
 * @throws SwitchboardError home-unwritable
 */
export async function createSpool(
  dir: string,
  systemPrompt: string | null,
  mcp: McpConfig | null = null,
): Promise<Spool> {
  try {
    return await makeFiles(dir, systemPrompt, mcp);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new SwitchboardError("home-unwritable", `The files of a run can't be made in ${dir} (${said}).`, {
      hint: "Give this user write access to SWITCHBOARD_HOME, or name another directory there.",
      cause,
    });
  }
}

async function makeFiles(dir: string, systemPrompt: string | null, mcp: McpConfig | null): Promise<Spool> {
  const spool = spoolAt(dir);
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  await run("mkfifo", ["-m", "600", spool.stdin]);
  for (const file of [spool.stdout, spool.stderr])
    fs.closeSync(fs.openSync(/* turbopackIgnore: true */ file, "ax", 0o600));
  if (systemPrompt !== null) fs.writeFileSync(spool.systemPrompt, systemPrompt, { mode: 0o600 });
  if (mcp !== null) fs.writeFileSync(spool.mcpConfig, JSON.stringify(mcp), { mode: 0o600 });
  return spoolAt(dir);
}

/** Removes the files of a run, and nothing else: the folder's name may be another program's. */
export function deleteSpool(dir: string): void {
  const { stdin, stdout, stderr, systemPrompt, mcpConfig, mcpReady } = spoolAt(dir);
  for (const file of [stdin, stdout, stderr, systemPrompt, mcpConfig, mcpReady]) fs.rmSync(file, { force: true });
  try {
    fs.rmdirSync(dir);
  } catch (error) {
    const left = error instanceof Error && "code" in error ? error.code : null;
    if (left !== "ENOENT" && left !== "ENOTEMPTY") throw error;
  }
}

/**
 * Whether a process has the stdin of a run open for reading: its files are in use, whatever a store says, which may be
 * another one's.
 */
export function hasReader(spool: Spool): boolean {
  try {
    if (!fs.lstatSync(spool.stdin).isFIFO()) return false;
    fs.closeSync(fs.openSync(spool.stdin, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK));
    return true;
  } catch {
    return false; // nobody reads it, or it is not there
  }
}

/** How many bytes of output there are; 0 when there is no such file. */
export function spoolSize(spool: Spool): number {
  return fs.statSync(spool.stdout, { throwIfNoEntry: false })?.size ?? 0;
}

/** How much of stderr is kept with a failure, in bytes. */
const STDERR_TAIL = 8_192;

/** The end of what the CLI wrote to stderr; null when it wrote nothing. */
export function stderrTail(spool: Spool): string | null {
  if (!fs.existsSync(spool.stderr)) return null;
  const size = fs.statSync(spool.stderr).size;
  const start = Math.max(0, size - STDERR_TAIL);
  const text = readBytes(spool.stderr, start, size - start)
    .toString("utf8")
    .trim();
  return text === "" ? null : start > 0 ? `…${text}` : text;
}

/** stderr is cut back to its tail when it has grown beyond this, in bytes: a program that floods it fills no disk. */
const LONGEST_STDERR = 1024 * 1024;

/**
 * Cuts stderr back to its tail when it has grown long. The process appends, so it goes on after what is left; what it
 * writes in the very moment of the cut may be lost.
 */
export function boundStderr(spool: Spool): void {
  const size = fs.statSync(spool.stderr, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= LONGEST_STDERR) return;
  const tail = readBytes(spool.stderr, size - STDERR_TAIL, STDERR_TAIL);
  fs.truncateSync(spool.stderr, 0);
  fs.appendFileSync(spool.stderr, tail);
}

/** How much the files of a folder take, in bytes. */
export function folderBytes(dir: string): number {
  let bytes = 0;
  for (const name of fs.readdirSync(dir))
    bytes += fs.lstatSync(path.join(dir, name), { throwIfNoEntry: false })?.size ?? 0;
  return bytes;
}

function readBytes(file: string, start: number, length: number): Buffer {
  const handle = fs.openSync(file, "r");
  try {
    const bytes = Buffer.alloc(length);
    const read = fs.readSync(handle, bytes, 0, length, start);
    return bytes.subarray(0, read);
  } finally {
    fs.closeSync(handle);
  }
}
