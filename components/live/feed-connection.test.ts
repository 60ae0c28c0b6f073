import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type FeedSource, openFeedConnection } from "./feed-connection.ts";

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

function follow() {
  const sources: FakeSource[] = [];
  const states: string[] = [];
  const page = { online: true, turn: () => {}, beat: () => {} };
  const onEvent = vi.fn();
  const onSign = vi.fn();
  const connection = openFeedConnection(
    { after: 7, onEvent, onSign, onState: (state) => states.push(state) },
    {
      open(url, onBeat) {
        page.beat = onBeat;
        const source = new FakeSource(url);
        sources.push(source);
        return source;
      },
      isOnline: () => page.online,
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
  return { connection, sources, newest, states, page, onEvent, onSign };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("openFeedConnection", () => {
  it("asks for what came after the view's cursor", () => {
    expect(follow().newest().url).toBe("/api/feed?after=7&scope=live");
  });

  it("hands on what it hears, with the cursor that it follows from", () => {
    const { newest, onEvent, states } = follow();
    newest().opens();
    for (const cursor of [9, 12]) newest().says({ type: "changes", cursor, changes: [] });
    newest().says({ type: "resync", cursor: 3 });
    newest().says({ type: "changes", cursor: 4, changes: [] });
    expect(onEvent.mock.calls.map(([{ from, event }]) => [from, event.type, event.cursor])).toEqual([
      [7, "changes", 9],
      [9, "changes", 12],
      [12, "resync", 3],
      [3, "changes", 4],
    ]);
    expect(states).toEqual(["live"]);
  });

  it("leaves the browser alone while it reconnects by itself", () => {
    const { newest, sources, states } = follow();
    newest().opens();
    newest().stumbles();
    vi.advanceTimersByTime(40_000);
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
    vi.advanceTimersByTime(40_000);
    expect(sources).toHaveLength(2);
  });

  it("keeps a connection that beats, and opens a new one when nothing was heard for 45 seconds", () => {
    const { newest, sources, page, states } = follow();
    newest().opens();
    newest().says({ type: "changes", cursor: 20, changes: [] });
    for (let beat = 0; beat < 10; beat += 1) {
      vi.advanceTimersByTime(15_000);
      page.beat();
    }
    expect(sources).toHaveLength(1);
    vi.advanceTimersByTime(44_999);
    expect(sources).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(sources).toHaveLength(2);
    expect(sources[0]?.readyState).toBe(2);
    expect(newest().url).toContain("after=20");
    newest().opens();
    expect(states).toEqual(["live", "reconnecting", "live"]);
  });

  it("tells of every sign of the connection, also of those that are bad", () => {
    const { newest, page, onSign } = follow();
    newest().opens();
    page.beat();
    newest().stumbles();
    newest().stumbles();
    expect(onSign).toHaveBeenCalledTimes(4);
  });

  it("asks to read everything anew rather than guess at words it can't read", () => {
    const { newest, sources, onEvent } = follow();
    newest().opens();
    newest().says("<html>");
    expect(onEvent).not.toHaveBeenCalled();
    expect(newest().readyState).toBe(2);
    vi.advanceTimersByTime(500);
    expect(sources).toHaveLength(2);
    expect(newest().url).toContain("after=-1&");
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
