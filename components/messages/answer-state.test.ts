import { expect, it } from "vitest";
import { answerOf, failureOf } from "../../testing/answers.ts";
import { type AnswerState, answerState, isStoppable, stateWord, wentWrong } from "./answer-state.ts";

it.each<[AnswerState, ReturnType<typeof answerOf>]>([
  ["queued", answerOf("processing", { state: "queued", sessionId: null, queuePosition: 1 })],
  ["starting", answerOf("processing", { state: "starting" })],
  ["running", answerOf("processing", { state: "running" })],
  ["silent", answerOf("processing", { state: "running", silentSince: 50 })],
  ["silent", answerOf("processing", { state: "starting", silentSince: 50 })],
  ["stopping", answerOf("processing", { state: "stopping", silentSince: 50 })],
  ["complete", answerOf("complete", { state: "ended" })],
  ["complete", answerOf("complete", null)],
  ["failed", answerOf("failed", { state: "ended", failure: failureOf("api") })],
  ["failed", answerOf("failed", null)],
  ["timed-out", answerOf("failed", { state: "ended", failure: failureOf("timeout-silent") })],
  ["timed-out", answerOf("failed", { state: "ended", failure: failureOf("timeout-total") })],
  ["stopped", answerOf("failed", { state: "ended", failure: failureOf("stopped-by-user") })],
  ["withdrawn", answerOf("failed", { state: "ended", sessionId: null, failure: failureOf("stopped-by-user") })],
  ["other", answerOf("processing", null)],
  ["other", answerOf("archived", { state: "running" })],
])("an answer is %s", (state, answer) => {
  expect(answerState(answer)).toBe(state);
});

it("can be stopped when it is written for Switchboard, and not when a terminal's session writes it", () => {
  expect(isStoppable(answerOf("processing", { state: "running" }))).toBe(true);
  expect(isStoppable(answerOf("processing", { state: "running", origin: "history" }))).toBe(false);
  expect(isStoppable(answerOf("processing", null))).toBe(false);
});

it("counts as gone wrong only what nobody wanted to end", () => {
  expect(wentWrong(answerOf("failed", { state: "ended", failure: failureOf("signal") }))).toBe(true);
  expect(wentWrong(answerOf("failed", { state: "ended", failure: failureOf("timeout-total") }))).toBe(true);
  expect(wentWrong(answerOf("failed", { state: "ended", failure: failureOf("stopped-by-user") }))).toBe(false);
  expect(wentWrong(answerOf("complete", { state: "ended" }))).toBe(false);
});

it("says a state in a word", () => {
  expect([stateWord("queued"), stateWord("timed-out"), stateWord("withdrawn")]).toEqual([
    "Queued",
    "Timed out",
    "Withdrawn",
  ]);
});
