import type { ChainLink } from "../core/chain.ts";
import { chainsOfThread } from "../db/chains.ts";
import type { Engine } from "./engine.ts";

/** All queries of the chains that a thread has a part in, in the order of asking. */
export function readChains({ store }: Engine, threadId: string): ChainLink[] {
  return chainsOfThread(store.db, threadId);
}
