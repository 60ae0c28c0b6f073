import { expect, test } from "vitest";
import type { LiveAnswer } from "@/lib/core/message.ts";
import type { SettledAnswer } from "@/lib/core/settled-answer.ts";
import { placeCards } from "./card-places.ts";

const live = (messageId: string, status = "processing"): LiveAnswer => ({
  message: {
    ...{ messageId, threadId: "t", module: "m", content: "", type: "response", timestamp: 1, status },
    ...{ metadata: null, blocks: [], run: null },
  },
  threadTitle: null,
  question: null,
});
const settled = (messageId: string): SettledAnswer => ({
  ...{ messageId, threadId: "t", module: "m", status: "complete", threadTitle: null, question: null },
  run: { state: "ended", silentSince: null, sessionId: "s", startedAt: 1, endedAt: 2, costUsd: 1, failure: null },
});
const ids = (cards: readonly LiveAnswer[]) => cards.map(({ message }) => `${message.messageId} ${message.status}`);

test("a card that has ended stays where it is while others stand behind it, so that none of them moves", () => {
  const before = [live("a"), live("b"), live("c")];
  const cards = placeCards(before, [live("a"), live("c")], [settled("b")]);
  expect(ids(cards)).toEqual(["a processing", "b complete", "c processing"]);
});

test("a new answer takes the place of one that has ended, and else stands behind the others", () => {
  const before = [live("a"), live("b"), live("c")];
  const cards = placeCards(before, [live("a"), live("c"), live("d"), live("e")], [settled("b")]);
  expect(ids(cards)).toEqual(["a processing", "d processing", "c processing", "e processing"]);
});

test("cards that have ended leave when none that is written stands behind them", () => {
  expect(ids(placeCards([live("a"), live("b")], [live("a")], [settled("b")]))).toEqual(["a processing"]);
  expect(placeCards([live("a"), live("b")], [], [settled("a"), settled("b")])).toEqual([]);
});

test("an answer that ended is told so before the lists were read anew, and a deleted one goes", () => {
  const before = [live("a"), live("gone"), live("b")];
  const cards = placeCards(before, [live("a", "failed"), live("b")], []);
  expect(ids(cards)).toEqual(["a failed", "b processing"]);
});
