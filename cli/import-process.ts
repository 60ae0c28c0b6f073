import os from "node:os";
import { z } from "zod";
import { openStore } from "../lib/db/store.ts";
import { importHistory } from "../lib/history/import-history.ts";

/**
 * The process that imports Claude Code's history for a dashboard (lib/queries/imports.ts). Its row in the database tells
 * how far it is and how it ended; what it prints is for whoever wants to know why it died.
 */
const work = z
  .object({ database: z.string(), root: z.string(), importId: z.string() })
  .parse(JSON.parse(process.argv[2] ?? "null"));

// Answers and pages come first.
os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
const cancelling = new AbortController();
for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(name, () => cancelling.abort());
const store = await openStore({ path: work.database });
const { state } = await importHistory(store.db, {
  root: work.root,
  importId: work.importId,
  signal: cancelling.signal,
});
await store.close();
process.exit(state === "failed" ? 1 : 0);
