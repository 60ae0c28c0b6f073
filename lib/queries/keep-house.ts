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
    deleteOldSpools(engine);
    forgetOldChanges(engine);
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
    if (!isBusy(error)) throw error;
  }
}

function deleteOldSpools(engine: Engine): void {
  const folder = path.join(engine.env.home, "runs");
  if (!fs.existsSync(folder)) return;
  const active = new Set(activeRuns(engine.store.db).map((record) => record.spoolDir));
  for (const name of fs.readdirSync(folder)) {
    const dir = path.join(folder, name);
    const age = Date.now() - fs.statSync(dir).mtimeMs;
    if (age > KEEP_FILES_MS && !active.has(dir)) deleteSpool(dir);
  }
}
