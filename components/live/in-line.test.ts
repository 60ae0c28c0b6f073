import { expect, it } from "vitest";
import type { LiveAnswer } from "@/lib/core/message.ts";
import { answerOf } from "../../testing/answers.ts";
import { inLine } from "./in-line.ts";

it("tells what is written from what waits, which stands in the order of the line", () => {
  const answer = (messageId: string, queuePosition: number | null): LiveAnswer => ({
    message: answerOf(
      "processing",
      { state: queuePosition === null ? "running" : "queued", queuePosition },
      { messageId },
    ),
    threadTitle: null,
    question: null,
  });
  const { written, queued } = inLine([answer("c", 2), answer("a", null), answer("b", 1), answer("d", 3)]);
  expect(written.map(({ message }) => message.messageId)).toEqual(["a"]);
  expect(queued.map(({ message }) => message.messageId)).toEqual(["b", "c", "d"]);
});
