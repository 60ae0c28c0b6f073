import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { isPassing } from "../db/patience.ts";
import type { Engine } from "./engine.ts";
import { ownEntry } from "./own-entry.ts";
import { readFollowing } from "./read-imports.ts";
import { reportImportError } from "./report.ts";

/** How often a process looks whether the history is to be followed, in milliseconds. */
const LOOK_MS = 2_000;
/** A thread that died is started again so much later. */
const AGAIN_MS = 30_000;
/** How long an ending process waits for what is being stored. What is lost with the thread is read by the next one. */
const END_MS = 500;

/**
 * Follows Claude Code's history in a thread of its own, from when it was imported, for as long as it is wanted.
 * @param entry the file that the thread runs
 * @returns ends it
 */
export function followInThread(engine: Engine, entry = ownEntry("follow-thread")): () => Promise<void> {
  if (engine.env.history === "off") return async () => {};
  let thread: Worker | null = null;
  let notBefore = 0;
  const look = () => {
    const isWanted = wantsFollowing(engine);
    if (isWanted === null) return;
    if (!isWanted) thread?.postMessage("end");
    if (!isWanted || thread !== null || performance.now() < notBefore) return;
    const begun = new Worker(entry, { workerData: engine.env });
    thread = begun;
    begun.unref();
    begun.on("error", (error) => {
      notBefore = performance.now() + AGAIN_MS;
      reportImportError(error);
    });
    begun.on("exit", () => {
      if (thread === begun) thread = null;
    });
  };
  const timer = setInterval(look, LOOK_MS);
  timer.unref();
  look();
  return async () => {
    clearInterval(timer);
    if (thread === null) return;
    const ended = once(thread, "exit");
    thread.postMessage("end");
    await Promise.race([ended, sleep(END_MS)]);
  };
}

/** null: it can't be told just now. */
function wantsFollowing(engine: Engine): boolean | null {
  if (!engine.store.db.$client.open) return null;
  try {
    const { possible, wanted } = readFollowing(engine);
    return possible && wanted;
  } catch (error) {
    if (!isPassing(error)) reportImportError(error);
    return null;
  }
}
