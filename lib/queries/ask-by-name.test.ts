import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import { deltasText } from "../../testing/runs.ts";
import { keepModule } from "../db/modules.ts";
import { findRunOf } from "../db/runs.ts";
import { askModule } from "./ask-by-name.ts";

async function withModules(...names: string[]) {
  const test = await fakeEngine(SHORT_ANSWER);
  for (const name of names) {
    const directory = path.join(test.dir, "modules", name);
    fs.mkdirSync(directory, { recursive: true });
    keepModule(test.engine.store.db, { name, path: directory }, false);
  }
  return test;
}

test("a module asks another one by name, and goes on in the thread", async () => {
  const { engine } = await withModules("billing", "shop");
  const chunks: string[] = [];
  const input = {
    from: "shop",
    to: "billing",
    question: "Which currency?",
    onChunk: (text: string) => chunks.push(text),
  };
  const answer = await askModule(input, engine);
  expect(answer).toMatchObject({ status: "complete", content: deltasText(3, 4), failure: null });
  expect(chunks.join("")).toBe(answer.content);
  expect(findRunOf(engine.store.db, answer.messageId)).toMatchObject({
    asker: "shop",
    module: "billing",
    profile: "read",
  });
  const next = await askModule(
    { from: "shop", to: "billing", question: "And since when?", thread: answer.threadId },
    engine,
  );
  expect(next.threadId).toBe(answer.threadId);
});

test("who does not wait is given the ids, and a program is no module", async () => {
  const { engine } = await withModules("billing");
  const asked = await askModule({ to: "billing", question: "Which currency?", wait: false }, engine);
  expect(asked).toMatchObject({ status: "processing", content: "" });
  expect(findRunOf(engine.store.db, asked.messageId)).toMatchObject({ asker: null, profile: "read" });
  await expect.poll(async () => (await engine.store.getMessage(asked.messageId))?.status).toBe("complete");
});

test("names that stand for no module, and a module that asks itself, are refused", async () => {
  const { engine } = await withModules("billing");
  const ask = (from: string | undefined, to: string) => askModule({ from, to, question: "?" }, engine);
  await expect(ask(undefined, "shop")).rejects.toMatchObject({ code: "module-unknown", field: "module" });
  await expect(ask("shop", "billing")).rejects.toMatchObject({ code: "module-unknown" });
  await expect(ask("billing", "billing")).rejects.toMatchObject({ code: "chain-cycle" });
  expect(await engine.store.listThreads()).toEqual([]);
});
