import fs from "node:fs";
import path from "node:path";
import { deleteSpool } from "../claude/spool.ts";
import { trimChanges } from "../db/changes.ts";
import { isBusy } from "../db/client.ts";
import { activeRuns } from "../db/runs.ts";
import type { Engine } from "./engine.ts";

/** The files of a run that failed are kept this long, for whoever wants to know why. */
const KEEP_FILES_MS = 7 * 24 * 3_600_000;
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
    if (!isBusy(error)) console.error("Old changes can't be forgotten just now; trying again.", error);
  }
}

function deleteOldSpools(engine: Engine): void {
  const folder = path.join(engine.env.home, "runs");
  if (!fs.existsSync(folder)) return;
  const active = new Set(activeRuns(engine.store.db).map((record) => record.spoolDir));
  for (const name of fs.readdirSync(folder)) {
    const dir = path.join(folder, name);
    const age = Date.now() - (fs.lstatSync(dir, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > KEEP_FILES_MS && !active.has(dir)) deleteSpool(dir);
  }
}
