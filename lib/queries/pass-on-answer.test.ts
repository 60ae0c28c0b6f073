import { mkdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import { quotedAnswer } from "../core/quoted-answer.ts";
import { readThreadView } from "../db/views.ts";
import { passOnAnswer } from "./pass-on-answer.ts";
import { queryModule } from "./query-module.ts";

test("an answer is passed on to another module in a new thread, which tells where it comes from", async () => {
  const { engine, modulePath, dir } = await fakeEngine(SHORT_ANSWER);
  const answer = await queryModule({ prompt: "Which format?", modulePath }, engine);
  const other = path.join(dir, "modules", "storefront");
  mkdirSync(other);
  const passed = await passOnAnswer(
    { messageId: answer.messageId, modulePath: other, prompt: "Can you read it?" },
    engine,
  );
  await passed.done;
  expect(passed.threadId).not.toBe(answer.threadId);
  const view = readThreadView(engine.store.db, passed.threadId);
  const source = { threadId: answer.threadId, messageId: answer.messageId, module: "inventory" };
  expect(quotedAnswer(view?.thread.metadata ?? null)).toEqual(source);
  expect(quotedAnswer(view?.messages[0]?.metadata ?? null)).toEqual(source);
  expect(view?.thread).toMatchObject({ title: "Can you read it?", metadata: { source: "switchboard" } });
  expect(view?.messages[0]).toMatchObject({ module: "storefront", metadata: { query_id: passed.runId } });
  expect(view?.messages[0]?.content).toContain(`to “Which format?” (message ${answer.messageId}):\n\n> 0 xx1 xx2 xx`);
});

test("an answer without final words can't be passed on, and nothing is stored", async () => {
  const { engine, modulePath } = await fakeEngine(SHORT_ANSWER);
  const { threadId } = await engine.store.createThread({});
  const open = await engine.store.addMessage({ threadId, module: "m", content: "So far", status: "processing" });
  const empty = await engine.store.addMessage({ threadId, module: "m", content: " " });
  for (const { messageId } of [open, empty])
    await expect(passOnAnswer({ messageId, modulePath, prompt: "And?" }, engine)).rejects.toMatchObject({
      code: "input-invalid",
    });
  await expect(passOnAnswer({ messageId: "gone", modulePath, prompt: "And?" }, engine)).rejects.toMatchObject({
    code: "message-unknown",
  });
  expect(await engine.store.listThreads()).toHaveLength(1);
});
