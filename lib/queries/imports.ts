import { randomUUID } from "node:crypto";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { launchOwn } from "../claude/launch-own.ts";
import { selfIdentity } from "../claude/process-identity.ts";
import { SwitchboardError } from "../core/failure.ts";
import type { Db } from "../db/db.ts";
import { claimImport, failDeadImports, noteImporter } from "../db/import-jobs.ts";
import { endImport, findImport, requestImportCancel } from "../db/imports.ts";
import { untilStored, whenFree } from "../db/patience.ts";
import { writeSetting } from "../db/settings.ts";
import { historyRoot } from "../history/survey-history.ts";
import { type Engine, getEngine } from "./engine.ts";
import { ownEntry } from "./own-entry.ts";
import { importerAlive } from "./read-imports.ts";
import { reportImportError } from "./report.ts";
import { survey } from "./survey-cache.ts";

/** How long an importer may take to notice that it is to be cancelled, until who asked is answered, in milliseconds. */
const CANCEL_MS = 3_000;
const LOOK_MS = 50;

/**
 * Imports Claude Code's own history in a process of its own, which goes on when this one is ended. What was imported
 * before is left as it is, so an import that was cancelled is resumed by starting it again.
 * @param entry the file that the process runs
 * @returns the id of the import
 * @throws SwitchboardError history-off, history-missing, import-running, import-failed, database-busy
 */
export async function startImport(engine?: Engine, entry = ownEntry("import-process")): Promise<string> {
  const used = engine ?? (await getEngine());
  const { db } = used.store;
  const source = await checkedRoot(used);
  const importId = randomUUID();
  const claim = { importId, kind: "history", source, process: used.self } as const;
  await whenFree(() => claimImport(db, claim, importerAlive));
  try {
    const log = path.join(used.env.home, "import.log");
    const args = [JSON.stringify({ database: used.env.databasePath, root: source, importId })];
    const { identity, ended } = await launchOwn({ entry, args, env: used.variables, log });
    await untilStored(() => noteImporter(db, importId, JSON.stringify(identity)));
    void ended.then(() => settle(used));
    return importId;
  } catch (cause) {
    const message = `The import could not be started: ${cause instanceof Error ? cause.message : String(cause)}.`;
    const hint = "See whether memory and processes are left on this machine, then import again.";
    await untilStored(() => endImport(db, importId, "failed", { code: "import-failed", message, hint }));
    throw new SwitchboardError("import-failed", message, { hint, cause });
  }
}

/**
 * Begins an import of a history that this process itself is to do.
 * @param root the directory that holds `projects`
 * @returns the id of the import
 * @throws SwitchboardError import-running, database-busy
 */
export async function claimHistoryImport(db: Db, root: string): Promise<string> {
  const importId = randomUUID();
  const claim = { importId, kind: "history", source: root, process: JSON.stringify(selfIdentity()) } as const;
  await whenFree(() => claimImport(db, claim, importerAlive));
  return importId;
}

/** The directory whose history is to be read. @throws SwitchboardError history-off, history-missing */
async function checkedRoot({ env }: Engine): Promise<string> {
  if (env.history === "off") {
    throw new SwitchboardError("history-off", "Claude Code's history is switched off by SWITCHBOARD_HISTORY=off.", {
      hint: "Unset SWITCHBOARD_HISTORY and start Switchboard again.",
    });
  }
  const root = historyRoot(env);
  const found = await survey(root);
  if (found.exists) return root;
  throw new SwitchboardError("history-missing", `There is no history of Claude Code in ${root}.`, {
    hint:
      found.problem ?? "It is written by the first session of claude. Another directory is named by CLAUDE_CONFIG_DIR.",
  });
}

/** When the importer's process is gone: an import that it has not ended itself is not running any more. */
async function settle({ store: { db } }: Engine): Promise<void> {
  try {
    if (db.$client.open) await untilStored(() => failDeadImports(db, importerAlive));
  } catch (error) {
    reportImportError(error);
  }
}

/**
 * Ends a running import; what it has read stays. Settles when it has ended, or after a few seconds.
 * One that has ended by itself meanwhile is no error.
 */
export async function cancelImport(importId: string, engine?: Engine): Promise<void> {
  const { db } = (engine ?? (await getEngine())).store;
  await whenFree(() => requestImportCancel(db, importId));
  const limit = performance.now() + CANCEL_MS;
  while (findImport(db, importId)?.state === "running" && performance.now() < limit) {
    await whenFree(() => failDeadImports(db, importerAlive));
    await sleep(LOOK_MS);
  }
}

/** The history is not offered any more on the home page (or again, with `false`). */
export async function declineImport(declined = true, engine?: Engine): Promise<void> {
  const { store, env } = engine ?? (await getEngine());
  await whenFree(() => writeSetting(store.db, "history-declined", declined ? historyRoot(env) : null));
}

/** Switches the following of sessions that go on elsewhere on or off. */
export async function setFollowing(wanted: boolean, engine?: Engine): Promise<void> {
  const { db } = (engine ?? (await getEngine())).store;
  await whenFree(() => writeSetting(db, "history-following", wanted));
}
