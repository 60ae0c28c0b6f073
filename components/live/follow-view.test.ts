import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { OPEN_TEXT } from "@/testing/blocks.ts";
import { applyChanges, type Change } from "../../lib/core/change.ts";
import type { ThreadView } from "../../lib/core/message.ts";
import { followView } from "./follow-view.ts";
import type { FeedSubscriber } from "./tab-feed.ts";

const threadId = "t1";

function view(cursor: number, text: string): ThreadView {
  return {
    thread: {
      threadId,
      title: null,
      modules: [],
      createdAt: 1,
      updatedAt: null,
      metadata: null,
      archived: false,
      pinned: false,
      tags: [],
    },
    messages: [
      {
        messageId: "a",
        threadId,
        module: "m",
        content: "",
        type: "response",
        timestamp: 1,
        status: "processing",
        metadata: null,
        run: null,
        blocks: [{ ...OPEN_TEXT, messageId: "a", position: 0, text }],
      },
    ],
    cursor,
  };
}

function text(seq: number, words: string, of = threadId): Change {
  return { seq, type: "text", threadId: of, messageId: "a", position: 0, text: words };
}

function begin(fetched: () => Promise<ThreadView | null> = async () => null) {
  let held = view(1, "");
  const writes: ThreadView[] = [];
  const subscriptions: FeedSubscriber[] = [];
  const fetchView = vi.fn(fetched);
  const follower = followView<ThreadView>({
    concerns: (change) => change.threadId === threadId,
    read: () => held,
    write: (next) => {
      held = next;
      writes.push(next);
    },
    apply: applyChanges,
    fetchView,
    needsFetch: (changes) => changes.some((change) => change.type === "message-deleted"),
    onState: () => {},
    subscribe: (subscriber) => {
      subscriptions.push(subscriber);
      return { close: () => {} };
    },
    whenShown: (run, delay) => {
      const timer = setTimeout(run, delay);
      return () => clearTimeout(timer);
    },
    soon: (run) => {
      const timer = setTimeout(run, 16);
      return () => clearTimeout(timer);
    },
  });
  const hear = (...changes: Change[]) =>
    subscriptions.at(-1)?.onChanges({ type: "changes", cursor: changes.at(-1)?.seq ?? 0, changes });
  return {
    follower,
    hear,
    writes,
    subscriptions,
    fetchView,
    view: () => held,
    shown: () => held.messages[0]?.blocks[0]?.text,
  };
}

const gone: Change = { seq: 3, type: "message-deleted", threadId, messageId: "other" };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("followView", () => {
  it("writes once per frame, however much came", () => {
    const { hear, writes, shown } = begin();
    hear(text(2, "a"));
    hear(text(3, "b"), text(4, "c"));
    expect(writes).toHaveLength(0);
    vi.advanceTimersByTime(16);
    expect(writes).toHaveLength(1);
    expect(shown()).toBe("abc");
  });

  it("doesn't lose what comes while the view is read anew", async () => {
    let answer = (_: ThreadView) => {};
    const { hear, shown } = begin(() => new Promise((resolve) => (answer = resolve)));
    hear(text(2, "a"), gone);
    await vi.advanceTimersByTimeAsync(200);
    hear(text(4, "b"));
    await vi.advanceTimersByTimeAsync(16);
    expect(shown()).toBe("ab");
    answer(view(3, "a"));
    await vi.advanceTimersByTimeAsync(0);
    expect(shown()).toBe("ab");
  });

  it("doesn't write twice what the view that was read anew holds already", async () => {
    let answer = (_: ThreadView) => {};
    const { hear, shown } = begin(() => new Promise((resolve) => (answer = resolve)));
    hear(text(2, "a"), gone);
    await vi.advanceTimersByTimeAsync(200);
    hear(text(4, "b"));
    answer(view(4, "ab"));
    await vi.advanceTimersByTimeAsync(50);
    expect(shown()).toBe("ab");
  });

  it("never shows an older view in place of a newer one, and reads again", async () => {
    const answers = [view(1, "old"), view(9, "new")];
    const { hear, shown, fetchView } = begin(async () => answers.shift() ?? null);
    hear(text(2, "a"), gone);
    await vi.advanceTimersByTimeAsync(200);
    expect(shown()).toBe("a");
    await vi.advanceTimersByTimeAsync(2000);
    expect(fetchView).toHaveBeenCalledTimes(2);
    expect(shown()).toBe("new");
  });

  it("goes on from the cursor of the view it read, when the feed called for reading it", async () => {
    const { subscriptions, shown } = begin(async () => view(40, "whole"));
    subscriptions[0]?.onResync();
    await vi.advanceTimersByTimeAsync(0);
    expect(shown()).toBe("whole");
    expect(subscriptions).toHaveLength(2);
    expect(subscriptions[1]?.after).toBe(40);
  });

  it("tries again when the view can't be read, and keeps showing what it has", async () => {
    let failing = true;
    const { subscriptions, shown, hear } = begin(async () => {
      if (failing) throw new Error("no network");
      return view(40, "whole");
    });
    hear(text(2, "kept"));
    await vi.advanceTimersByTimeAsync(16);
    subscriptions[0]?.onResync();
    await vi.advanceTimersByTimeAsync(1000);
    expect(shown()).toBe("kept");
    failing = false;
    await vi.advanceTimersByTimeAsync(2000);
    expect(shown()).toBe("whole");
    expect(subscriptions).toHaveLength(2);
  });

  it("writes nothing more once it is closed", async () => {
    const { follower, hear, writes } = begin();
    hear(text(2, "a"));
    follower.close();
    await vi.advanceTimersByTimeAsync(1000);
    expect(writes).toHaveLength(0);
  });

  it("draws nothing for changes of other threads, and goes on after them when it is opened again", () => {
    const { follower, hear, writes, view } = begin();
    hear(text(2, "a"));
    vi.advanceTimersByTime(16);
    hear(text(7, "x", "other"));
    vi.advanceTimersByTime(1000);
    expect(writes).toHaveLength(1);
    expect(view().cursor).toBe(2);
    follower.close();
    expect(view().cursor).toBe(7);
  });

  it("keeps its cursor when it is closed before it drew what came, or read what it missed", async () => {
    const { follower, hear, view } = begin();
    hear(text(2, "a"));
    follower.close();
    expect(view().cursor).toBe(1);
    const missing = begin(async () => {
      throw new Error("no network");
    });
    missing.hear(text(7, "x", "other"));
    missing.subscriptions[0]?.onResync();
    await vi.advanceTimersByTimeAsync(10);
    missing.follower.close();
    expect(missing.view().cursor).toBe(1);
  });

  it("applies what comes while something is read on the side to that too", async () => {
    let answer = (_: ThreadView) => {};
    const { follower, hear, shown, view: now } = begin();
    const taken = follower.takeIn(
      () => new Promise<ThreadView>((resolve) => (answer = resolve)),
      (_, read) => read,
    );
    hear(text(2, "a"));
    await vi.advanceTimersByTimeAsync(16);
    hear(text(3, "b"));
    answer(view(2, "A"));
    await taken;
    expect(shown()).toBe("Ab");
    await vi.advanceTimersByTimeAsync(16);
    expect(shown()).toBe("Ab");
    expect(now().cursor).toBe(3);
  });

  it("doesn't take in what was read while the feed had to begin anew", async () => {
    let answer = (_: ThreadView) => {};
    const { follower, subscriptions, shown } = begin(async () => view(40, "whole"));
    const taken = follower.takeIn(
      () => new Promise<ThreadView>((resolve) => (answer = resolve)),
      (_, read) => read,
    );
    subscriptions[0]?.onResync();
    await vi.advanceTimersByTimeAsync(0);
    answer(view(39, "old"));
    expect(await taken).toBeNull();
    expect(shown()).toBe("whole");
  });
});
