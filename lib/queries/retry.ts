import { isPassing } from "../db/client.ts";

const RETRY_MS = 100;

/**
 * Does something to the store, and again as long as another writer holds it or the disk is full: what is to be
 * written stands in the spool meanwhile, and the store's own checks make a second try harmless.
 */
export async function untilStored<T>(write: () => T): Promise<T> {
  for (;;) {
    try {
      return write();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** Says on stderr that a run is no longer followed, and why; another look at the active runs takes it up again. */
export function reportLostFollower(runId: string, error: unknown): void {
  console.error(`Run ${runId} is no longer followed because of an error:`, error);
}
