import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type FeedConnectionOptions, type FeedSource, openFeedConnection } from "./feed-connection.ts";

class FakeSource implements FeedSource {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly url: string;
  constructor(url: string) {
    this.url = url;
  }
  close() {
    this.readyState = 2;
  }
  opens() {
    this.readyState = 1;
    this.onopen?.();
  }
  says(event: unknown) {
    this.onmessage?.({ data: typeof event === "string" ? event : JSON.stringify(event) });
  }
  /** The browser tries again by itself. */
  stumbles() {
    this.readyState = 0;
    this.onerror?.();
  }
  /** The browser gives up, as it does when the server answers with an error. */
  dies() {
    this.readyState = 2;
    this.onerror?.();
  }
}

function follow(more: Partial<FeedConnectionOptions> = {}) {
  const sources: FakeSource[] = [];
  const states: string[] = [];
  const page = { online: true, hidden: false, turn: () => {} };
  const changes = vi.fn();
  const resync = vi.fn();
  const connection = openFeedConnection(
    {
      scope: "thread:t1",
      after: 7,
      onChanges: changes,
      onResync: resync,
      onState: (state) => states.push(state),
      ...more,
    },
    {
      open(url) {
        const source = new FakeSource(url);
        sources.push(source);
        return source;
      },
      isOnline: () => page.online,
      isHidden: () => page.hidden,
      onTurn(listener) {
        page.turn = listener;
        return () => {
          page.turn = () => {};
        };
      },
    },
  );
  const newest = () => {
    const source = sources.at(-1);
    if (!source) throw new Error("no connection was opened");
    return source;
  };
  return { connection, sources, newest, states, page, changes, resync };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("openFeedConnection", () => {
  it("asks for what came after the view's cursor", () => {
    expect(follow().newest().url).toBe("/api/feed?after=7&scope=thread%3At1");
  });

  it("hands on what it hears", () => {
    const { newest, changes, states } = follow();
    newest().opens();
    newest().says({ type: "changes", cursor: 9, changes: [] });
    expect(changes).toHaveBeenCalledWith({ type: "changes", cursor: 9, changes: [] });
    expect(states).toEqual(["live"]);
  });

  it("leaves the browser alone while it reconnects by itself", () => {
    const { newest, sources, states } = follow();
    newest().opens();
    newest().stumbles();
    vi.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(1);
    newest().opens();
    expect(states).toEqual(["live", "reconnecting", "live"]);
  });

  it("opens a new connection from the newest cursor when the browser gave up", () => {
    const { newest, sources } = follow();
    newest().opens();
    newest().says({ type: "changes", cursor: 12, changes: [] });
    newest().dies();
    expect(sources).toHaveLength(1);
    vi.advanceTimersByTime(500);
    expect(sources).toHaveLength(2);
    expect(newest().url).toContain("after=12");
  });

  it("waits longer after each failure, up to fifteen seconds, and begins anew after a success", () => {
    const { newest, sources } = follow();
    const waits = [500, 1000, 2000, 4000, 8000, 15_000, 15_000];
    for (const wait of waits) {
      const count = sources.length;
      newest().dies();
      vi.advanceTimersByTime(wait - 1);
      expect(sources).toHaveLength(count);
      vi.advanceTimersByTime(1);
      expect(sources).toHaveLength(count + 1);
    }
    newest().opens();
    newest().dies();
    vi.advanceTimersByTime(500);
    expect(sources).toHaveLength(waits.length + 2);
  });

  it("says that it is offline, and connects at once when the network is back", () => {
    const { newest, sources, page, states } = follow();
    newest().opens();
    page.online = false;
    page.turn();
    newest().dies();
    page.online = true;
    page.turn();
    expect(sources).toHaveLength(2);
    newest().opens();
    expect(states).toEqual(["live", "offline", "live"]);
    vi.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(2);
  });

  it("gives its connection back when the page is hidden for long, and goes on from its cursor when it is shown", () => {
    const { newest, sources, page, states } = follow();
    newest().opens();
    newest().says({ type: "changes", cursor: 20, changes: [] });
    page.hidden = true;
    page.turn();
    vi.advanceTimersByTime(29_000);
    expect(newest().readyState).toBe(1);
    vi.advanceTimersByTime(1000);
    expect(newest().readyState).toBe(2);
    page.hidden = false;
    page.turn();
    expect(sources).toHaveLength(2);
    expect(newest().url).toContain("after=20");
    expect(states).toEqual(["live"]);
  });

  it("keeps a connection that spoke lately when the page is shown again soon", () => {
    const { newest, sources, page } = follow();
    newest().opens();
    page.hidden = true;
    page.turn();
    vi.advanceTimersByTime(5000);
    page.hidden = false;
    page.turn();
    vi.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(1);
    expect(newest().readyState).toBe(1);
  });

  it("asks anew when the page is shown after a long silence, because the computer may have slept", () => {
    const { newest, sources, page } = follow();
    newest().opens();
    vi.setSystemTime(Date.now() + 46_000);
    page.turn();
    expect(sources).toHaveLength(2);
    expect(sources[0]?.readyState).toBe(2);
  });

  it("closes itself and calls for a new view when the feed can't go on from the cursor", () => {
    const { newest, resync, changes } = follow();
    newest().opens();
    newest().says({ type: "resync", cursor: 3 });
    expect(resync).toHaveBeenCalledOnce();
    expect(newest().readyState).toBe(2);
    expect(changes).not.toHaveBeenCalled();
  });

  it("calls for a new view rather than guess at words it can't read", () => {
    const { newest, resync } = follow();
    newest().says("<html>");
    expect(resync).toHaveBeenCalledOnce();
  });

  it("opens nothing more once it is closed", () => {
    const { connection, newest, sources, page } = follow();
    newest().dies();
    connection.close();
    page.turn();
    vi.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(1);
  });
});
