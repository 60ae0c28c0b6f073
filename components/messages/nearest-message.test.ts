import { expect, test } from "vitest";
import type { MessageView } from "@/lib/core/message.ts";
import { earlierAnswer } from "./message-acts.ts";
import { nearestAnswer, nextQuestion } from "./nearest-message.ts";

const message = (messageId: string, type: string, content = "", questionId: string | null = null): MessageView =>
  ({
    ...{ messageId, threadId: "t", module: "m", content, type, timestamp: 1, status: "complete", metadata: null },
    ...{ blocks: [], run: questionId === null ? null : { questionId } },
  }) as MessageView;
const messages = [
  ...[message("q1", "question", "Why?"), message("a1", "response", "", "q1")],
  ...[message("q2", "question", "How?"), message("a2", "response", "", "q2")],
  ...[message("q3", "question", "Why?"), message("a3", "response", "", "q3")],
];

test("n goes to the next question, and p to the one before, from wherever one reads", () => {
  expect(nextQuestion(messages, "a1", 1)?.messageId).toBe("q2");
  expect(nextQuestion(messages, "q2", 1)?.messageId).toBe("q3");
  expect(nextQuestion(messages, "a2", -1)?.messageId).toBe("q2");
  expect(nextQuestion(messages, "q2", -1)?.messageId).toBe("q1");
  expect(nextQuestion(messages, null, -1)?.messageId).toBe("q3");
  expect(nextQuestion(messages, "q3", 1)).toBeNull();
  expect(nextQuestion(messages, null, 1)).toBeNull();
});

test("the answer that one reads is the one in focus, else the one to the question in focus, else the last", () => {
  expect(nearestAnswer(messages, "a2")?.messageId).toBe("a2");
  expect(nearestAnswer(messages, "q1")?.messageId).toBe("a1");
  expect(nearestAnswer(messages, null)?.messageId).toBe("a3");
  expect(nearestAnswer([], null)).toBeNull();
});

test("a question that was asked again has an answer before it to compare with; another question has none", () => {
  const [, first, , second, , again] = messages as [
    MessageView,
    MessageView,
    MessageView,
    MessageView,
    MessageView,
    MessageView,
  ];
  expect(earlierAnswer(again, messages)?.messageId).toBe("a1");
  expect(earlierAnswer(second, messages)).toBeNull();
  expect(earlierAnswer(first, messages)).toBeNull();
});
