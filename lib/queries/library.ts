import type { ChainLink } from "../core/chain.ts";
import { inTreeOrder } from "../core/chain.ts";
import type { Module } from "../core/message.ts";
import type { AnswerEvent } from "./answer-teller.ts";
import { type Engine, getEngine } from "./engine.ts";
import { findAnswer, findThreadId } from "./find-answer.ts";
import { matchingModules } from "./modules.ts";
import { readChains } from "./read-chains.ts";
import { type QueryView, readQuery } from "./read-query.ts";
import { readStatus, type Status } from "./read-status.ts";
import { watchAnswer } from "./watch-answer.ts";

// What the library gives of the engine, with the engine of the environment when none is given.

/** The modules, by name; only those that have all of the words. */
export async function listModules(words = "", engine?: Engine): Promise<Module[]> {
  return matchingModules(engine ?? (await getEngine()), words);
}

/** How the answer of a query stands. @param id of the answer, its question or its thread @throws SwitchboardError message-unknown */
export async function getQuery(id: string, engine?: Engine): Promise<QueryView> {
  const used = engine ?? (await getEngine());
  return readQuery(used, findAnswer(used.store.db, id));
}

/**
 * Follows an answer, whichever program writes it: all that it says so far, then what comes, until it has ended.
 * @throws SwitchboardError message-unknown
 */
export async function* followQuery(id: string, signal?: AbortSignal, engine?: Engine): AsyncGenerator<AnswerEvent> {
  const used = engine ?? (await getEngine());
  yield* watchAnswer(used, findAnswer(used.store.db, id), signal);
}

/** What is being answered, what waits, and where things are. */
export async function getStatus(engine?: Engine): Promise<Status> {
  return readStatus((engine ?? (await getEngine())).env);
}

/** Who asked whom in the chains that a thread has a part in, each before what it asked. @throws SwitchboardError thread-unknown */
export async function getChains(threadId: string, engine?: Engine): Promise<ChainLink[]> {
  const used = engine ?? (await getEngine());
  return inTreeOrder(readChains(used, findThreadId(used.store.db, threadId)));
}
