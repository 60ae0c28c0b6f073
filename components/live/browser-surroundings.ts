import type { FeedSource, FeedSurroundings } from "./feed-connection.ts";

/** The browser, as the feed connection needs it. */
export const browserSurroundings: FeedSurroundings = {
  open: (url) => new EventSource(url) as FeedSource,
  isOnline: () => navigator.onLine,
  isHidden: () => document.visibilityState === "hidden",
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
