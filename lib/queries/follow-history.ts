import { isAlive, parseIdentity } from "../claude/process-identity.ts";
import { failDeadImports, runningImport, wasHistoryImported } from "../db/import-jobs.ts";
import { isPassing } from "../db/patience.ts";
import { leaveOffice, readSetting, takeOffice } from "../db/settings.ts";
import { type FollowerOptions, HistoryFollower } from "../history/history-follower.ts";
import { historyRoot } from "../history/survey-history.ts";
import type { Engine } from "./engine.ts";
import { importerAlive } from "./read-imports.ts";
import { reportImportError } from "./report.ts";

/** Whether the holder of the office is another process that still runs. A former thread of the same one is no other. */
function isHeldElsewhere(holder: string, self: string): boolean {
  const identity = parseIdentity(holder);
  return identity !== null && identity.pid !== parseIdentity(self)?.pid && isAlive(identity);
}

/**
 * Whether this process is to read transcripts now: the history was imported, nobody switched following off, no import
 * is at it, and no other process does it.
 */
export function mayFollow({ store: { db }, env, self }: Engine): boolean {
  try {
    if (!wasHistoryImported(db, historyRoot(env)) || readSetting(db, "history-following") === false) return false;
    failDeadImports(db, importerAlive);
    return (
      runningImport(db) === null && takeOffice(db, "history-follower", self, (holder) => isHeldElsewhere(holder, self))
    );
  } catch (error) {
    if (!isPassing(error)) throw error;
    return false; // another writer has the database: it is asked again soon
  }
}

/** Follows the history for as long as this process is to, until the signal comes. */
export async function followHistory(
  engine: Engine,
  signal: AbortSignal,
  options: Partial<FollowerOptions> = {},
): Promise<void> {
  const { db } = engine.store;
  const follower = new HistoryFollower({
    db,
    root: historyRoot(engine.env),
    mayRead: () => mayFollow(engine),
    failed: (file, error) => {
      if (!isPassing(error)) reportImportError(error instanceof Error ? new Error(file, { cause: error }) : error);
    },
    ...options,
  });
  await follower.follow(signal);
  if (db.$client.open) leaveOffice(db, "history-follower", engine.self);
}
