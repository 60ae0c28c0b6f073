/** A line that a search found, or one that stands beside it. */
export interface FoundLine {
  /** Its number in the file, when the search told it. */
  number: number | null;
  text: string;
  found: boolean;
}

/** What a search found in a file. */
export interface FoundFile {
  path: string;
  /** How often, when only that was asked for. */
  count: number | null;
  lines: FoundLine[];
}

export interface Matches {
  files: FoundFile[];
  /** What was said beside that: how many there are, that some were left out. */
  notes: string[];
}

const NOTE =
  /^(?:Found \d+ .*|No (?:files|matches) found.*|\(?Results (?:are|were) truncated.*|\[Showing results .*\]|\.{3}.*truncated.*)$/;
const NUMBERED = /^(.+?):(\d+):(.*)$/;
const NEAR = /^(.+?)-(\d+)-(.*)$/;
const IN_ONE_FILE = /^(\d+)([:-])(.*)$/;
const COUNT = /^(.+):(\d+)$/;

/**
 * Reads what Grep or Glob answered, by file. @param mode what was asked for: "content", "count", or paths alone
 * @param searched the path that was searched: lines of one file come without its name
 */
export function readMatches(text: string, mode: string | null, searched: string | null): Matches {
  const files = new Map<string, FoundFile>();
  const notes: string[] = [];
  const fileOf = (path: string) => {
    const file = files.get(path) ?? { path, count: null, lines: [] };
    files.set(path, file);
    return file;
  };
  for (const line of text.split("\n")) {
    if (line === "" || line === "--") continue;
    if (NOTE.test(line)) notes.push(line);
    else if (mode === "content") addLine(line, fileOf, searched, files);
    else if (mode === "count") {
      const [, path = line, count] = COUNT.exec(line) ?? [];
      fileOf(path).count = count === undefined ? null : Number(count);
    } else fileOf(line);
  }
  return { files: [...files.values()], notes };
}

function addLine(
  line: string,
  fileOf: (path: string) => FoundFile,
  searched: string | null,
  files: ReadonlyMap<string, FoundFile>,
): void {
  const [, alone, mark, rest = ""] = IN_ONE_FILE.exec(line) ?? [];
  if (alone !== undefined) {
    fileOf(searched ?? "").lines.push({ number: Number(alone), text: rest, found: mark === ":" });
    return;
  }
  const near = NEAR.exec(line);
  const found = NUMBERED.exec(line);
  // A name may have hyphens and numbers in it: a line beside a match is one of a file that is known, or has no colon.
  const isNear = near !== null && (found === null || files.has(near[1] ?? ""));
  const [, path, number, text = ""] = (isNear ? near : found) ?? [];
  if (path !== undefined) {
    fileOf(path).lines.push({ number: Number(number), text, found: !isNear });
    return;
  }
  const colon = line.indexOf(":", /^[A-Za-z]:\\/.test(line) ? 2 : 0);
  const isNamed = colon > 0 && /[./\\]/.test(line.slice(0, colon));
  const file = fileOf(isNamed ? line.slice(0, colon) : (searched ?? ""));
  file.lines.push({ number: null, text: isNamed ? line.slice(colon + 1) : line, found: true });
}
