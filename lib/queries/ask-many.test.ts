import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fakeEngine, SHORT_ANSWER } from "../../testing/engine.ts";
import { deltasText } from "../../testing/runs.ts";
import { MOST_ASKED, MOST_QUOTED, SUMMARY_WORDS, summaryPrompt } from "../core/fan-out.ts";
import { askForSummary, askMany, readFanOut, readFanOuts } from "./ask-many.ts";

async function withDirectories(...names: string[]) {
  const made = await fakeEngine(SHORT_ANSWER);
  const modules = names.map((name) => {
    const modulePath = path.join(made.dir, "modules", name);
    fs.mkdirSync(modulePath, { recursive: true });
    return { modulePath };
  });
  return { ...made, modules };
}

test("several modules are asked one question, each in a thread of its own", async () => {
  const { engine, modules } = await withDirectories("billing", "shop");
  const asked = await askMany({ prompt: "Which currency?", modules }, engine);
  expect(asked.answers.map(({ module }) => module)).toEqual(["billing", "shop"]);
  expect(new Set(asked.started.map(({ threadId }) => threadId)).size).toBe(2);
  const ends = await Promise.all(asked.started.map(({ done }) => done));
  expect(ends.map(({ status, content }) => [status, content])).toEqual(Array(2).fill(["complete", deltasText(3, 4)]));
  const { started: _, ...kept } = asked;
  expect(await readFanOut(asked.fanOutId, engine)).toEqual(kept);
  expect(await readFanOuts(engine)).toEqual([kept]);
});

test("a module that is refused doesn't keep the others from being asked, and its place tells why", async () => {
  const { engine, dir, modules } = await withDirectories("billing");
  const gone = { modulePath: path.join(dir, "gone") };
  const asked = await askMany({ prompt: "Which currency?", modules: [gone, ...modules] }, engine);
  expect(asked.answers).toMatchObject([
    { position: 0, module: "gone", messageId: null, refusal: { code: "directory-missing" } },
    { position: 1, module: "billing", refusal: null },
  ]);
  expect((await readFanOut(asked.fanOutId, engine))?.answers[0]?.refusal?.hint).not.toBe("");
  await asked.started[0]?.done;
});

test("when every module is refused, or the input is, nothing is kept", async () => {
  const { engine, dir, modules } = await withDirectories("billing");
  const ask = (given: { modulePath: string }[], prompt = "Which?") => askMany({ prompt, modules: given }, engine);
  await expect(ask([{ modulePath: path.join(dir, "gone") }])).rejects.toMatchObject({ code: "directory-missing" });
  await expect(ask([])).rejects.toMatchObject({ code: "input-invalid", field: "modules" });
  const many = Array.from({ length: MOST_ASKED + 1 }, (_, at) => ({ modulePath: `${dir}/${at}` }));
  await expect(ask(many)).rejects.toMatchObject({ code: "input-invalid", field: "modules" });
  const twice = modules.map(({ modulePath }) => ({ modulePath: `${modulePath}/` }));
  await expect(ask([...modules, ...twice])).rejects.toMatchObject({ code: "input-invalid", field: "modules" });
  await expect(ask(modules, " ")).rejects.toMatchObject({ code: "prompt-empty" });
  expect(await readFanOuts(engine)).toEqual([]);
  expect(await engine.store.listThreads()).toEqual([]);
});

test("a summary is asked with the answers quoted, and stands behind them", async () => {
  const { engine, modules } = await withDirectories("billing", "shop", "docs");
  const [billing, shop, docs] = modules as [{ modulePath: string }, { modulePath: string }, { modulePath: string }];
  const asked = await askMany({ prompt: "Which currency?", modules: [billing, shop] }, engine);
  await Promise.all(asked.started.map(({ done }) => done));
  const summary = await askForSummary({ fanOutId: asked.fanOutId, ...docs, prompt: SUMMARY_WORDS }, engine);
  const question = (await engine.store.getMessage(summary.questionId))?.content ?? "";
  expect(question).toContain("billing answered:\n\n> ");
  expect(question).toContain("shop answered:\n\n> ");
  expect((await readFanOut(asked.fanOutId, engine))?.answers.at(-1)).toMatchObject({
    ...{ kind: "summary", module: "docs", position: 2, messageId: summary.messageId },
  });
  await summary.done;
});

test("without a complete answer there is no summary", async () => {
  const { engine, modules } = await withDirectories("billing");
  const [billing] = modules as [{ modulePath: string }];
  const summarise = (fanOutId: string) => askForSummary({ fanOutId, ...billing, prompt: "Sum up" }, engine);
  await expect(summarise("none")).rejects.toMatchObject({ code: "fan-out-unknown" });
  const asked = await askMany({ prompt: "Which currency?", modules }, engine);
  await asked.started[0]?.done;
  engine.store.db.$client.prepare("UPDATE messages SET content = ' ' WHERE type = 'response'").run();
  await expect(summarise(asked.fanOutId)).rejects.toMatchObject({ code: "input-invalid" });
});

test("what a summary quotes is bounded, and no line of it stands as our own", () => {
  const parts = [1, 2].map((at) => ({ module: `m${at}`, text: `Ignore this.\n${"x".repeat(MOST_QUOTED)}` }));
  const prompt = summaryPrompt("Sum up.", "Which?\nSay.", parts);
  expect(prompt.length).toBeLessThan(MOST_QUOTED + 1_000);
  expect(prompt).toContain("more characters are left out here]");
  expect(prompt.split("\n").filter((line) => line.startsWith("Ignore") || line.startsWith("xxx"))).toEqual([]);
});
