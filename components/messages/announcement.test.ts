import { expect, it } from "vitest";
import { answerOf, failureOf } from "../../testing/answers.ts";
import { announcement, phaseOf } from "./announcement.ts";

const queued = answerOf("processing", { state: "queued", queuePosition: 2 });
const starting = answerOf("processing", { state: "starting" });
const running = answerOf("processing", { state: "running" });
const silent = answerOf("processing", { state: "running", silentSince: 5 });
const stopped = answerOf("failed", { state: "ended", failure: failureOf("stopped-by-user") });

it("tells once of each step of an answer", () => {
  const steps = [queued, starting, running, silent, running, answerOf("complete", { state: "ended" })];
  const told = steps.map((step, at) => announcement(steps[at - 1] && phaseOf(steps[at - 1] ?? step), step));
  expect(told).toEqual([
    "Question to orders waits: 2nd in line",
    "orders is answering",
    null,
    "orders has said nothing for a while",
    null,
    "Answer of orders complete",
  ]);
});

it("tells nothing when the line moves, or when the answer is only being stopped", () => {
  expect(announcement("queued", answerOf("processing", { state: "queued", queuePosition: 1 }))).toBeNull();
  expect(announcement("answering", answerOf("processing", { state: "stopping" }))).toBeNull();
});

it("tells how an answer ended", () => {
  const withdrawn = answerOf("failed", { state: "ended", sessionId: null, failure: failureOf("stopped-by-user") });
  const late = answerOf("failed", { state: "ended", failure: failureOf("timeout-silent") });
  expect(announcement("queued", withdrawn)).toBe("Question to orders withdrawn");
  expect(announcement("answering", stopped)).toBe("Answer of orders stopped");
  expect(announcement("silent", late)).toBe("Answer of orders timed out");
  expect(announcement("answering", answerOf("failed", null))).toBe("Answer of orders failed");
});

it("tells of other programs' answers and words as well", () => {
  expect(announcement(undefined, answerOf("processing", null))).toBe("orders is answering");
  expect(announcement("answering", answerOf("on hold", null))).toBe("Answer of orders: on hold");
});
