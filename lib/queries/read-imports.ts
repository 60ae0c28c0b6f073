import { isAlive, parseIdentity } from "../claude/process-identity.ts";
import { type Following, homeOffer, type ImportsView } from "../core/import-view.ts";
import {
  failDeadImports,
  type IsAlive,
  lastHistoryImport,
  runningImport,
  wasHistoryImported,
} from "../db/import-jobs.ts";
import { whenFree } from "../db/patience.ts";
import { isOwnSession } from "../db/runs.ts";
import { readSetting } from "../db/settings.ts";
import { historyRoot } from "../history/survey-history.ts";
import { sessionsIn } from "../history/transcript-files.ts";
import { type Engine, getEngine } from "./engine.ts";
import { surveyed } from "./survey-cache.ts";

/** Whether the process that imports still runs. */
export const importerAlive: IsAlive = (stored) => {
  const identity = parseIdentity(stored);
  return identity !== null && isAlive(identity);
};

/** Where importing and following stand. */
export async function readImports(engine?: Engine): Promise<ImportsView> {
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  const enabled = used.env.history === "on";
  if (runningImport(db) !== null) await whenFree(() => failDeadImports(db, importerAlive));
  const root = historyRoot(used.env);
  const declined = readSetting(db, "history-declined") === root;
  const last = lastHistoryImport(db, root);
  return {
    enabled,
    // Which sessions there are is looked at only when it matters.
    settled: !enabled || declined || last !== null || !hasOtherSessions(used),
    found: enabled ? await surveyed(used) : nothingIn(root),
    declined,
    running: runningImport(db),
    last,
    following: readFollowing(used),
    now: Date.now() / 1000,
  };
}

/** Whether there are sessions that Switchboard has not started itself: those need not be offered. */
function hasOtherSessions({ store: { db }, env }: Engine): boolean {
  for (const sessionId of sessionsIn(historyRoot(env))) if (!isOwnSession(db, sessionId)) return true;
  return false;
}

/** Where importing stands, when the home page has something to say about it; null when it hasn't. */
export async function readHomeImport(engine?: Engine): Promise<ImportsView | null> {
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  // Mostly it has nothing to say, and then it need not look at the files.
  if (used.env.history === "off") return null;
  const root = historyRoot(used.env);
  const isSettled = lastHistoryImport(db, root)?.state === "complete" || readSetting(db, "history-declined") === root;
  if (isSettled && runningImport(db) === null) return null;
  const view = await readImports(used);
  return homeOffer(view) === null ? null : view;
}

/** Nothing was looked at. */
function nothingIn(root: string): ImportsView["found"] {
  return { root, exists: false, directories: 0, sessions: 0, subagents: 0, bytes: 0, newestAt: null, problem: null };
}

/** Whether sessions are to be followed, and whether some process does. */
export function readFollowing({ store: { db }, env }: Engine): Following {
  const holder = readSetting(db, "history-follower");
  const possible = env.history === "on" && wasHistoryImported(db, historyRoot(env));
  const wanted = readSetting(db, "history-following") !== false;
  return {
    possible,
    wanted,
    active: possible && wanted && holder !== null && importerAlive(JSON.stringify(holder)),
  };
}
