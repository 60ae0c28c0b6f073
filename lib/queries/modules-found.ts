import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setImmediate as otherWork } from "node:timers/promises";
import { checkDirectory } from "../claude/check-directory.ts";
import { SwitchboardError } from "../core/failure.ts";
import type { FoundDirectories, FoundDirectory } from "../core/module-view.ts";
import type { Db } from "../db/db.ts";
import { findModuleAt } from "../db/modules.ts";
import { findTranscripts, type SessionFiles } from "../history/find-transcripts.ts";
import { nameDirectory } from "../history/name-directory.ts";
import { peekTranscript } from "../history/peek-transcript.ts";
import { historyRoot } from "../history/survey-history.ts";
import { type Engine, getEngine } from "./engine.ts";

/** What makes a folder look like a project. */
const SIGNS = [".git", "CLAUDE.md", "package.json", "pyproject.toml", "Cargo.toml", "go.mod"];
/** Below the chosen folder. */
const DEPTH = 2;
/** A search ends after so many folders, or so much time, in milliseconds. */
const MOST_FOLDERS = 3_000;
const LIMIT_MS = 8_000;
/** So many directories are told. */
const MOST_FOUND = 300;
/** Folders that hold what others have written, or what programs have made. */
const PASSED_OVER = new Set(["node_modules", "vendor", "dist", "build", "target", "venv", "__pycache__"]);

/** What a directory is before it is added. @throws SwitchboardError directory-missing and its like */
export async function lookAtDirectory(given: string, engine?: Engine): Promise<FoundDirectory> {
  const { db } = (engine ?? (await getEngine())).store;
  const directory = checkDirectory(given, "path");
  return toFound(db, directory, await signsOf(directory), new Map());
}

/**
 * Looks for projects in a folder, two levels deep. Ends early when a bound is reached.
 * @param signal ends it: what was found until then is the answer
 * @throws SwitchboardError directory-missing and its like
 */
export async function findProjects(given: string, signal?: AbortSignal, engine?: Engine): Promise<FoundDirectories> {
  const { db } = (engine ?? (await getEngine())).store;
  const root = checkDirectory(given, "folder");
  const found: FoundDirectory[] = [];
  const names = new Map<string, string>();
  const giveUp = performance.now() + LIMIT_MS;
  let looked = 0;
  let level = [root];
  let cut = false;
  for (let depth = 0; depth <= DEPTH && !cut; depth += 1) {
    const below: string[] = [];
    for (const folder of level) {
      cut =
        signal?.aborted === true || looked >= MOST_FOLDERS || found.length >= MOST_FOUND || performance.now() > giveUp;
      if (cut) break;
      looked += 1;
      const entries = await entriesOf(folder);
      const signs = SIGNS.filter((sign) => entries.some(({ name }) => name === sign));
      if (signs.length > 0) found.push(toFound(db, folder, signs, names));
      if (depth < DEPTH) below.push(...entries.filter(isWorthALook).map(({ name }) => path.join(folder, name)));
    }
    level = below;
  }
  return { root, directories: found, looked, cut };
}

const isWorthALook = (entry: { name: string; isDirectory: boolean }) =>
  entry.isDirectory && !entry.name.startsWith(".") && !PASSED_OVER.has(entry.name);

/** The entries of a folder, by name; none of one that can't be read. Links are not followed: they may lead in circles. */
async function entriesOf(folder: string): Promise<{ name: string; isDirectory: boolean }[]> {
  try {
    const entries = await fs.readdir(folder, { withFileTypes: true });
    return entries
      .map((entry) => ({ name: entry.name, isDirectory: entry.isDirectory() }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return []; // not for this user, or gone meanwhile
  }
}

async function signsOf(directory: string): Promise<string[]> {
  const entries = await entriesOf(directory);
  return SIGNS.filter((sign) => entries.some(({ name }) => name === sign));
}

function toFound(db: Db, directory: string, signs: string[], names: Map<string, string>): FoundDirectory {
  const known = findModuleAt(db, directory)?.name ?? null;
  const name = known ?? nameDirectory(db, directory, names);
  return { path: directory, name, known, signs, sessions: 0, newestAt: null };
}

/**
 * The directories in which Claude Code was used, as the newest transcript of each of its project folders tells; those
 * that are not there any more are left out.
 * @throws SwitchboardError history-off
 */
export async function findInHistory(engine?: Engine): Promise<FoundDirectories> {
  const used = engine ?? (await getEngine());
  const root = historyRoot(used.env);
  if (used.env.history === "off") {
    throw new SwitchboardError("history-off", "SWITCHBOARD_HISTORY=off: Claude Code's history is not looked at.", {
      hint: "Unset SWITCHBOARD_HISTORY and start Switchboard again, or look for directories in a folder.",
    });
  }
  const projects = Map.groupBy((await findTranscripts(root)).sessions, ({ dir }) => path.dirname(dir));
  const giveUp = performance.now() + LIMIT_MS;
  const byPath = new Map<string, FoundDirectory>();
  const names = new Map<string, string>();
  let looked = 0;
  for (const sessions of projects.values()) {
    if (performance.now() > giveUp || looked >= MOST_FOLDERS || byPath.size >= MOST_FOUND) break;
    looked += 1;
    await otherWork();
    await noteProject(used.store.db, sessions, byPath, names);
  }
  const directories = [...byPath.values()].sort((a, b) => (b.newestAt ?? 0) - (a.newestAt ?? 0));
  return { root, directories, looked, cut: looked < projects.size };
}

async function noteProject(
  db: Db,
  sessions: readonly SessionFiles[],
  byPath: Map<string, FoundDirectory>,
  names: Map<string, string>,
): Promise<void> {
  const mains = sessions.flatMap(({ main }) => main ?? []).sort((a, b) => b.mtimeMs - a.mtimeMs);
  const [newest] = mains;
  if (newest === undefined) return;
  const directory = directoryOf(newest.path);
  if (directory === null) return;
  const found = byPath.get(directory) ?? toFound(db, directory, await signsOf(directory), names);
  found.sessions += mains.length;
  found.newestAt = Math.max(found.newestAt ?? 0, newest.mtimeMs / 1000);
  byPath.set(directory, found);
}

/** The directory of a session, if it is still there. What the transcript says is only looked up, never trusted. */
function directoryOf(transcript: string): string | null {
  try {
    const { cwd } = peekTranscript(transcript);
    return cwd === null ? null : checkDirectory(cwd);
  } catch {
    return null; // a transcript that can't be read, or a directory that is gone: nothing to add
  }
}

/** Where Claude Code's history is, when it may be looked at; and where a search for projects may begin. */
export async function readHistoryOffered(): Promise<{ history: string | null; home: string }> {
  const { env } = await getEngine();
  return { history: env.history === "on" ? historyRoot(env) : null, home: os.homedir() };
}
