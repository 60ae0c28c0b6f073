import { expect, test } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import { askAgain } from "./ask-again.ts";
import { queryModule } from "./query-module.ts";
import { readComparedAnswer, readOtherAnswers } from "./read-comparison.ts";

test("an answer is offered the others of its thread, those to the same question first, and knows its own", async () => {
  const turns = SHORT_ANSWER.turns ?? [];
  const { engine, modulePath } = await fakeEngine({ turns: [...turns, ...turns, ...turns] });
  const first = await queryModule({ prompt: "Why?", modulePath }, engine);
  const other = await queryModule({ prompt: "How?", modulePath, threadId: first.threadId }, engine);
  const again = await askAgain(first.messageId, engine);
  await again.done;
  const compared = await readComparedAnswer(again.messageId, engine);
  expect(compared).toMatchObject({ question: "Why?", threadTitle: "Why?", run: { module: "inventory" } });
  const others = await readOtherAnswers(compared, engine);
  expect(others.map(({ messageId }) => messageId)).toEqual([first.messageId, other.messageId]);
  expect(others.map(({ question }) => question)).toEqual(["Why?", "How?"]);
});

test("a question can't be compared, nor what isn't there", async () => {
  const { engine, modulePath } = await fakeEngine(SHORT_ANSWER);
  const { questionId } = await queryModule({ prompt: "Why?", modulePath }, engine);
  await expect(readComparedAnswer(questionId, engine)).rejects.toMatchObject({ code: "input-invalid" });
  await expect(readComparedAnswer("gone", engine)).rejects.toMatchObject({ code: "message-unknown" });
});
