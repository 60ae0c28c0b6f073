import { setTimeout as sleep } from "node:timers/promises";
import { isSwitchboardError } from "../core/failure.ts";
import type { Engine } from "./engine.ts";
import { endAllWarm } from "./keep-warm.ts";
import { reportRunError } from "./report.ts";
import { stopQuery } from "./stop-query.ts";

/** How long an ending process waits for kept processes to end, in milliseconds. The next one ends those that are left. */
const END_MS = 800;
/** How long it waits for runs to be stopped, in milliseconds: a little longer than a stop takes at most. */
const STOP_MS = 8_000;

/**
 * What a process does with its runs before it ends: kept processes are ended; runs go on without it (the next
 * process takes them up), or are stopped if the user chose so. Never rejects.
 */
export async function leaveRuns(engine: Engine, choice: "leave" | "stop"): Promise<void> {
  // Nobody would follow what is launched from now on: it stays in line for the next process.
  engine.env = { ...engine.env, limits: { ...engine.env.limits, runs: 0 } };
  const ended = endAllWarm(engine).catch((error: unknown) => reportRunError("(kept processes)", error));
  await Promise.race([ended, sleep(END_MS)]);
  if (choice === "leave") return;
  const followed = [...engine.followers];
  await Promise.all(followed.map(([messageId]) => stopOne(engine, messageId)));
  const gone = Promise.all(
    followed.map(async ([messageId, follower]) => {
      while (engine.followers.get(messageId) === follower) await sleep(20);
    }),
  );
  await Promise.race([gone, sleep(STOP_MS)]);
}

async function stopOne(engine: Engine, messageId: string): Promise<void> {
  try {
    await stopQuery(messageId, engine);
  } catch (error) {
    // It ended by itself just now.
    if (!isSwitchboardError(error)) reportRunError(messageId, error);
  }
}
