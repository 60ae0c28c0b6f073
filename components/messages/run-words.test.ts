import { expect, it } from "vitest";
import { runOf } from "../../testing/answers.ts";
import { askedWords, processWords, waitedSeconds } from "./run-words.ts";

it.each([
  [{ sessionId: "s" }, "New"],
  [{ sessionId: "s", resumed: true }, "New, its session resumed"],
  [{ sessionId: "s", resumed: true, warm: true }, "Kept from the question before"],
  [{ sessionId: null }, "None was started"],
])("tells which process answered: %o", (run, words) => {
  expect(processWords(runOf(run))).toBe(words);
});

it("tells how long a question waited, up to its process or to its end without one", () => {
  expect(waitedSeconds(runOf({ queuedAt: 100, startedAt: 142, endedAt: 150 }))).toBe(42);
  expect(waitedSeconds(runOf({ queuedAt: 100, startedAt: 100, endedAt: 107, sessionId: null }))).toBe(7);
  expect(waitedSeconds(runOf({ queuedAt: 100, startedAt: 100.4 }))).toBeNull();
  expect(waitedSeconds(runOf({ queuedAt: null }))).toBeNull();
});

it.each([
  [{}, null],
  [{ profile: "read", maxTurns: 5, maxBudgetUsd: 0.5 }, "Read only, at most 5 turns, at most $0.50"],
  [{ profile: "settings", maxTurns: 1 }, "As set up, at most 1 turn"],
  [{ maxTurns: 0, maxBudgetUsd: 0 }, "any number of turns, at any cost"],
  [{ profile: "of a later version" }, "of a later version"],
])("tells what a run was asked with: %o", (run, words) => {
  expect(askedWords(runOf(run))).toBe(words);
});
