import {
  type ConnectionSurroundings,
  type FeedConnectionOptions,
  type FeedSource,
  openFeedConnection,
} from "./feed-connection.ts";
import { type SharingSurroundings, shareFeed, type TabMessage } from "./share-feed.ts";
import { TabFeed } from "./tab-feed.ts";

/** Tabs with another idea of what they say to each other must use another name. */
const NAME = "switchboard feed 1";

let feed: TabFeed | null = null;

/** The feed of this tab: one connection for the whole browser, where it can share one. */
export function browserFeed(): TabFeed {
  feed ??= createBrowserFeed();
  return feed;
}

function createBrowserFeed(): TabFeed {
  const canShare = "BroadcastChannel" in window && "locks" in navigator; // the latter in secure contexts alone
  const made = new TabFeed((options) =>
    canShare ? shareFeed(options, sharing) : connect({ ...options, after: options.heard.end, onSign: () => {} }),
  );
  window.addEventListener("pagehide", () => made.leave());
  window.addEventListener("pageshow", () => made.comeBack());
  return made;
}

const connection: ConnectionSurroundings = {
  open(url, onBeat) {
    const source = new EventSource(url);
    source.addEventListener("beat", onBeat);
    return source as FeedSource;
  },
  isOnline: () => navigator.onLine,
  onTurn(listener) {
    window.addEventListener("online", listener);
    window.addEventListener("offline", listener);
    document.addEventListener("visibilitychange", listener);
    return () => {
      window.removeEventListener("online", listener);
      window.removeEventListener("offline", listener);
      document.removeEventListener("visibilitychange", listener);
    };
  },
};

const connect = (options: FeedConnectionOptions) => openFeedConnection(options, connection);

const sharing: SharingSurroundings = {
  join(onMessage) {
    const channel = new BroadcastChannel(NAME);
    channel.onmessage = ({ data }: MessageEvent<TabMessage>) => onMessage(data);
    return { post: (message) => channel.postMessage(message), leave: () => channel.close() };
  },
  whenLeading(onLead) {
    const ending = new AbortController();
    // The browser gives the lock to the next tab when this one lets it go, is closed or crashes.
    const lead = () =>
      new Promise<void>((resolve) => {
        if (ending.signal.aborted) return resolve();
        ending.signal.addEventListener("abort", () => resolve());
        onLead();
      });
    navigator.locks.request(NAME, { signal: ending.signal }, lead).catch(() => {
      // Without the lock, a connection of its own is better than none.
      if (!ending.signal.aborted) onLead();
    });
    return () => ending.abort();
  },
  connect,
};
