import type { FeedEvent } from "../core/change.ts";
import { type FeedScope, feedCursor, feedOn, followFeed } from "../live/feed.ts";
import { getEngine } from "./engine.ts";

/** Changes after a cursor; a missing or unreadable one begins now. */
export async function* readFeed(
  after: string | null,
  scope: FeedScope,
  signal: AbortSignal,
): AsyncGenerator<FeedEvent> {
  const engine = await getEngine();
  const feed = feedOn(engine.env.databasePath);
  const cursor = after !== null && /^\d{1,15}$/.test(after) ? Number(after) : feedCursor(feed);
  yield* followFeed(feed, { after: cursor, scope, signal });
}
