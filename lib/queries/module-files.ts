import { checkDirectory } from "../claude/check-directory.ts";
import { completeDirectory } from "../claude/complete-directory.ts";
import { type FileList, listModuleFiles, sizeWithin } from "../claude/module-files.ts";
import { type FileCompletion, type ModuleFile, matchFiles } from "../core/file-match.ts";
import { processEnvironment } from "../env.ts";

/** So many files are offered; some of those that match may be gone, or lead out of the module. */
const OFFERED = 12;
const LOOKED_AT = 40;
/** Someone who types asks with every letter: a list is of use for as long, in milliseconds. */
const FRESH_MS = 5_000;
const MOST_KEPT = 8;

const lists = new Map<string, { at: number; list: Promise<FileList> }>();

/**
 * Files of a module that match what is typed of their path.
 * @throws SwitchboardError directory-relative, -missing, -not-directory, -unreadable
 */
export async function completeFile(modulePath: string, typed: string): Promise<FileCompletion> {
  const root = checkDirectory(modulePath);
  const { files, isCut } = await freshList(root);
  const matching = matchFiles(files, typed, LOOKED_AT);
  return { files: (await sizedFiles(root, matching)).slice(0, OFFERED), isCut };
}

/**
 * Those of the paths that are files of the module, with their sizes.
 * @throws SwitchboardError input-invalid when one can't be a path within it, and as completeFile
 */
export async function filesOf(modulePath: string, paths: readonly string[]): Promise<ModuleFile[]> {
  return sizedFiles(checkDirectory(modulePath), paths);
}

async function sizedFiles(root: string, paths: readonly string[]): Promise<ModuleFile[]> {
  const sizes = await Promise.all(paths.map((path) => sizeWithin(root, path)));
  return paths.flatMap((path, index) => {
    const size = sizes[index] ?? null;
    return size === null ? [] : [{ path, size }];
  });
}

function freshList(root: string): Promise<FileList> {
  const known = lists.get(root);
  if (known && performance.now() - known.at < FRESH_MS) return known.list;
  lists.delete(root);
  const list = listModuleFiles(root, processEnvironment());
  lists.set(root, { at: performance.now(), list });
  for (const other of lists.keys()) {
    if (lists.size <= MOST_KEPT) break;
    lists.delete(other);
  }
  return list;
}

/** Directories that a path which is being typed may become. */
export async function directoriesUnder(typed: string): Promise<{ directories: string[] }> {
  return { directories: await completeDirectory(typed) };
}
