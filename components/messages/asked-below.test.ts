import { expect, it } from "vitest";
import type { MessageView } from "@/lib/core/message.ts";
import { answerOf } from "../../testing/answers.ts";
import { askedBelow } from "./asked-below.ts";

const answer = (runId: string, parentRunId: string | null): MessageView =>
  answerOf("complete", { runId, parentRunId }, { module: runId });

it("lists what was asked for an answer, each before what was asked for it", () => {
  const [a, b, c, d] = [answer("a", null), answer("b", "a"), answer("c", "b"), answer("d", "a")];
  const messages = [a, b, d, c];
  const listed = askedBelow(a, messages).map(({ message, level }) => [message.module, level]);
  expect(listed).toEqual([
    ["b", 1],
    ["c", 2],
    ["d", 1],
  ]);
  // It stands in the list of the one above.
  expect(askedBelow(b, messages)).toEqual([]);
  expect(askedBelow(b, [b, c])).toHaveLength(1);
});

it("gives the same list when nothing was asked, so that nothing is drawn anew", () => {
  const messages = [answer("a", null), answer("b", null)];
  expect(askedBelow(messages[0] as MessageView, messages)).toBe(askedBelow(messages[1] as MessageView, messages));
});
