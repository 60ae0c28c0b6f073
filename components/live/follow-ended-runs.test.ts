import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import type { Change } from "@/lib/core/change.ts";
import type { HomeView, Run } from "@/lib/core/message.ts";
import { followEndedRuns } from "./follow-ended-runs.ts";
import type { FeedSubscriber } from "./tab-feed.ts";

type Home = Pick<HomeView, "live" | "cursor">;

const run = (messageId: string, more: Partial<Run> = {}) =>
  ({ messageId, threadId: "t", module: "m", origin: null, state: "running", failure: null, ...more }) as Run;
const live = (...messageIds: string[]) =>
  messageIds.map((messageId) => ({ message: { messageId, run: run(messageId) } })) as HomeView["live"];

/** Follows ended runs on a feed that the test speaks for. */
function follow(home: Home, readHome: () => Promise<Home | null> = async () => null) {
  const subscribers: FeedSubscriber[] = [];
  const ended: string[] = [];
  const following = followEndedRuns({
    home,
    readHome,
    onEnded: ({ messageId }) => ended.push(messageId),
    subscribe: (subscriber) => {
      subscribers.push(subscriber);
      return { close: () => subscribers.splice(subscribers.indexOf(subscriber), 1) };
    },
  });
  let seq = home.cursor;
  const say = (...runs: Run[]) => {
    const changes = runs.map((each): Change => {
      seq += 1;
      return { seq, type: "run", threadId: each.threadId, run: each };
    });
    for (const subscriber of subscribers) subscriber.onChanges({ type: "changes", cursor: seq, changes });
  };
  return { subscribers, ended, say, following };
}

test("a run that was being written, or began since, is told of once when it ends", () => {
  const { ended, say } = follow({ live: live("a"), cursor: 10 });
  say(run("a", { state: "ended" }), run("b", { state: "queued" }));
  expect(ended).toEqual(["a"]);
  say(run("a", { state: "ended" }), run("b"), run("b", { state: "ended" }));
  expect(ended).toEqual(["a", "b"]);
});

test("what ended before it was seen, was stopped by a person or runs in a terminal is not told of", () => {
  const { ended, say } = follow({ live: live("stopped"), cursor: 10 });
  say(run("imported", { state: "ended" }), run("terminal", { origin: "history" }));
  say(run("terminal", { origin: "history", state: "ended" }));
  const failure = { code: "stopped-by-user" } as Run["failure"];
  say(run("stopped", { state: "ended", failure }));
  expect(ended).toEqual([]);
});

test("changes that the view holds already are left out", () => {
  const { ended, subscribers } = follow({ live: live("a"), cursor: 10 });
  const change: Change = { seq: 9, type: "run", threadId: "t", run: run("a", { state: "ended" }) };
  subscribers[0]?.onChanges({ type: "changes", cursor: 10, changes: [change] });
  expect(ended).toEqual([]);
});

test("after a resync it goes on from what is being written then", async () => {
  const { ended, say, subscribers } = follow({ live: live("a"), cursor: 10 }, async () => ({
    ...{ live: live("b"), cursor: 20 },
  }));
  const [first] = subscribers.splice(0);
  first?.onResync();
  await vi.waitFor(() => expect(subscribers.map(({ after }) => after)).toEqual([20]));
  for (let at = 0; at < 10; at++) say(run("c"));
  say(run("a", { state: "ended" }), run("b", { state: "ended" }));
  expect(ended).toEqual(["b"]);
});

test("once closed, it begins no more, even if the home view comes then", async () => {
  let give = (_: Home) => {};
  const { subscribers, following } = follow(
    { live: [], cursor: 10 },
    () =>
      new Promise((resolve) => {
        give = resolve;
      }),
  );
  subscribers.splice(0)[0]?.onResync();
  following.close();
  give({ live: [], cursor: 20 });
  // Whatever would follow from that has happened by the next turn.
  await nextTurn();
  expect(subscribers).toEqual([]);
});
