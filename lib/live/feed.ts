import type { FeedEvent } from "../core/change.ts";
import { currentCursor } from "../db/changes.ts";
import { processWide } from "../process-wide.ts";
import { FeedReader } from "./feed-reader.ts";
import { Hub } from "./hub.ts";
import type { FeedScope } from "./scope.ts";

/** The feed of this process on a database. */
export function feedOn(path: string): Hub {
  return processWide(`feed ${path}`, () => new Hub(path));
}

/** The newest cursor. */
export function feedCursor(feed: Hub): number {
  return currentCursor(feed.db);
}

/**
 * Gives what changes after a cursor, as it is committed, until `signal` is aborted. A reader that is too far behind
 * gets one "resync" event with the cursor to go on from.
 */
export async function* followFeed(
  feed: Hub,
  { after, scope, signal }: { after: number; scope: FeedScope; signal: AbortSignal },
): AsyncGenerator<FeedEvent> {
  if (signal.aborted) return;
  const failures: unknown[] = [];
  let wake = () => {};
  let rung = new Promise<void>((resolve) => (wake = resolve));
  const reader = new FeedReader(feed, {
    after,
    scope,
    onNews: () => wake(),
    onFailed(error) {
      failures.push(error);
      wake();
    },
  });
  const onAbort = () => wake();
  signal.addEventListener("abort", onAbort);
  try {
    while (!signal.aborted) {
      if (failures.length > 0) throw failures[0];
      const delivery = reader.next();
      if (delivery) yield delivery.event;
      else {
        await rung;
        rung = new Promise((resolve) => (wake = resolve));
      }
    }
  } finally {
    reader.close();
    signal.removeEventListener("abort", onAbort);
  }
}
