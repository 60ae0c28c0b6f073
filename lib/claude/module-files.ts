import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { SwitchboardError } from "../core/failure.ts";
import { absolutePath } from "./child-environment.ts";

/** So many files are looked through at most, and so many directories when there is no repository. */
const MOST_FILES = 50_000;
const MOST_DIRECTORIES = 5_000;
const GIT_LIMIT_MS = 4_000;
const GIT_LIMIT_BYTES = 16 * 1024 * 1024;
/** Hardly anyone asks about what stands in there. */
const LEFT_OUT = new Set(["node_modules", ".git", ".hg", ".svn", ".venv", "__pycache__", ".next", "dist", "target"]);

export interface FileList {
  /** Relative to the directory, with "/". */
  files: string[];
  isCut: boolean;
}

/**
 * The files of a directory: those that git knows or would add, else those that are found by walking. Links are not
 * followed.
 * @param root the real path
 */
export async function listModuleFiles(
  root: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<FileList> {
  const known = await gitFiles(root, variables);
  // A directory that its repository ignores has none.
  return known !== null && known.files.length > 0 ? known : walk(root);
}

/** null when git isn't there, takes too long, or this is no repository that it trusts. */
function gitFiles(root: string, variables: Readonly<Record<string, string | undefined>>): Promise<FileList | null> {
  // The repository's own configuration names programs that git would run.
  const quiet = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];
  const args = [...quiet, "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const env: NodeJS.ProcessEnv = {
    ...{
      NODE_ENV: "production",
      PATH: absolutePath(variables.PATH),
      LC_ALL: "C",
      GIT_OPTIONAL_LOCKS: "0",
      GIT_TERMINAL_PROMPT: "0",
    },
    ...(variables.HOME !== undefined && { HOME: variables.HOME }),
  };
  const options = { cwd: root, env, timeout: GIT_LIMIT_MS, maxBuffer: GIT_LIMIT_BYTES, killSignal: "SIGKILL" } as const;
  return new Promise((resolve) => {
    execFile("git", args, { ...options, encoding: "utf8" }, (error, stdout) => {
      if (error) return resolve(null);
      const files = [...new Set(stdout.split("\0").filter(Boolean))];
      resolve({ files: files.slice(0, MOST_FILES), isCut: files.length > MOST_FILES });
    });
  });
}

async function walk(root: string): Promise<FileList> {
  const files: string[] = [];
  const directories = [""];
  let read = 0;
  while (directories.length > 0 && read < MOST_DIRECTORIES && files.length < MOST_FILES) {
    const directory = directories.shift() ?? "";
    read += 1;
    for (const entry of await entriesOf(path.join(root, directory))) {
      const name = directory === "" ? entry.name : `${directory}/${entry.name}`;
      if (entry.isFile()) files.push(name);
      else if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) directories.push(name);
    }
  }
  return { files: files.slice(0, MOST_FILES), isCut: directories.length > 0 || files.length > MOST_FILES };
}

/** Nothing of a directory that can't be read, or is gone: it has nothing that could be attached. */
async function entriesOf(directory: string): Promise<fs.Dirent[]> {
  try {
    return await fs.promises.readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && "code" in error) return [];
    throw error;
  }
}

/**
 * The size of a file in a directory; null when there is none there, or it stands elsewhere: a link may lead out.
 * @param root the real path
 * @param relative as the browser sent it
 * @throws SwitchboardError input-invalid when it can't be a path within the directory
 */
export async function sizeWithin(root: string, relative: string): Promise<number | null> {
  const isWithin = !path.isAbsolute(relative) && !relative.split(/[\\/]/).includes("..");
  if (relative === "" || relative.includes("\0") || !isWithin) {
    throw new SwitchboardError("input-invalid", `“${relative.slice(0, 200)}” is no path within the module.`, {
      hint: "Name a file by its path from the module's directory on.",
      field: "path",
    });
  }
  try {
    const real = await fs.promises.realpath(path.join(root, relative));
    if (!real.startsWith(root === "/" ? root : `${root}/`)) return null;
    const stat = await fs.promises.stat(real);
    return stat.isFile() ? stat.size : null;
  } catch (error) {
    if (error instanceof Error && "code" in error) return null;
    throw error;
  }
}
