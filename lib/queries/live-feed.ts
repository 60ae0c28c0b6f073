import type { FeedEvent } from "../core/change.ts";
import { type FeedScope, feedCursor, feedOn, followFeed } from "../live/feed.ts";
import { getEngine } from "./engine.ts";

/** Changes after a cursor; without one from now on. One that can't be read is told to read everything anew. */
export async function* readFeed(
  after: string | null,
  scope: FeedScope,
  signal: AbortSignal,
): AsyncGenerator<FeedEvent> {
  const engine = await getEngine();
  const feed = feedOn(engine.env.databasePath);
  const cursor = after === null ? feedCursor(feed) : /^\d{1,15}$/.test(after) ? Number(after) : -1;
  yield* followFeed(feed, { after: cursor, scope, signal });
}
