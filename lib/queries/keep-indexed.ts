import { isPassing } from "../db/patience.ts";
import { indexStep } from "../db/search-index.ts";
import type { Engine } from "./engine.ts";

const INTERVAL_MS = 5_000;
/** After a step other work comes first for at least as long as a step takes. */
const PAUSE_MS = 20;

/**
 * Makes ready for search what other programs wrote, and after an update of Switchboard everything: a search does so
 * too, but shall not have to wait for much. @returns ends it
 */
export function keepIndexed(engine: Engine): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const step = () => {
    if (!engine.store.db.$client.open) return;
    let more = false;
    try {
      more = indexStep(engine.store.db);
    } catch (error) {
      if (!isPassing(error)) console.error("Messages can't be made ready for search just now; trying again.", error);
    }
    timer = setTimeout(step, more ? PAUSE_MS : INTERVAL_MS).unref();
  };
  timer = setTimeout(step, PAUSE_MS).unref();
  return () => clearTimeout(timer);
}
