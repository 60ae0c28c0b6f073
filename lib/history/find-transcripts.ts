import type { Dirent, Stats } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";

/** A transcript, as its file tells without being read. */
export interface Transcript {
  path: string;
  size: number;
  /** Milliseconds. */
  mtimeMs: number;
  bornMs: number;
}

/** A session's own transcript with those of its sub-agents. */
export interface SessionFiles {
  /** The session's own directory, beside its transcript: `.../projects/FOLDER/SESSION`. */
  dir: string;
  /** null when only sub-agents' are left. */
  main: Transcript | null;
  agents: Transcript[];
}

export interface FoundTranscripts {
  /** Project directories that have any. */
  directories: number;
  sessions: SessionFiles[];
  /** Transcripts of sub-agents that older versions put beside the sessions': only their lines tell whose they are. */
  strays: Transcript[];
  /** What could not be looked at. */
  unreadable: { path: string; detail: string }[];
}

/** Sub-agents of sub-agents may have directories of their own. */
const DEPTH = 4;

/**
 * Finds all transcripts below a root, without reading them. Never throws: what can't be looked at is told, and what
 * vanishes meanwhile is left out.
 */
export async function findTranscripts(root: string): Promise<FoundTranscripts> {
  const found: FoundTranscripts = { directories: 0, sessions: [], strays: [], unreadable: [] };
  const projects = path.join(root, "projects");
  for (const entry of await list(projects, found)) {
    const folder = path.join(projects, entry.name);
    if (entry.isDirectory() || (entry.isSymbolicLink() && (await statOf(folder, found))?.isDirectory())) {
      await findInFolder(folder, found);
    }
  }
  return found;
}

/**
 * Where a transcript stands: the session it belongs to, and whether it is a sub-agent's.
 * @param file an absolute path; null when it is none of a transcript below the root
 */
export function placeOfTranscript(
  root: string,
  file: string,
): { sessionDir: string; folder: string; isAgent: boolean; isStray: boolean } | null {
  const [folder, name = "", ...rest] = path.relative(path.join(root, "projects"), file).split(path.sep);
  if (folder === undefined || folder === ".." || folder === "" || !file.endsWith(".jsonl")) return null;
  const dir = path.join(root, "projects", folder);
  if (rest.length === 0) {
    const isStray = name.startsWith("agent-");
    return { sessionDir: path.join(dir, name.slice(0, -".jsonl".length)), folder, isAgent: isStray, isStray };
  }
  if (rest[0] !== "subagents") return null;
  return { sessionDir: path.join(dir, name), folder, isAgent: true, isStray: false };
}

async function findInFolder(folder: string, found: FoundTranscripts): Promise<void> {
  const sessions = new Map<string, SessionFiles>();
  const sessionOf = (name: string) => {
    const known = sessions.get(name) ?? { dir: path.join(folder, name), main: null, agents: [] };
    sessions.set(name, known);
    return known;
  };
  for (const entry of await list(folder, found)) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      const agents = await findAgents(path.join(full, "subagents"), found, DEPTH);
      if (agents.length > 0) sessionOf(entry.name).agents = agents;
    } else if (entry.name.endsWith(".jsonl")) {
      const transcript = await transcriptAt(full, found);
      if (transcript === null) continue;
      if (entry.name.startsWith("agent-")) found.strays.push(transcript);
      else sessionOf(entry.name.slice(0, -".jsonl".length)).main = transcript;
    }
  }
  if (sessions.size > 0) found.directories += 1;
  found.sessions.push(...sessions.values());
}

async function findAgents(folder: string, found: FoundTranscripts, depth: number): Promise<Transcript[]> {
  const agents: Transcript[] = [];
  if (depth === 0) return agents;
  for (const entry of await list(folder, found)) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) agents.push(...(await findAgents(full, found, depth - 1)));
    else if (entry.name.endsWith(".jsonl")) {
      const transcript = await transcriptAt(full, found);
      if (transcript) agents.push(transcript);
    }
  }
  return agents;
}

/** Anything but a file (a pipe that nobody writes, say) is no transcript. */
async function transcriptAt(file: string, found: FoundTranscripts): Promise<Transcript | null> {
  const stat = await statOf(file, found);
  return stat?.isFile() ? toTranscript(file, stat) : null;
}

export function toTranscript(file: string, stat: Stats): Transcript {
  return { path: file, size: stat.size, mtimeMs: stat.mtimeMs, bornMs: stat.birthtimeMs || stat.mtimeMs };
}

async function list(folder: string, found: FoundTranscripts): Promise<Dirent[]> {
  try {
    const entries = await fs.readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    noteUnreadable(folder, error, found);
    return [];
  }
}

async function statOf(file: string, found: FoundTranscripts): Promise<Stats | null> {
  try {
    return await fs.stat(file);
  } catch (error) {
    noteUnreadable(file, error, found);
    return null;
  }
}

function noteUnreadable(file: string, error: unknown, found: FoundTranscripts): void {
  if (isMissing(error)) return;
  found.unreadable.push({ path: file, detail: error instanceof Error ? error.message : String(error) });
}

/** Whether a file or directory isn't there (any more). */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
