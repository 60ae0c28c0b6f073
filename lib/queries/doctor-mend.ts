import fs from "node:fs";
import type { DoctorAction } from "../core/doctor.ts";
import { SwitchboardError } from "../core/failure.ts";
import { giveThreads, shortenLog } from "../db/check-database.ts";
import { whenFree } from "../db/patience.ts";
import { indexStep } from "../db/search-index.ts";
import { adoptRuns } from "./adopt-runs.ts";
import { type Engine, getEngine } from "./engine.ts";
import { endAllWarm } from "./keep-warm.ts";

/** How long indexing goes on before the page is told; the dashboard goes on with the rest by itself. */
const INDEX_MS = 20_000;

/** Does what the doctor has proposed. @throws SwitchboardError home-unwritable, database-busy, disk-full */
export async function mend(action: DoctorAction, engine?: Engine): Promise<void> {
  await ACTIONS[action](engine ?? (await getEngine()));
}

const ACTIONS: Record<DoctorAction, (engine: Engine) => Promise<void>> = {
  "close-home": async ({ env }) => close(env.home, 0o700),
  "close-database": async ({ env }) => close(env.databasePath, 0o600),
  "shorten-log": ({ store }) => whenFree(() => shortenLog(store.db)),
  "give-threads": ({ store }) => whenFree(() => giveThreads(store.db)),
  "take-up": async (engine) => adoptRuns(engine),
  "end-kept": endAllWarm,
  index: async ({ store }) => {
    const limit = performance.now() + INDEX_MS;
    while ((await whenFree(() => indexStep(store.db))) && performance.now() < limit) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  },
};

function close(at: string, mode: number): void {
  try {
    fs.chmodSync(at, mode);
  } catch (cause) {
    throw new SwitchboardError("home-unwritable", `The permissions of ${at} can't be changed.`, {
      hint: "It belongs to another user: ask them, or set SWITCHBOARD_HOME to a directory of your own.",
      cause,
    });
  }
}
