import fs from "node:fs";
import path from "node:path";

const ENDING = ".jsonl";

/** Whether a path is one of a transcript, by its name. */
export function isTranscript(file: string): boolean {
  return file.endsWith(ENDING);
}

/** The directories in which transcripts of sessions appear: `projects`, and each project's own, also when it is empty. */
export function foldersOf(root: string): string[] {
  const projects = path.join(root, "projects");
  const folders = entriesOf(projects).filter((entry) => entry.isDirectory() || entry.isSymbolicLink());
  return [projects, ...folders.map((entry) => path.join(projects, entry.name))];
}

/** The ids of all sessions that have a transcript, one directory after the other. */
export function* sessionsIn(root: string): Generator<string> {
  for (const folder of foldersOf(root).slice(1)) {
    for (const { name } of entriesOf(folder)) {
      // Older versions put the transcripts of sub-agents there as well.
      if (isTranscript(name) && !name.startsWith("agent-")) yield name.slice(0, -ENDING.length);
    }
  }
}

/** What is in a directory: nothing, when it isn't there or can't be read. The survey of the history tells of that. */
function entriesOf(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
