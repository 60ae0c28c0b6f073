import fs from "node:fs";
import { SwitchboardError } from "../lib/core/failure.ts";
import { type ConversationStore, openStore } from "../lib/db/store.ts";
import { applyOptions, readEnv } from "../lib/env.ts";

/**
 * Opens the store that the options name, for a command that only looks, and closes it when that is done.
 * @throws SwitchboardError file-missing when there is no database: looking makes none
 */
export async function withStore<Done>(
  options: { db?: string; claude?: string },
  work: (store: ConversationStore) => Promise<Done>,
): Promise<Done> {
  applyOptions(options);
  const { databasePath } = readEnv();
  if (!fs.existsSync(databasePath)) {
    throw new SwitchboardError("file-missing", `There is no database ${databasePath}.`, {
      hint: "Ask something first, or name a database with --db.",
      field: "db",
    });
  }
  const store = await openStore({ path: databasePath });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
