/** How a path matches what was typed, best first; null when it doesn't. */
function rank(path: string, typed: string): number | null {
  const lower = path.toLowerCase();
  const name = lower.slice(lower.lastIndexOf("/") + 1);
  if (name.startsWith(typed)) return 0;
  if (lower.startsWith(typed)) return 1;
  if (name.includes(typed)) return 2;
  if (lower.includes(typed)) return 3;
  return hasInOrder(lower, typed) ? 4 : null;
}

/** Whether all characters stand in a text, in their order. */
function hasInOrder(text: string, characters: string): boolean {
  let at = 0;
  for (const character of characters) {
    at = text.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/**
 * The paths that match what was typed: by the beginning of the file's name first, by characters in order last; among
 * equals what is least deep, then by name.
 */
export function matchFiles(paths: readonly string[], typed: string, limit: number): string[] {
  const wanted = typed.toLowerCase();
  const ranked = paths.flatMap((path) => {
    const place = wanted === "" ? 0 : rank(path, wanted);
    return place === null ? [] : [{ path, place, depth: path.split("/").length }];
  });
  ranked.sort((a, b) => a.place - b.place || a.depth - b.depth || (a.path < b.path ? -1 : 1));
  return ranked.slice(0, limit).map(({ path }) => path);
}

/** A file of a module, as a question names it: relative to the module's directory. */
export interface ModuleFile {
  path: string;
  /** Bytes. */
  size: number;
}

export interface FileCompletion {
  files: ModuleFile[];
  /** Whether the module has more files than were looked through. */
  isCut: boolean;
}
