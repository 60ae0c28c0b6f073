import { parentPort, workerData } from "node:worker_threads";
import { openStore } from "../lib/db/store.ts";
import type { Environment } from "../lib/env.ts";
import { createEngine } from "../lib/queries/engine.ts";
import { followHistory } from "../lib/queries/follow-history.ts";

/**
 * The thread in which a dashboard follows Claude Code's history (lib/queries/follow-thread.ts): however much there is to
 * read, pages and answers don't wait for it. Any message ends it.
 */
const env = workerData as Environment;
const ending = new AbortController();
parentPort?.once("message", () => ending.abort());
const store = await openStore({ path: env.databasePath });
await followHistory(createEngine(store, env), ending.signal);
await store.close();
process.exit(0); // of a thread: ends the thread alone
