import { setTimeout as sleep } from "node:timers/promises";
import { findRunOf } from "../db/runs.ts";
import type { Engine } from "./engine.ts";
import { type QueryOutcome, storedOutcome } from "./stored-outcome.ts";
import { watchAnswer } from "./watch-answer.ts";

/** How often a query that waits in line is looked at, in milliseconds. */
const LOOK_MS = 100;

/**
 * Waits for the end of a query that this process asked. Mostly this process launches and follows its run; when
 * another one has taken it over, it is watched through the store.
 */
export async function outcomeOf(
  engine: Engine,
  { runId, messageId }: { runId: string; messageId: string },
  onChunk: ((text: string) => void) | undefined,
): Promise<QueryOutcome> {
  let told = "";
  let failed = false;
  const tell = (text: string) => {
    told += text;
    try {
      onChunk?.(text);
    } catch (error) {
      // The text is stored by now: an error of the caller's own function must not end the answer.
      if (!failed) console.error("onChunk threw an error; the answer goes on.", error);
      failed = true;
    }
  };
  engine.awaited.set(runId, { onChunk: tell, done: () => {} });
  try {
    for (;;) {
      const outcome = storedOutcome(engine, messageId);
      if (outcome) {
        // Another process may have written all of it between two looks.
        if (outcome.content !== told && outcome.content.startsWith(told)) tell(outcome.content.slice(told.length));
        return outcome;
      }
      if (engine.handled.has(runId)) {
        await new Promise<void>((resolve) => engine.awaited.set(runId, { onChunk: tell, done: resolve }));
      } else if (findRunOf(engine.store.db, messageId)?.state === "queued") {
        await sleep(LOOK_MS);
      } else {
        // Told by the store to its end, even if this process takes the run back meanwhile.
        engine.awaited.set(runId, { onChunk: undefined, done: () => {} });
        await tellRest(engine, messageId, told.length, tell);
      }
    }
  } finally {
    engine.awaited.delete(runId);
  }
}

/** Watches an answer that another process follows, and tells what of its text was not told yet. */
async function tellRest(engine: Engine, messageId: string, told: number, tell: (text: string) => void): Promise<void> {
  let seen = 0;
  for await (const event of watchAnswer(engine, messageId)) {
    if (event.type === "ended") return;
    if (event.type !== "text") continue;
    const from = Math.max(0, told - seen);
    seen += event.text.length;
    if (from < event.text.length) tell(event.text.slice(from));
  }
}
