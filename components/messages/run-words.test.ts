import { expect, it } from "vitest";
import { runOf } from "../../testing/answers.ts";
import { processWords, waitedSeconds } from "./run-words.ts";

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
