import { setTimeout as sleep } from "node:timers/promises";
import { isSwitchboardError } from "../lib/core/failure.ts";
import { isTerminal } from "../lib/core/message.ts";
import { requireMessage } from "../lib/db/messages.ts";
import { findRunOf } from "../lib/db/runs.ts";
import { unendedAnswers } from "../lib/db/status.ts";
import type { Engine } from "../lib/queries/engine.ts";
import { findAnswersToStop } from "../lib/queries/find-answer.ts";
import { stopQuery } from "../lib/queries/stop-query.ts";
import { tend } from "../lib/queries/tend.ts";
import { COMMON_HELP, readArguments, usageError } from "./arguments.ts";
import { EXIT } from "./exit-codes.ts";
import { openSession } from "./session.ts";
import { oneLine } from "./terminal-text.ts";
import { shortId } from "./words.ts";

export const help = `switchboard stop ID... | --all — stops answers, or withdraws questions that wait, and says how each ended

  ID             of a message, or of a thread (all that is being answered in it); the first 6 characters or more
                 are enough: switchboard status shows them
  --all          everything that runs or waits
${COMMON_HELP}

What had arrived is kept. It waits for the end, at most 10 s.
Exit codes: 0 all have ended, 1 some have not, 2 not understood, 3 refused before anything was done.

  switchboard stop 1a2b3c4d
  switchboard stop --all`;

/** How long a stop may take: a little longer than one that ends in SIGKILL. */
const WAIT_MS = 10_000;
const LOOK_MS = 50;
/** How many of these looks there are to one after runs that nobody follows. */
const TEND_LOOKS = 6;

/** Stops answers. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { all: { type: "boolean", default: false } });
  if (values.help) {
    console.log(help);
    return EXIT.complete;
  }
  if (values.all === positionals.length > 0) {
    throw usageError(values.all ? "--all and ids don't go together." : "There is nothing named to stop.", {
      hint: "Give the ids that switchboard status shows, or --all.",
    });
  }
  const session = await openSession(values);
  const { engine, out, leaving } = session;
  const { db } = engine.store;
  const named = values.all ? unendedAnswers(db) : positionals.flatMap((id) => findAnswersToStop(db, id));
  const messageIds = [...new Set(named)];
  session.takeSignals();
  // Who stops one question must not launch the next one, which may be stopped just after it.
  engine.env.limits = { ...engine.env.limits, runs: 0 };
  if (messageIds.length === 0) await out.write("Nothing runs or waits.\n");
  const refused = new Map<string, string>();
  for (const messageId of messageIds) refused.set(messageId, await stop(engine, messageId));
  const limit = performance.now() + WAIT_MS;
  for (let look = 0; !leaving.aborted && performance.now() < limit; look += 1) {
    // A run that no living process follows is taken up here, also when its follower ends only now.
    if (look % TEND_LOOKS === 0) tend(engine);
    if (!messageIds.some((id) => isOpen(engine, id))) break;
    await sleep(LOOK_MS);
  }
  for (const messageId of messageIds) {
    const words = refused.get(messageId) || endWords(engine, messageId);
    await out.write(`${shortId(messageId)}  ${oneLine(requireMessage(db, messageId).module, 30)}  ${words}\n`);
  }
  const isDone = messageIds.every((messageId) => isTerminal(requireMessage(db, messageId).status));
  return session.end(isDone ? EXIT.complete : EXIT.failed);
}

/** @returns why it can't be stopped; "" when it can */
async function stop(engine: Engine, messageId: string): Promise<string> {
  try {
    await stopQuery(messageId, engine);
    return "";
  } catch (error) {
    if (!isSwitchboardError(error)) throw error;
    return error.message;
  }
}

function isOpen(engine: Engine, messageId: string): boolean {
  const run = findRunOf(engine.store.db, messageId);
  return run !== null && run.state !== "ended";
}

function endWords(engine: Engine, messageId: string): string {
  const { status } = requireMessage(engine.store.db, messageId);
  const run = findRunOf(engine.store.db, messageId);
  if (run && run.state !== "ended") return "is still being stopped";
  if (run?.failure?.code === "stopped-by-user") return run.failure.message;
  return status === "complete" ? "complete: it was quicker" : `failed: ${run?.failure?.message ?? "without a reason"}`;
}
