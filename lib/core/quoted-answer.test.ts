import { expect, test } from "vitest";
import { quotedAnswer, quoteMetadata, withQuote } from "./quoted-answer.ts";

const source = { threadId: "t1", messageId: "m1", module: "billing" };

test("a question that quotes an answer says whose it is, and every line of it is quoted", () => {
  const text = withQuote("Does that hold?\n", {
    ...source,
    question: "Why?\nAnd how?",
    text: "One.\n\n> Two.\n```\nx\n```\n",
  });
  expect(text.split("\n")).toEqual([
    "Does that hold?",
    "",
    "For context, the answer of the module billing to “Why?” (message m1):",
    "",
    ...["> One.", ">", "> > Two.", "> ```", "> x", "> ```"],
  ]);
});

test("where the quoted answer stands is read back from metadata, and from nothing else that may stand there", () => {
  expect(quotedAnswer(quoteMetadata(source))).toEqual(source);
  for (const quotes of [null, "m1", [], { thread_id: 1, message_id: "m", module: "x" }, { thread_id: "t" }])
    expect(quotedAnswer({ quotes })).toBeNull();
  expect(quotedAnswer(null)).toBeNull();
});
