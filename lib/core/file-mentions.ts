/**
 * Files that a question names as `@path` or `@"path with spaces"`: Claude Code attaches them by itself. As in the CLI, a
 * mention stands at the beginning or after white space.
 */
const MENTION = /(?<=^|\s)@(?:"([^"\n]+)"|([^\s"]+))/g;
/** Signs that end a sentence, not a path. */
const TRAILING = /[.,;:!?]+$/;

/** How many files are looked up at once. */
export const MOST_MENTIONS = 50;

/** The paths that a question mentions, each once, in the order in which they stand there. */
export function mentionedPaths(prompt: string): string[] {
  const paths = new Set<string>();
  for (const [, quoted, bare] of prompt.matchAll(MENTION)) {
    const path = quoted ?? (bare ?? "").replace(TRAILING, "");
    if (path !== "") paths.add(path);
    if (paths.size === MOST_MENTIONS) break;
  }
  return [...paths];
}

/** A mention that is being written. */
export interface OpenMention {
  /** Where its "@" stands. */
  start: number;
  /** What is typed of its path. */
  typed: string;
}

/** The mention that the caret stands at the end of; null when it is in none. */
export function mentionAt(text: string, caret: number): OpenMention | null {
  const before = text.slice(Math.max(0, caret - 1_000), caret);
  const match = /(?<=^|\s)@(?:"([^"\n]*)|([^\s"]*))$/.exec(before);
  if (!match) return null;
  return { start: caret - match[0].length, typed: match[1] ?? match[2] ?? "" };
}

/** A path as a question names it. */
export function mentionOf(path: string): string {
  return /[\s"]/.test(path) ? `@"${path}"` : `@${path}`;
}
