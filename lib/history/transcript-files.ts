import fs from "node:fs";
import path from "node:path";

const ENDING = ".jsonl";

/** Whether a path is one of a transcript, by its name. */
export function isTranscript(file: string): boolean {
  return file.endsWith(ENDING);
}

/** The directories in which transcripts of sessions appear: `projects`, and each project's own. */
export function foldersOf(root: string): string[] {
  const projects = path.join(root, "projects");
  return [projects, ...entriesOf(projects).flatMap((entry) => (entry.isDirectory() ? [under(projects, entry)] : []))];
}

/** All transcripts: of sessions, and of the sub-agents beside them. */
export function* transcriptsIn(root: string): Generator<string> {
  for (const folder of foldersOf(root).slice(1)) {
    for (const entry of entriesOf(folder)) {
      if (entry.isFile() && isTranscript(entry.name)) yield under(folder, entry);
      else if (entry.isDirectory()) yield* agentsIn(path.join(folder, entry.name, "subagents"));
    }
  }
}

function* agentsIn(folder: string): Generator<string> {
  for (const entry of entriesOf(folder)) if (entry.isFile() && isTranscript(entry.name)) yield under(folder, entry);
}

const under = (folder: string, entry: fs.Dirent) => path.join(folder, entry.name);

/** What is in a directory: nothing, when it isn't there or can't be read. The survey of the history tells of that. */
function entriesOf(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
