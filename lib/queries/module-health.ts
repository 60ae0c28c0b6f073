import { constants } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import type { ClaudeMd, DirectoryState, ModuleHealth } from "../core/module-view.ts";
import { processWide } from "../process-wide.ts";
import { FewAtOnce } from "./few-at-once.ts";

/** How long a directory may take to answer: one on a network drive that is away takes for ever. */
const LIMIT_MS = 1_500;
/** Node reads files with four threads: directories that hang may not take them all. */
const LOOKS_AT_ONCE = 3;
/** How much of a CLAUDE.md is shown, in bytes. */
const MOST_CLAUDE_MD = 48 * 1024;
/** How far above a module its repository may begin. */
const LEVELS = 6;

const SLOW: ModuleHealth = { directory: "slow", claudeMd: false, git: null };

/** Looks at a module's directory. Never throws, and takes a bounded time: what can't be told is in the answer. */
export function readModuleHealth(directory: string): Promise<ModuleHealth> {
  const looks = processWide("module-looks", () => new FewAtOnce(LOOKS_AT_ONCE));
  return looks.run(() => withinLimit(look(directory), SLOW));
}

/** The beginning of the CLAUDE.md of a directory; null when there is none that can be read. */
export async function readClaudeMd(directory: string): Promise<ClaudeMd | null> {
  return withinLimit(
    readBeginning(path.join(directory, "CLAUDE.md"), MOST_CLAUDE_MD).catch(() => null), // health says what is wrong
    null,
  );
}

async function withinLimit<Value>(work: Promise<Value>, otherwise: Value): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Value>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), LIMIT_MS);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

async function look(directory: string): Promise<ModuleHealth> {
  const state = await directoryState(directory);
  if (state !== "ok") return { directory: state, claudeMd: false, git: null };
  const [claudeMd, git] = await Promise.all([isFile(path.join(directory, "CLAUDE.md")), gitOf(directory)]);
  return { directory: state, claudeMd, git };
}

async function directoryState(directory: string): Promise<DirectoryState> {
  try {
    if (!(await fs.stat(directory)).isDirectory()) return "not-directory";
    await fs.access(directory, constants.R_OK | constants.X_OK);
    return "ok";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    return code === "EACCES" || code === "EPERM" ? "unreadable" : "missing";
  }
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await fs.stat(file)).isFile();
  } catch {
    return false; // not there, or not for us
  }
}

/** The repository that a directory is in, told from its files: git itself is not run, it may run hooks of a stranger. */
async function gitOf(directory: string): Promise<ModuleHealth["git"]> {
  let folder = directory;
  for (let level = 0; level < LEVELS; level += 1) {
    const dir = await gitDirectory(path.join(folder, ".git"));
    if (dir !== null) return { branch: await branchOf(dir) };
    if (folder === path.dirname(folder)) return null;
    folder = path.dirname(folder);
  }
  return null;
}

/** Where the repository keeps HEAD: `.git`, or what a file of that name (a worktree, a submodule) leads to. */
async function gitDirectory(at: string): Promise<string | null> {
  try {
    if ((await fs.stat(at)).isDirectory()) return at;
    const led = /^gitdir: (.+)$/m.exec((await readBeginning(at, 4_096))?.text ?? "")?.[1];
    return led === undefined ? null : path.resolve(path.dirname(at), led.trim());
  } catch {
    return null; // no repository here
  }
}

/** "main", or the beginning of the commit; null where HEAD says something else. */
async function branchOf(gitDir: string): Promise<string | null> {
  try {
    const head = (await readBeginning(path.join(gitDir, "HEAD"), 1_024))?.text.trim() ?? "";
    const branch = /^ref: refs\/heads\/([^\s\p{Cc}]{1,200})$/u.exec(head)?.[1];
    return branch ?? /^[0-9a-f]{40}/.exec(head)?.[0].slice(0, 8) ?? null;
  } catch {
    return null; // a repository that is broken, or not for us
  }
}

/** Reads no more of a file than is asked for; a pipe or a device is none. @throws the error of the file system */
async function readBeginning(file: string, most: number): Promise<ClaudeMd | null> {
  const handle = await fs.open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return null;
    const buffer = Buffer.alloc(Math.min(most, stat.size));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    const text = new TextDecoder().decode(buffer.subarray(0, bytesRead), { stream: stat.size > most });
    return { text, size: stat.size, cut: stat.size > most };
  } finally {
    await handle.close();
  }
}
