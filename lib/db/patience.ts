import { SwitchboardError } from "../core/failure.ts";
import { isBusy } from "./client.ts";

const RETRY_MS = 50;
/** How long a person or a program waits for another writer before it is told of it, in milliseconds. */
const PATIENCE_MS = 10_000;

/** Whether the same transaction may succeed later: the lock is held, or the disk is full. */
export function isPassing(error: unknown): boolean {
  return isBusy(error) || isFull(error);
}

function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "SQLITE_FULL";
}

function diskFull(cause: unknown): SwitchboardError {
  return new SwitchboardError("disk-full", "The disk of the database is full: nothing was changed.", {
    hint: "Free some space and try again. What runs just now goes on, and is stored as soon as there is room.",
    cause,
  });
}

/**
 * Does something to the store, and again while another writer holds it. SQLite itself waits for only a moment, since
 * it would hold the event loop all the while.
 * @throws SwitchboardError database-busy after ten seconds; disk-full
 */
export async function whenFree<T>(work: () => T): Promise<T> {
  const limit = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return work();
    } catch (cause) {
      if (isFull(cause)) throw diskFull(cause);
      if (!isBusy(cause)) throw cause;
      if (performance.now() > limit) {
        throw new SwitchboardError("database-busy", "Another program has held the database for over 10 s.", {
          hint: "End the program that keeps a transaction open (a SQLite shell, say), and try again.",
          cause,
        });
      }
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/**
 * As whenFree, without a limit, and also while the disk is full: for what a run wrote, which stands in its spool
 * meanwhile. The store's own checks make a second try harmless.
 */
export async function untilStored<T>(work: () => T): Promise<T> {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 2 * RETRY_MS));
  }
}
