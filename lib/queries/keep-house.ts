import fs from "node:fs";
import path from "node:path";
import { folderBytes, hasReader, spoolAt } from "../claude/spool.ts";
import { trimChanges } from "../db/changes.ts";
import { isPassing } from "../db/patience.ts";
import { activeRuns } from "../db/runs.ts";
import { listWarm } from "../db/warm.ts";
import type { Engine } from "./engine.ts";

/** The files of a run that failed are kept this long, for whoever wants to know why. */
const KEEP_FILES_MS = 7 * 24 * 3_600_000;
/** How much room they may take together, in bytes; the oldest go first. */
const KEEP_BYTES = 512 * 1024 * 1024;
/** The files of a run that is about to be launched are not told by the store yet. */
const FRESH_MS = 60_000;
const INTERVAL_MS = 60_000;

/** Forgets old changes and old files of runs, now and every minute. @returns ends it */
export function keepHouse(engine: Engine): () => void {
  const clean = () => {
    forgetOldChanges(engine);
    try {
      deleteOldSpools(engine);
    } catch (error) {
      console.error("Old files of runs can't be deleted just now; trying again.", error);
    }
  };
  clean();
  const timer = setInterval(clean, INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Can wait when another writer holds the database: it is tried again after the next run, and every minute. */
export function forgetOldChanges(engine: Engine): void {
  try {
    trimChanges(engine.store.db);
  } catch (error) {
    if (!isPassing(error)) console.error("Old changes can't be forgotten just now; trying again.", error);
  }
}

/** Deletes files of runs that are too old, and the oldest ones while they take too much room together. */
function deleteOldSpools(engine: Engine): void {
  const { db } = engine.store;
  const used = new Set([
    ...activeRuns(db).map((record) => record.spoolDir),
    ...listWarm(db).map((warm) => warm.spoolDir),
  ]);
  const left = runFolders(engine.env.home).filter(({ dir }) => !used.has(dir));
  let bytes = left.reduce((sum, folder) => sum + folder.bytes, 0);
  for (const folder of left.sort((a, b) => a.changedAt - b.changedAt)) {
    const isOld = Date.now() - folder.changedAt > KEEP_FILES_MS;
    const isFresh = Date.now() - folder.changedAt < FRESH_MS;
    if (isFresh || (!isOld && bytes <= KEEP_BYTES)) continue;
    // A run of another database with the same SWITCHBOARD_HOME.
    if (hasReader(spoolAt(folder.dir))) continue;
    fs.rmSync(folder.dir, { recursive: true, force: true });
    bytes -= folder.bytes;
  }
}

/** The folders of all runs whose files are still there. */
export function runFolders(home: string): { dir: string; changedAt: number; bytes: number }[] {
  const runs = path.join(home, "runs");
  if (!fs.existsSync(runs)) return [];
  return fs.readdirSync(runs).flatMap((name) => {
    const dir = path.join(runs, name);
    const stat = fs.lstatSync(dir, { throwIfNoEntry: false });
    return stat?.isDirectory() ? [{ dir, changedAt: stat.mtimeMs, bytes: folderBytes(dir) }] : [];
  });
}
