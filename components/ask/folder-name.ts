/** The last part of a directory's path: what a module is called when nobody names it. */
export function folderName(path: string): string {
  return path.trim().split(/[\\/]/).filter(Boolean).at(-1) ?? "";
}
